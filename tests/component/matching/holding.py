"""A replica that stands still between what it decides and its commit: two units race in the order that a test wants."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from libs.common.contracts import Service
from libs.common.house import House, Parts
from libs.common.unit import Timer, Unit
from services.matching.app import build
from tests.component.matching.speaking import HEARD, Matching
from tests.support.running import PATIENCE_S, Bench


@dataclass(slots=True)
class Holding:
    """Holds back what the timers of one kind decide. Meanwhile this replica fires no other timer, but hears events."""

    kind: str
    decided: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def build(self, house: House) -> Parts:
        """Matching, but for that."""
        parts = await build(house)

        async def slowly(timer: Timer) -> Unit:
            unit = await parts.timers[self.kind](timer)
            self.decided.set()
            await self.let_go.wait()
            return unit

        return replace(parts, timers={**parts.timers, self.kind: slowly})

    async def meanwhile(self, matching: Matching, stack: AsyncExitStack) -> None:
        """Once it stands still, another replica does what is due."""
        async with asyncio.timeout(PATIENCE_S):
            await self.decided.wait()
        # It is not the other's to fire, however long this one stands still.
        timers, lease = matching.bench.database(Service.MATCHING)["timers"], datetime.now(UTC) + timedelta(hours=1)
        await timers.update_many({"kind": self.kind}, {"$set": {"lease_until": lease}})
        await matching.start(stack)


@asynccontextmanager
async def holding(bench: Bench, kind: str) -> AsyncIterator[tuple[Matching, Holding, AsyncExitStack]]:
    """One replica that stands still at the first timer of this kind."""
    held = Holding(kind)
    matching = Matching(bench, await bench.listen(*HEARD))
    async with AsyncExitStack() as stack:
        matching.houses.append(await stack.enter_async_context(bench.running(Service.MATCHING, held.build)))
        try:
            yield matching, held, stack
        finally:
            held.let_go.set()

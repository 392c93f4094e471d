"""How a process is: for `/readyz`, for its gauges, for its heartbeat."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

from pymongo.errors import PyMongoError

from libs.common import metrics
from libs.common.clock import SteppedClock
from libs.common.contracts import Service
from libs.common.heartbeat import Heartbeat
from libs.common.house import House, Parts
from libs.common.timers import Timers

GAUGED_EVERY_S = 5


class Vitals:
    """Looks at the parts of one process."""

    def __init__(self, house: House, parts: Parts, timers: Timers, instance: str) -> None:
        self._house, self._parts, self._timers, self._instance = house, parts, timers, instance
        self.is_consuming = False
        self.is_draining = False

    async def ready(self) -> dict[str, bool]:
        """This replica's own work: its database answers. The outbox bridges a broker that is away."""
        parts = {"running": not self.is_draining, "database": True}
        try:
            await self._house.database.command("ping")
        except PyMongoError:
            parts["database"] = False
        if self._house.service is not Service.GATEWAY:
            parts["consuming"] = self.is_consuming
        if self._parts.is_ready:
            parts |= await self._parts.is_ready()
        return parts

    async def measure(self) -> Heartbeat:
        """The heartbeat of this moment."""
        house = self._house
        rows, oldest = await house.relay.state()
        due, next_at = await self._timers.state()
        offset = house.clock.offset.total_seconds() if isinstance(house.clock, SteppedClock) else 0.0
        return Heartbeat(
            service=house.service,
            instance=self._instance,
            at=datetime.now(UTC),
            ready=all((await self.ready()).values()),
            idle=self._is_idle(),
            handled=house.deliveries.ended + house.committer.committed + house.relay.published,
            outbox_rows=rows,
            outbox_oldest_s=oldest,
            timers_due=due,
            next_timer_at=next_at,
            business_now=house.clock.now(),
            clock_offset_s=offset,
        )

    async def gauge(self) -> None:
        """Keep the gauges current until cancelled."""
        while True:
            with suppress(PyMongoError):
                rows, oldest = await self._house.relay.state()
                due, next_at = await self._timers.state()
                late = (self._house.clock.now() - next_at).total_seconds() if next_at and due else 0.0
                metrics.OUTBOX_ROWS.set(rows)
                metrics.OUTBOX_OLDEST_SECONDS.set(oldest)
                metrics.TIMERS_DUE.set(due)
                metrics.TIMER_OLDEST_SECONDS.set(max(0.0, late))
            await asyncio.sleep(GAUGED_EVERY_S)

    def _is_idle(self) -> bool:
        house = self._house
        parts = (house.committer.is_idle, house.relay.is_idle, house.answers.is_idle, self._timers.is_idle)
        return house.deliveries.in_flight == 0 and all(parts) and self._parts.is_idle()

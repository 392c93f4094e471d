"""Blocks: set and taken back by their owner alone, and looked at wherever somebody names somebody."""

from collections.abc import Callable

from libs.common.contracts.blocks import BlocksChanged
from libs.common.handling import Handling
from libs.common.ids import new_id
from libs.common.unit import Unit, Units
from services.gateway.domain.blocks import Blocks, block, unblock
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import Stores


class Blocking:
    """Use cases about blocks. The gateway has them first, so that it refuses before anything becomes a claim."""

    def __init__(self, stores: Stores, units: Units, handling: Handling) -> None:
        self._stores, self._units, self._handling = stores, units, handling

    async def of(self, org: str, person_id: str) -> tuple[str, ...]:
        """Whom somebody blocks."""
        return (await self._stores.blocks_of(org, person_id)).blocked_ids

    async def block(self, org: str, person_id: str, other_id: str) -> None:
        """Durable from here on; matching keeps to it a moment later. Refused: block-of-oneself, too-many-blocks."""
        await self._change(org, person_id, lambda blocks: block(blocks, other_id))

    async def unblock(self, org: str, person_id: str, other_id: str) -> None:
        """It is as if it had never been, but for what ended."""
        await self._change(org, person_id, lambda blocks: unblock(blocks, other_id))

    async def require_no_own(self, org: str, person_id: str, other_id: str) -> None:
        """NotTaken(blocked-by-you): only for the ears of who blocks."""
        if other_id in await self.of(org, person_id):
            raise NotTaken("blocked-by-you", other_id)

    async def _change(self, org: str, person_id: str, change: Callable[[Blocks], Blocks]) -> None:
        async def decide() -> Unit:
            # Its id and its story are a claim's: what ends by it is not told from what its owner ends one by one.
            claim_id = new_id("claim")
            unit = self._units.start(org, actor_id=person_id, correlation_id=claim_id)
            before = await self._stores.blocks_of(org, person_id)
            after = change(before)
            if after != before:
                unit.write(self._stores.blocks.save(after))
                fact = BlocksChanged(person_id=person_id, blocked_ids=after.blocked_ids)
                unit.publish(fact, person_id, sequence=after.version, id=claim_id)
            return unit

        await self._handling.settle(decide)

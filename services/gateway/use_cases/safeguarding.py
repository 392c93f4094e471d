"""Where to get help that is not the employer's: an organisation's own words, set by its administrators."""

from libs.common import audit
from libs.common.audit import Act
from libs.common.contracts import Words
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.gateway.domain.access import Doer
from services.gateway.domain.safeguarding import Safeguarding
from services.gateway.store import Stores


class HelpKeeping:
    """Use cases about it."""

    def __init__(self, stores: Stores, units: Units, handling: Handling) -> None:
        self._kept, self._units, self._handling = stores.safeguarding, units, handling

    async def of(self, org: str) -> Safeguarding:
        """Version 0 as long as nobody has set anything."""
        return await self._kept.find(org, org) or Safeguarding(org)

    async def set(self, org: str, words: Words, version: int, by: Doer) -> Safeguarding | None:
        """All of it; None where somebody was faster."""

        async def decide() -> tuple[Unit, Safeguarding | None]:
            unit, before = self._units.start(org, actor_id=by.actor_id), await self.of(org)
            if before.help == words:
                return unit, before
            if before.version != version:
                return unit, None
            unit.write(self._kept.save(Safeguarding(org, words, before.revision)))
            audit.done(unit, Act.SAFEGUARDING_CHANGED, org, by.ticket)
            return unit, Safeguarding(org, words, before.revision + 1)

        return await self._handling.settled(decide)

"""A moderator suspends somebody, or lifts it: kept with the person, and told to them plainly."""

from libs.common.contracts import Event
from libs.common.contracts.safeguarding import SuspensionChanged
from libs.common.unit import Unit, Units
from services.notifications.domain.moments.safeguarding import suspension_changed
from services.notifications.domain.people import suspended
from services.notifications.store import Store
from services.notifications.use_cases.telling import OVERTAKEN, Telling, cause_of


class Suspending:
    """Use cases about suspensions."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling = store, units, telling

    async def keep(self, event: Event[SuspensionChanged]) -> Unit:
        """Take it over, unless a newer word is here, which then alone is told."""
        unit, said = self.units.after(event), event.data
        if await self.store.tombstones.find(unit.org, said.person_id):
            return unit
        known = await self.store.people.get(unit.org, said.person_id)
        after = suspended(known, event.sequence or 0, is_suspended=said.is_suspended)
        if after != known:
            unit.write(self.store.people.save(after))
        silence = OVERTAKEN if after == known else None
        await self.telling.fill(unit, suspension_changed(said), cause_of(event), silence)
        return unit

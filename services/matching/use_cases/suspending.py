"""A moderator suspends somebody, or lifts it: kept with the person, so that every rule sees it where it sees them."""

from dataclasses import replace

from libs.common.contracts import Event
from libs.common.contracts.safeguarding import SuspensionChanged
from libs.common.unit import Unit, Units
from services.matching.domain.people import Person
from services.matching.store import Store
from services.matching.use_cases.keeping import Keeping, look_again
from services.matching.use_cases.pairs import SUSPENSION


class Suspending:
    """Use cases about suspensions."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units, self.keeping = store, units, Keeping(store)

    async def keep(self, event: Event[SuspensionChanged]) -> Unit:
        """Take it over, unless a newer word is here. Their requests end, their pairs rest, each in its own unit."""
        unit, said = self.units.after(event), event.data
        if await self.store.tombstones.find(unit.org, said.person_id):
            return unit
        known = await self.store.people.get(unit.org, said.person_id)
        if known.suspension_sequence < (event.sequence or 0):
            after = replace(known, is_suspended=said.is_suspended, suspension_sequence=event.sequence or 0)
            unit.write(self.store.people.save(after))
            for pair in await self.store.list_living_pairs(unit.org, said.person_id):
                unit.set_timer(SUSPENSION, pair.pair_id, unit.now)
            if after.is_suspended:
                await self._end_requests(unit, after)
        return unit

    async def _end_requests(self, unit: Unit, person: Person) -> None:
        await self.keeping.clear_desk(unit, person)
        standing = await self.store.list_standing_requests(unit.org, person.person_id)
        look_again(unit, (request.request_id for request in standing))

"""Erasing somebody: their name and address go at once, then all that was said to them and where it went."""

from collections import Counter
from dataclasses import replace

from libs.common.erasing import Remains
from libs.common.unit import Unit
from services.notifications.domain.people import ERASED, Person, erased
from services.notifications.store import NOTICES, OF_A_PERSON, Store
from services.notifications.use_cases.arrivals import ARRIVAL
from services.notifications.use_cases.farewells import Farewells
from services.notifications.use_cases.joining import JOINED
from services.notifications.use_cases.saying import DIGEST, SAY


class Erasure:
    """What notifications does beside removing rows."""

    def __init__(self, store: Store, farewells: Farewells) -> None:
        self.store, self.farewells = store, farewells

    @property
    def remains(self) -> Remains:
        """What waits to be said goes with its timer."""
        return Remains(
            rows=OF_A_PERSON,
            timers=(JOINED, ARRIVAL),
            timers_of_rows={NOTICES: (SAY, DIGEST)},
            begin=self._let_go,
            more_rows=self.store.marks_of,
            is_settled=self.farewells.is_over,
            end=self._remove_person,
        )

    async def _let_go(self, unit: Unit, person_id: str) -> Counter[str]:
        """Their document is written in any case: whatever of them is decided at this moment meets it there."""
        known = await self.store.people.find(unit.org, person_id)
        fresh = erased(unit.org, person_id)
        unit.write(self.store.people.save(replace(fresh, revision=known.revision) if known else fresh))
        if known:
            self.farewells.write(unit, known)
        gone = await self._forget_address(unit, known) if known and known.mark else 0
        return Counter(people=1 if known else 0, invitations=gone)

    async def _forget_address(self, unit: Unit, person: Person) -> int:
        """Colleagues who invited them once. That somebody wanted no invitations is kept, as a mark and nothing else."""
        invitations = await self.store.invitations.list_(unit.org, {"mark": person.mark})
        unit.write(*map(self.store.invitations.remove, invitations))
        address = await self.store.addresses.find(unit.org, person.mark)
        if address and not address.refuses:
            unit.write(self.store.addresses.remove(address))
        return len(invitations)

    async def _remove_person(self, unit: Unit, person_id: str) -> Counter[str]:
        """From here on the tombstone speaks for them."""
        await self.farewells.forget(unit, person_id)
        person = await self.store.people.find(unit.org, person_id)
        if person and person.sequence == ERASED and person.revision:
            unit.write(self.store.people.remove(person))
        return Counter()

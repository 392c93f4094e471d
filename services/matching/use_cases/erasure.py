"""Erasing somebody: what was open with them ends as if they had left, and nothing is left to find them by."""

from collections import Counter
from dataclasses import replace

from libs.common.erasing import Remains
from libs.common.unit import Unit
from services.matching.domain.people import ERASED, erased
from services.matching.store import OF_A_PERSON, Store
from services.matching.use_cases.interest import LOOK
from services.matching.use_cases.keeping import PLACE_FREED, look_again
from services.matching.use_cases.people import People
from services.matching.use_cases.reorganising import LINE


class Erasure:
    """What matching does beside removing rows."""

    def __init__(self, store: Store, people: People) -> None:
        self.store, self.people = store, people

    @property
    def remains(self) -> Remains:
        """Of whom something is still open, more rows may come."""
        return Remains(
            rows=OF_A_PERSON,
            timers=(LINE, PLACE_FREED),
            timers_of_rows={"interests": (LOOK,)},
            begin=self._let_go,
            is_settled=self._is_settled,
            end=self._remove_person,
        )

    async def _let_go(self, unit: Unit, person_id: str) -> Counter[str]:
        """Their document is written in any case: whatever of them is decided at this moment meets it there."""
        known = await self.store.people.find(unit.org, person_id)
        fresh = erased(unit.org, person_id)
        gone = replace(fresh, pairs=known.pairs, revision=known.revision) if known else fresh
        await self.people.end_all_of(unit, gone)
        proposed = await self.store.list_standing_requests(unit.org, person_id)
        look_again(unit, (request.request_id for request in proposed))
        return Counter(people=1 if known else 0)

    async def _is_settled(self, org: str, person_id: str) -> bool:
        return not (
            await self.store.list_standing_requests(org, person_id)
            or await self.store.list_open_recognitions(org, person_id)
            or await self.store.list_open_circles(org, person_id)
            or await self.store.list_living_pairs(org, person_id)
        )

    async def _remove_person(self, unit: Unit, person_id: str) -> Counter[str]:
        """From here on the tombstone speaks for them. A desk that their last request has left goes, too."""
        person = await self.store.people.find(unit.org, person_id)
        if person and person.sequence == ERASED and person.revision:
            unit.write(self.store.people.remove(person))
        return Counter()

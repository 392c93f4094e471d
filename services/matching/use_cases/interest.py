"""Marks on colleagues. Until both spark, nothing that is read, written or answered depends on the other's mark."""

import asyncio
from dataclasses import replace

from libs.common.asks import Asker
from libs.common.contracts import asks
from libs.common.contracts.asks import Marked, MarkPerson, Marks, ReadMarks
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.pages import cut
from libs.common.unit import Timer, Unit, Units
from services.matching.domain.codes import Code, explain
from services.matching.domain.interest import Interest, Mark, interest_id_of, meet, meeting_of, no_interest
from services.matching.domain.people import Person
from services.matching.store import Store
from services.matching.use_cases.sparking import Sparking

LOOK = "look-at-interest"


class Interests:
    """Use cases about interest."""

    def __init__(self, store: Store, units: Units, handling: Handling, sparking: Sparking) -> None:
        self.store, self.units, self.handling, self.sparking = store, units, handling, sparking

    async def mark(self, ask: MarkPerson, asker: Asker) -> Marked:
        """Keep the mark. Whether it is mutual is looked at by a timer, so that no answer takes longer for it."""

        async def decide() -> tuple[Unit, Interest]:
            interest = await self._own(asker, ask)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            marked = replace(interest, mark=Mark(ask.mark) if ask.mark else None)
            if marked != interest:
                unit.write(self.store.interests.save(marked))
                sides = {"person_id": asker.person_id, "other_id": ask.person_id}
                unit.set_timer(LOOK, interest.interest_id, unit.now, **sides)
            return unit, marked

        return _marked(await self.handling.settled(decide))

    async def read(self, ask: ReadMarks, asker: Asker) -> Marks:
        """The asker's own."""
        own = await self.store.list_interests(asker.org, asker.person_id)
        page, following = cut(own, lambda one: [one.other_id], ask.cursor, ask.limit)
        return Marks(marks=tuple(map(_marked, page)), next_cursor=following)

    async def look(self, timer: Timer) -> Unit:
        """Two sparks open to both at once and lead to a talk; anything else stays with whoever marked it."""
        unit = self.units.after_timer(timer)
        one_id, other_id = timer.facts["person_id"], timer.facts["other_id"]
        one, other, walls, *people = await asyncio.gather(
            self._interest(timer.org, one_id, other_id),
            self._interest(timer.org, other_id, one_id),
            self.store.walls_between(timer.org, (one_id, other_id)),
            self.store.people.find(timer.org, one_id),
            self.store.people.find(timer.org, other_id),
        )
        met = None if walls.part(one_id, other_id) else meet(one, other, unit.now)
        here = [one for one in people if isinstance(one, Person) and not (one.has_left or one.is_suspended)]
        if met and len(here) == len(met):
            unit.write(*map(self.store.interests.save, met))
            meeting_id, both = meeting_of(one)
            request_id = await self.sparking.lead(unit, meeting_id, (here[0], here[1]))
            unit.publish(InterestBecameMutual(interest_id=meeting_id, people=both, request_id=request_id), meeting_id)
        return unit

    async def _own(self, asker: Asker, ask: MarkPerson) -> Interest:
        """What the asker thinks of somebody. All is read before a refusal; a mark can always be taken back."""
        interest, other, walls = await asyncio.gather(
            self._interest(asker.org, asker.person_id, ask.person_id),
            self.store.people.find(asker.org, ask.person_id),
            self.store.walls_between(asker.org, (asker.person_id, ask.person_id)),
        )
        if ask.person_id == asker.person_id:
            raise _refused(Code.REQUEST_TO_ONESELF)
        is_shown = other is not None and not other.has_left and other.is_shown
        if ask.mark and (not is_shown or walls.part(asker.person_id, ask.person_id)):
            raise _refused(Code.PERSON_UNKNOWN)
        return interest

    async def _interest(self, org: str, person_id: str, other_id: str) -> Interest:
        known = await self.store.interests.find(org, interest_id_of(org, person_id, other_id))
        return known or no_interest(org, person_id, other_id)


def _refused(code: Code) -> Refused:
    return Refused(code.value, explain(code))


def _marked(interest: Interest) -> Marked:
    mark = asks.Mark(interest.mark) if interest.mark else None
    return Marked(person_id=interest.other_id, mark=mark, is_mutual=interest.met_at is not None)

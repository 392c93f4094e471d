"""Publishing a round: a request for each pair, some at a time, which opens nothing before both have said yes."""

from libs.common.ids import derived_id
from libs.common.unit import Timer, Unit, Units
from services.matching.domain import rounds as domain
from services.matching.domain.fit import topics_between
from services.matching.domain.people import Person
from services.matching.domain.requests import Request, propose
from services.matching.domain.rounds import Couple, Round
from services.matching.domain.rules import Occasion, objection
from services.matching.store import Store
from services.matching.use_cases.facts import state_of
from services.matching.use_cases.keeping import Keeping

PUBLISH = "publish-round"
PAIRS_AT_A_TIME = 100


class Publishing:
    """What the timer does. How far it has come is in the round, saved with the requests: none is made twice."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units, self.keeping = store, units, Keeping(store)

    async def go_on(self, timer: Timer) -> Unit:
        """Propose the next pairs. One that a rule forbids by now is skipped, and told so to the organiser."""
        unit = self.units.after_timer(timer)
        one = await self.store.rounds.get(timer.org, timer.subject)
        preview = await self.store.previews.get(timer.org, timer.subject)
        placed = preview.solution.placed[one.published : one.published + PAIRS_AT_A_TIME]
        ids = {person_id for pair in placed for person_id in (pair.couple.mentee_id, pair.couple.mentor_id)}
        people = await self.store.people.get_all(one.org, ids)
        around = await self.store.around(unit.now, *people.values(), programme_id=one.programme_id)
        paired = await self.store.list_paired(one.org, *(pair.couple.mentee_id for pair in placed))
        skipped: list[Couple] = []
        for pair in placed:
            mentee, mentor = people[pair.couple.mentee_id], people[pair.couple.mentor_id]
            if pair.couple not in paired and objection(mentee, mentor, around, Occasion.PLACING) is None:
                self._propose(unit, _worded(unit, one, mentee, mentor))
            else:
                skipped.append(pair.couple)
        after = domain.advance(one, len(placed), skipped)
        if after.published < len(preview.solution.placed):
            unit.set_timer(PUBLISH, one.round_id, unit.now)
        else:
            after = domain.finish(after, unit.now)
        unit.write(self.store.rounds.save(after))
        return unit

    def _propose(self, unit: Unit, worded: Request) -> None:
        request = propose(worded, unit.now).request
        self.keeping.keep_as(unit, request, state_of(request))


def _worded(unit: Unit, one: Round, mentee: Person, mentor: Person) -> Request:
    """In nobody's session: so the mentee confirms before the mentor hears of it."""
    return Request(
        org=one.org,
        request_id=derived_id("req", one.org, one.round_id, mentee.person_id, mentor.person_id),
        mentee_id=mentee.person_id,
        mentor_id=mentor.person_id,
        direction=one.direction,
        programme_id=one.programme_id,
        topics=topics_between(mentee, mentor),
        correlation_id=unit.correlation_id,
        asked_at=unit.now,
    )

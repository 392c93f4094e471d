"""Circles: started, joined, left and ended; the hard rules and the mentor's one place hold as they do for a pair."""

from collections.abc import Callable
from datetime import datetime

from libs.common.contracts import Event
from libs.common.contracts.circles import CircleAnswered, CircleAsked, CircleEndAsked, CircleInviteAsked
from libs.common.errors import Refused
from libs.common.unit import Timer, Unit, Units
from services.matching.domain import circle_clocks
from services.matching.domain import circles as domain
from services.matching.domain.circles import Change, Circle, Step
from services.matching.domain.codes import Code, explain
from services.matching.domain.errors import NotYours, RuleBroken, WrongState
from services.matching.domain.named_programmes import Way
from services.matching.domain.people import return_place, take_place
from services.matching.store import Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.circle_facts import fact_of
from services.matching.use_cases.keeping import CIRCLE_CLOCK, Keeping, keep_place_freed
from services.matching.use_cases.reorganising import CIRCLE_LINE

Claim = CircleAsked | CircleInviteAsked | CircleAnswered | CircleEndAsked
AWAY = (Change.LEFT, Change.FEWER_INVITED, Change.ENDED)
"""Who went or said no is told as little as who was not waited for any more."""

Decision = Callable[[Circle, str, datetime], Step]


class Circling:
    """Use cases about circles."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units, self.keeping = store, units, Keeping(store)

    async def start(self, event: Event[CircleAsked]) -> Unit:
        """Who starts it has said yes with it; everybody else is asked."""
        worded, invited = _worded(event), event.data.invited_ids
        code = await Checking(self.store).beginning(event.org, worded.programme_id, Way.CIRCLE)
        if code is not None:
            raise Refused(code.value, explain(code))
        return await self._decide(event, lambda circle, _, now: domain.propose(circle, invited, now), worded)

    async def invite(self, event: Event[CircleInviteAsked]) -> Unit:
        """More people, by a member."""
        invited = event.data.invited_ids
        return await self._decide(event, lambda circle, by, now: domain.invite(circle, by, invited, now))

    async def answer(self, event: Event[CircleAnswered]) -> Unit:
        """A yes to being in it, or a no, which a member can say as well."""
        return await self._decide(event, domain.agree if event.data.agrees else domain.leave)

    async def end(self, event: Event[CircleEndAsked]) -> Unit:
        """For all, by whom it is led."""
        return await self._decide(event, domain.end)

    async def tick(self, timer: Timer) -> Unit:
        """Days without an answer bring reminders, then the end of an invitation; who left is in no circle any more."""
        unit = self.units.after_timer(timer)
        circle = await self.store.circles.get(timer.org, timer.subject)
        people = await self.store.find_people(timer.org, (*circle.members, *circle.invited))
        gone = {person.person_id for person in people if person.has_left}
        step = domain.without(circle, gone, unit.now) if gone else circle_clocks.tick(circle, unit.now)
        await self._settle(unit, circle, step)
        if step.change is None:
            self._wind(unit, circle)
        return unit

    async def _decide(self, event: Event[Claim], decide: Decision, worded: Circle | None = None) -> Unit:
        unit = self.units.after(event)
        try:
            before = await self.store.circles.find(event.org, event.data.circle_id) or worded
            if before is None:
                raise NotYours(Code.CIRCLE_UNKNOWN)
            await self._settle(unit, before, decide(before, event.actorid or "", unit.now))
        except RuleBroken as broken:
            raise Refused(broken.code.value, explain(broken.code)) from broken
        return unit

    async def _settle(self, unit: Unit, before: Circle, step: Step) -> None:
        if step.change is None:
            return
        circle = step.circle
        if step.change in AWAY:
            unit.actor_id = None
        await self._check(unit, circle, step.newcomers)
        await self._move_place(unit, before.place_of, circle.place_of)
        unit.write(self.store.circles.save(circle))
        unit.publish(fact_of(step), circle.circle_id, sequence=circle.sequence)
        self._wind(unit, circle)
        unit.set_timer(CIRCLE_LINE, circle.circle_id, unit.now)

    async def _check(self, unit: Unit, circle: Circle, newcomers: frozenset[str]) -> None:
        """Each newcomer beside everybody else. They are kept, so that a leaving at the same moment is seen."""
        if not newcomers:
            return
        org = circle.org
        people = [await self.store.people.get(org, one) for one in (*circle.members, *circle.invited)]
        around, here = (
            await self.store.around(unit.now, *people, programme_id=circle.programme_id),
            # Beside who is suspended somebody else may still come in: it is they who may not.
            [one for one in people if not (one.has_left or one.is_suspended)],
        )
        for person in (one for one in people if one.person_id in newcomers):
            code = Code.MENTEE_LEFT if person.has_left else domain.objection_to_seat(circle, person, here, around)
            if code:
                raise WrongState(code)
            if person.person_id != circle.place_of:
                unit.write(self.store.people.save(person))

    async def _move_place(self, unit: Unit, before: str | None, after: str | None) -> None:
        """The mentor's place is taken once, with their own yes, and free with the end."""
        people = self.store.people
        if after and not before:
            mentor = await people.get(unit.org, after)
            if mentor.is_full:
                raise WrongState(Code.NO_PLACE_TO_OFFER)
            await self.keeping.keep_place_taken(unit, take_place(mentor))
        if before and not after:
            unit.write(people.save(return_place(await people.get(unit.org, before))))
            keep_place_freed(unit, before)

    def _wind(self, unit: Unit, circle: Circle) -> None:
        due = circle_clocks.next_due(circle)
        if due:
            unit.set_timer(CIRCLE_CLOCK, circle.circle_id, due)
        else:
            unit.cancel_timer(CIRCLE_CLOCK, circle.circle_id)


def _worded(event: Event[CircleAsked]) -> Circle:
    asked = event.data
    return Circle(
        org=event.org,
        circle_id=asked.circle_id,
        programme_id=asked.programme_id,
        started_by=asked.person_id,
        mentor_id=asked.mentor_id,
        topics=asked.topics,
    )

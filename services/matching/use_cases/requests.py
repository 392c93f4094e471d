"""Asking and answering: what becomes of a request, and how two consents become a pair."""

from dataclasses import replace
from datetime import datetime

from libs.common.contracts import AnyEvent, Event
from libs.common.contracts.requests import (
    Answer,
    MentoringOffered,
    MentorRequested,
    MentorsSuggested,
    RequestAnswered,
    RequestWithdrawn,
)
from libs.common.errors import Refused
from libs.common.unit import Unit, Units
from services.matching.domain import requests as domain
from services.matching.domain import sparks, talks
from services.matching.domain.codes import Code, explain
from services.matching.domain.desks import Desks, objection_to_asking
from services.matching.domain.directions import Direction
from services.matching.domain.errors import RuleBroken
from services.matching.domain.named_programmes import Way
from services.matching.domain.pairings import compare
from services.matching.domain.pairs import Pair, form_pair
from services.matching.domain.people import Person, Role, take_place
from services.matching.domain.reasons import reasons_for
from services.matching.domain.requests import Request, Step
from services.matching.store import Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.facts import change_of, suggestion_of
from services.matching.use_cases.finding import Finder, Looking
from services.matching.use_cases.keeping import Keeping, look_again, wind_talk
from services.matching.use_cases.pair_facts import pair_formed

ON_THE_WAY = frozenset({Answer.ASK_MORE, Answer.TELL_MORE, Answer.PROPOSE_TALK, Answer.TALK_HELD})
"""Steps after which the answer is still to come."""


class Requests:
    """Use cases about requests."""

    def __init__(self, store: Store, units: Units, checking: Checking, finder: Finder) -> None:
        self.store, self.units, self.checking, self.finder = store, units, checking, finder
        self.keeping = Keeping(store)

    async def ask(self, event: Event[MentorRequested]) -> Unit:
        """With nobody named: suggestions. With somebody named: a request that opens, or waits for the mentee's yes."""
        mentee = await self.store.people.get(event.org, event.data.mentee_id)
        if mentee.has_left:
            raise _refused(Code.MENTEE_LEFT)
        if mentee.is_suspended:
            raise _refused(Code.SUSPENDED)
        if event.data.mentor_id is None:
            _allow(await self.checking.beginning(event.org, event.data.programme_id, Way.ASKING))
            return await self._suggest(event, mentee)
        return await self._make(event, _asked(event, event.data.mentor_id))

    async def offer(self, event: Event[MentoringOffered]) -> Unit:
        """The same, started by the mentor: the mentee says yes or no."""
        return await self._make(event, _offered(event))

    async def answer(self, event: Event[RequestAnswered]) -> Unit:
        """A step of one of the two. A repeat of what stands changes nothing."""
        request = await self._known(event.org, event.data.request_id)
        unit = self.units.after(event)
        by, answer = event.actorid or "", event.data.answer
        try:
            step = _step(request, event, by, unit.now)
            if step.already:
                return unit
            if answer in ON_THE_WAY:
                self.keeping.keep_as(unit, step.request, change_of(step.request, by))
            elif answer is Answer.ACCEPT and step.request.state.awaits_answer:
                self.keeping.keep_as(unit, step.request, change_of(step.request, by))
                self.keeping.file(unit, step.request, await self.store.desks_of(step.request))
            else:
                await self._carry_out(unit, step, answer)
        except RuleBroken as broken:
            raise _refused(broken.code) from broken
        return unit

    async def withdraw(self, event: Event[RequestWithdrawn]) -> Unit:
        """Who asked takes it back."""
        request = await self._known(event.org, event.data.request_id)
        unit = self.units.after(event)
        try:
            step = sparks.take_back(request, event.actorid or "", unit.now)
        except RuleBroken as broken:
            raise _refused(broken.code) from broken
        if not step.already:
            await self.keeping.keep(unit, step.request, await self.store.desks_of(request))
        return unit

    async def _suggest(self, event: Event[MentorRequested], mentee: Person) -> Unit:
        unit = self.units.after(event)
        wanted, direction = await self.finder.wishes(mentee, event.data.topics), Direction(event.data.direction)
        looking = Looking(mentee, wanted, direction, event.data.programme_id)
        _allow(await self.finder.objection(looking))
        found = await self.finder.suggestions(looking, unit.now)
        unit.publish(
            MentorsSuggested(
                request_id=event.data.request_id,
                mentee_id=mentee.person_id,
                direction=event.data.direction,
                topics=event.data.topics,
                suggestions=tuple(suggestion_of(one) for one in found),
            ),
            event.data.request_id,
        )
        return unit

    async def _make(self, event: AnyEvent, request: Request) -> Unit:
        unit, desks = self.units.after(event), await self.store.desks_of(request)
        _allow(await self.checking.asking(request, unit.now))
        if await self.store.requests.find(event.org, request.request_id):
            raise _refused(Code.REQUEST_ALREADY_MADE)
        way = Way.ASKING if request.started_by is Role.MENTEE else Way.OFFERING
        _allow(await self.checking.beginning(event.org, request.programme_id, way))
        if request.asked_by_member:
            _allow(objection_to_asking(desks, unit.now))
            step = domain.open(request, unit.now)
        else:
            step = domain.propose(request, unit.now)
        await self.keeping.keep(unit, step.request, desks)
        return unit

    async def _carry_out(self, unit: Unit, step: Step, answer: Answer) -> None:
        """Open it, or end it."""
        request, desks = step.request, await self.store.desks_of(step.request)
        pair = None
        if answer is Answer.CONFIRM:
            _allow(await self.checking.opening(request, desks, unit.now))
        elif answer is Answer.ACCEPT:
            both = await self.checking.both(request)
            _allow(await self.checking.accepting(both, unit.now, request.programme_id))
            pair = await self._form(unit, request, desks, both)
        await self.keeping.keep(unit, request, desks, pair)
        if pair:
            unit.publish(pair_formed(pair), pair.pair_id, sequence=pair.sequence)

    async def _form(self, unit: Unit, request: Request, desks: Desks, both: tuple[Person, Person]) -> Pair:
        """The mentor's place is taken. What else is open between the two is superseded; with the last place, all is."""
        mentee, mentor = both[0], take_place(both[1])
        # The mentee is kept, too: who leaves at the same moment is seen by one of the two units.
        unit.write(self.store.people.save(mentor), self.store.people.save(mentee))
        open_ids = desks.of(mentor.person_id).open_ids if mentor.is_full else desks.between
        look_again(unit, (one for one in open_ids if one != request.request_id))
        wanted = await self.finder.wishes(mentee, request.topics)
        reasons = reasons_for(compare(mentee, mentor, wanted, request.direction, unit.now))
        planned_until = await self.store.planned_until(request, unit.now)
        pair = replace(form_pair(request, reasons, unit.now), planned_until=planned_until)
        unit.write(self.store.pairs.save(pair))
        if pair.direction is Direction.FLASH:
            wind_talk(unit, pair)
        return pair

    async def _known(self, org: str, request_id: str) -> Request:
        request = await self.store.requests.find(org, request_id)
        if request is None:
            raise _refused(Code.REQUEST_UNKNOWN)
        return request


def _step(request: Request, event: Event[RequestAnswered], by: str, at: datetime) -> Step:
    match event.data.answer:
        case Answer.CONFIRM:
            return domain.confirm(request, by, at)
        case Answer.ACCEPT:
            return sparks.say_yes(request, by, at)
        case Answer.DECLINE:
            return sparks.say_no(request, by, at, event.data.reason)
        case Answer.ASK_MORE:
            return talks.ask_more(request, by, at)
        case Answer.TELL_MORE:
            return talks.tell_more(request, by, at, event.id)
        case Answer.PROPOSE_TALK:
            return talks.propose_talk(request, by, at)
        case Answer.TALK_HELD:
            return talks.hold_talk(request, by, at)


def _refused(code: Code) -> Refused:
    return Refused(code.value, explain(code))


def _allow(code: Code | None) -> None:
    if code is not None:
        raise _refused(code)


def _asked(event: Event[MentorRequested], mentor_id: str) -> Request:
    asked = event.data
    return Request(
        org=event.org,
        request_id=asked.request_id,
        mentee_id=asked.mentee_id,
        mentor_id=mentor_id,
        direction=Direction(asked.direction),
        topics=asked.topics,
        correlation_id=event.correlationid,
        programme_id=asked.programme_id,
        then_ids=asked.then_mentor_ids,
        has_message=asked.has_message,
        asked_by_member=asked.confirmed,
        asked_at=event.time,
    )


def _offered(event: Event[MentoringOffered]) -> Request:
    offered = event.data
    return Request(
        org=event.org,
        request_id=offered.request_id,
        mentee_id=offered.mentee_id,
        mentor_id=offered.mentor_id,
        direction=Direction(offered.direction),
        topics=offered.topics,
        correlation_id=event.correlationid,
        programme_id=offered.programme_id,
        has_message=offered.has_message,
        started_by=Role.MENTOR,
        asked_by_member=True,
        asked_at=event.time,
    )

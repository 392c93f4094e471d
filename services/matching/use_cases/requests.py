"""Asking and answering: what becomes of a request, and how two consents become a pair."""

from dataclasses import asdict

from libs.common.contracts import Event
from libs.common.contracts import requests as wire
from libs.common.contracts.requests import (
    Answer,
    MentorRequested,
    MentorsSuggested,
    RequestAnswered,
    RequestClosed,
    RequestOpened,
    RequestProposed,
    RequestWithdrawn,
)
from libs.common.errors import Refused
from libs.common.unit import Unit, Units
from services.matching.domain import requests as domain
from services.matching.domain.codes import Code, explain
from services.matching.domain.directions import Direction
from services.matching.domain.errors import RuleBroken
from services.matching.domain.pairings import compare
from services.matching.domain.pairs import Pair, form_pair
from services.matching.domain.people import Person, take_place, wishes_for
from services.matching.domain.reasons import Reason, reasons_for
from services.matching.domain.requests import Request, Step
from services.matching.domain.rules import Occasion, objection
from services.matching.domain.suggestions import Suggestion
from services.matching.store import Store
from services.matching.use_cases.finding import Finder
from services.matching.use_cases.pair_facts import pair_formed, reason_on_wire
from services.matching.use_cases.reorganising import PAIR_LINE


class Requests:
    """Use cases about requests."""

    def __init__(self, store: Store, units: Units, finder: Finder) -> None:
        self.store, self.units, self.finder = store, units, finder

    async def ask(self, event: Event[MentorRequested]) -> Unit:
        """With nobody named: suggestions. With somebody named: a request that opens, or waits for the mentee's yes."""
        mentee = await self.store.people.get(event.org, event.data.mentee_id)
        if mentee.has_left:
            raise _refused(Code.MENTEE_LEFT)
        if event.data.mentor_id is None:
            return await self._suggest(event, mentee)
        await self._check(mentee, await self._mentor(event, mentee), Occasion.ASKING)
        if await self.store.requests.find(event.org, event.data.request_id):
            raise _refused(Code.REQUEST_ALREADY_MADE)
        unit = self.units.after(event)
        request = _worded(event, event.data.mentor_id)
        step = domain.open(request, unit.now) if request.asked_by_member else domain.propose(request)
        self._tell(unit, step)
        return unit

    async def answer(self, event: Event[RequestAnswered]) -> Unit:
        """The mentee confirms; the mentor accepts or declines. A repeat of what stands changes nothing."""
        request = await self._known(event.org, event.data.request_id)
        unit = self.units.after(event)
        by = event.actorid or ""
        try:
            match event.data.answer:
                case Answer.CONFIRM:
                    step = domain.confirm(request, by, unit.now)
                case Answer.ACCEPT:
                    step = domain.accept(request, by, unit.now)
                case Answer.DECLINE:
                    step = domain.decline(request, by, unit.now, event.data.reason)
            if not step.already:
                await self._carry_out(unit, step, event.data.answer)
        except RuleBroken as broken:
            raise _refused(broken.code) from broken
        return unit

    async def withdraw(self, event: Event[RequestWithdrawn]) -> Unit:
        """The mentee takes it back."""
        request = await self._known(event.org, event.data.request_id)
        unit = self.units.after(event)
        try:
            step = domain.withdraw(request, event.actorid or "", unit.now)
        except RuleBroken as broken:
            raise _refused(broken.code) from broken
        if not step.already:
            self._tell(unit, step)
        return unit

    async def _suggest(self, event: Event[MentorRequested], mentee: Person) -> Unit:
        unit = self.units.after(event)
        wanted, direction = wishes_for(mentee, event.data.topics), Direction(event.data.direction)
        found = await self.finder.suggestions(mentee, wanted, direction, unit.now)
        unit.publish(
            MentorsSuggested(
                request_id=event.data.request_id,
                mentee_id=mentee.person_id,
                direction=event.data.direction,
                topics=event.data.topics,
                suggestions=tuple(_suggestion(one) for one in found),
            ),
            event.data.request_id,
        )
        return unit

    async def _carry_out(self, unit: Unit, step: Step, answer: Answer) -> None:
        if answer is Answer.DECLINE:
            self._tell(unit, step)
            return
        people = self.store.people
        mentee = await people.get(unit.org, step.request.mentee_id)
        mentor = await people.get(unit.org, step.request.mentor_id)
        await self._check(mentee, mentor, Occasion.ASKING if answer is Answer.CONFIRM else Occasion.ACCEPTING)
        if answer is Answer.CONFIRM:
            self._tell(unit, step)
            return
        # The mentee is kept, too: who leaves at the same moment is seen by one of the two units.
        unit.write(people.save(take_place(mentor)), people.save(mentee))
        pair = form_pair(step.request, _reasons(step.request, mentee, mentor, unit), unit.now)
        unit.write(self.store.pairs.save(pair))
        unit.set_timer(PAIR_LINE, pair.pair_id, unit.now)
        self._tell(unit, step, pair)
        unit.publish(pair_formed(pair), pair.pair_id, sequence=pair.sequence)

    async def _mentor(self, event: Event[MentorRequested], mentee: Person) -> Person:
        if event.data.mentor_id == mentee.person_id:
            return mentee
        return await self.store.people.get(event.org, event.data.mentor_id or "")

    async def _check(self, mentee: Person, mentor: Person, occasion: Occasion) -> None:
        code = objection(mentee, mentor, await self.store.lines_between(mentee, mentor), occasion)
        if code is not None:
            raise _refused(code)

    async def _known(self, org: str, request_id: str) -> Request:
        request = await self.store.requests.find(org, request_id)
        if request is None:
            raise _refused(Code.REQUEST_UNKNOWN)
        return request

    def _tell(self, unit: Unit, step: Step, pair: Pair | None = None) -> None:
        """Keep the request as it now stands, and say so."""
        unit.write(self.store.requests.save(step.request))
        unit.publish(_fact(step.request, pair), step.request.request_id, sequence=step.request.sequence)


def _refused(code: Code) -> Refused:
    return Refused(code.value, explain(code))


def _worded(event: Event[MentorRequested], mentor_id: str) -> Request:
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
        has_message=asked.has_message,
        asked_by_member=asked.confirmed,
    )


def _fact(request: Request, pair: Pair | None) -> RequestProposed | RequestOpened | RequestClosed:
    state = {
        "request_id": request.request_id,
        "programme_id": request.programme_id,
        "mentee_id": request.mentee_id,
        "mentor_id": request.mentor_id,
        "direction": request.direction.value,
        "topics": request.topics,
        "state": request.state.value,
        "has_message": request.has_message,
        "opened_at": request.opened_at,
        "closed_at": request.closed_at,
        "pair_id": pair.pair_id if pair else None,
    }
    if request.state.is_terminal:
        return RequestClosed.model_validate(state | {"mentor_knew": request.mentor_knows})
    contract = RequestOpened if request.state is domain.RequestState.OPEN else RequestProposed
    return contract.model_validate(state)


def _reasons(request: Request, mentee: Person, mentor: Person, unit: Unit) -> tuple[Reason, ...]:
    return reasons_for(compare(mentee, mentor, wishes_for(mentee, request.topics), request.direction, unit.now))


def _suggestion(one: Suggestion) -> wire.Suggestion:
    return wire.Suggestion(
        mentor_id=one.mentor_id,
        score=one.score,
        parts=asdict(one.parts),
        reasons=tuple(reason_on_wire(reason) for reason in one.reasons),
        gap=reason_on_wire(one.gap),
        rules=one.rule_version,
    )

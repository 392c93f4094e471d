"""Recognising a mentoring that is there already: named by one, agreed to by the other, or by both."""

from collections.abc import Iterable
from typing import Any

from libs.common.contracts import Event
from libs.common.contracts import recognitions as wire
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.recognitions import (
    MentoringRecognised,
    RecognitionAnswered,
    RecognitionChanged,
    RecognitionFact,
    RecognitionReminded,
)
from libs.common.contracts.requests import Direction as WireDirection
from libs.common.errors import Refused
from libs.common.unit import Timer, Unit, Units
from services.matching.domain import recognitions as domain
from services.matching.domain.codes import Code, explain
from services.matching.domain.desks import with_mentor
from services.matching.domain.directions import Direction
from services.matching.domain.errors import NotYours, RuleBroken, WrongState
from services.matching.domain.named_programmes import Way
from services.matching.domain.pairs import Pair
from services.matching.domain.people import Person, take_place
from services.matching.domain.recognitions import Recognition, RecognitionState, Step, form_recognised_pair
from services.matching.store import Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.keeping import RECOGNITION_CLOCK, Keeping, look_again
from services.matching.use_cases.pair_facts import pair_formed
from services.matching.use_cases.reorganising import PAIR_LINE


class Recognising:
    """Use cases about recognitions."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units, self.keeping = store, units, Keeping(store)

    async def name(self, event: Event[MentoringRecognised]) -> Unit:
        """Who names it in a session of their own has said yes with it; a platform has said it for nobody."""
        unit, worded = self.units.after(event), _worded(event)
        try:
            known = await self.store.recognitions.find(event.org, worded.recognition_id)
            if known is None:
                _allow(await Checking(self.store).beginning(event.org, worded.programme_id, Way.RECOGNITION))
            step = domain.propose(known or worded, event.data.person_id if event.data.confirmed else None, unit.now)
            await self._settle(unit, step)
        except RuleBroken as broken:
            raise Refused(broken.code.value, explain(broken.code)) from broken
        return unit

    async def answer(self, event: Event[RecognitionAnswered]) -> Unit:
        """Yes or no; the second yes makes it a pair."""
        unit, by = self.units.after(event), event.actorid or ""
        try:
            known = await self.store.recognitions.find(event.org, event.data.recognition_id)
            if known is None:
                raise NotYours(Code.RECOGNITION_UNKNOWN)
            decide = domain.agree if event.data.agrees else domain.decline
            await self._settle(unit, decide(known, by, unit.now))
        except RuleBroken as broken:
            raise Refused(broken.code.value, explain(broken.code)) from broken
        return unit

    async def tick(self, timer: Timer) -> Unit:
        """The days that it has waited bring a reminder, or its end; so does that one of the two left."""
        unit = self.units.after_timer(timer)
        recognition = await self.store.recognitions.get(timer.org, timer.subject)
        gone = next((one.person_id for one in await self._both(recognition) if one.has_left), None)
        step = domain.leave(recognition, gone, unit.now) if gone else domain.tick(recognition, unit.now)
        if step.already:
            self._wind(unit, recognition)
        elif step.recognition.reminded > recognition.reminded:
            self._keep(unit, step.recognition, _reminder(step.recognition))
        else:
            self._keep(unit, step.recognition, _change(step.recognition))
        return unit

    async def turn_away(self, unit: Unit, by: str, other_ids: Iterable[str]) -> None:
        """Somebody blocks these: what was named and waits is declined, as they could have done themselves."""
        for recognition in await self.store.list_unsettled(unit.org, by, other_ids):
            await self._settle(unit, domain.decline(recognition, by, unit.now))

    async def _settle(self, unit: Unit, step: Step) -> None:
        if step.already:
            return
        recognition, pair = step.recognition, None
        if recognition.state is not RecognitionState.DECLINED:
            pair = await self._checked(unit, recognition)
        self._keep(unit, recognition, _change(recognition, pair))
        if pair:
            unit.publish(pair_formed(pair), pair.pair_id, sequence=pair.sequence)

    def _keep(self, unit: Unit, recognition: Recognition, fact: RecognitionFact) -> None:
        unit.write(self.store.recognitions.save(recognition))
        unit.publish(fact, recognition.recognition_id, sequence=recognition.sequence)
        self._wind(unit, recognition)

    def _wind(self, unit: Unit, recognition: Recognition) -> None:
        """The clock, for as long as somebody's word is missing."""
        if recognition.next_due:
            unit.set_timer(RECOGNITION_CLOCK, recognition.recognition_id, recognition.next_due)
        else:
            unit.cancel_timer(RECOGNITION_CLOCK, recognition.recognition_id)

    async def _both(self, recognition: Recognition) -> tuple[Person, Person]:
        people = await self.store.people.get_all(recognition.org, (recognition.mentee_id, recognition.mentor_id))
        return people[recognition.mentee_id], people[recognition.mentor_id]

    async def _checked(self, unit: Unit, recognition: Recognition) -> Pair | None:
        """The hard rules hold for what is there already, too: when it is named, and when it becomes a pair."""
        mentee, mentor = await self._both(recognition)
        code = await Checking(self.store).accepting((mentee, mentor), unit.now, recognition.programme_id)
        if code is Code.REQUEST_CLOSED:  # one of the two blocks the other
            code = Code.RECOGNITION_CLOSED if recognition.sequence > 1 else Code.PERSON_UNKNOWN
        if code is not None:
            raise WrongState(code)
        # Both are kept: who leaves at the same moment is seen by one of the two units.
        unit.write(self.store.people.save(mentee))
        if recognition.state is RecognitionState.RECOGNISED:
            return await self._form(unit, recognition, mentee, take_place(mentor))
        unit.write(self.store.people.save(mentor))
        return None

    async def _form(self, unit: Unit, recognition: Recognition, mentee: Person, mentor: Person) -> Pair:
        pair = form_recognised_pair(recognition)
        desks = await self.store.desks_between(unit.org, mentee.person_id, mentor.person_id)
        unit.write(self.store.pairs.save(pair), self.store.desks.save(with_mentor(desks.asker, unit.now)))
        await self.keeping.keep_place_taken(unit, mentor)
        if not mentor.is_full:
            look_again(unit, desks.between)
        unit.set_timer(PAIR_LINE, pair.pair_id, unit.now)
        return pair


def _allow(code: Code | None) -> None:
    if code is not None:
        raise WrongState(code)


def _worded(event: Event[MentoringRecognised]) -> Recognition:
    named = event.data
    gives = named.role is PairRole.MENTOR
    return Recognition(
        org=event.org,
        recognition_id=named.recognition_id,
        programme_id=named.programme_id,
        mentor_id=named.person_id if gives else named.other_id,
        mentee_id=named.other_id if gives else named.person_id,
        direction=Direction(named.direction.value),
        topics=named.topics,
        since=named.since,
    )


def _change(recognition: Recognition, pair: Pair | None = None) -> RecognitionChanged:
    pair_id = pair.pair_id if pair else None
    return RecognitionChanged(**_state(recognition), pair_id=pair_id, left_id=recognition.left_id)


def _reminder(recognition: Recognition) -> RecognitionReminded:
    return RecognitionReminded(**_state(recognition), number=recognition.reminded)


def _state(recognition: Recognition) -> dict[str, Any]:
    return {
        "recognition_id": recognition.recognition_id,
        "programme_id": recognition.programme_id,
        "mentor_id": recognition.mentor_id,
        "mentee_id": recognition.mentee_id,
        "direction": WireDirection(recognition.direction.value),
        "topics": recognition.topics,
        "since": recognition.since,
        "state": wire.RecognitionState(recognition.state.value),
        "awaiting": recognition.awaiting,
        "expires_at": recognition.expires_at,
    }

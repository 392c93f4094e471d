"""Recognising a mentoring that is there already: named by one, agreed to by the other, or by both."""

from libs.common.contracts import Event
from libs.common.contracts import recognitions as wire
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionAnswered, RecognitionChanged
from libs.common.contracts.requests import Direction as WireDirection
from libs.common.errors import Refused
from libs.common.unit import Unit, Units
from services.matching.domain import recognitions as domain
from services.matching.domain.codes import Code, explain
from services.matching.domain.directions import Direction
from services.matching.domain.errors import NotYours, RuleBroken, WrongState
from services.matching.domain.pairs import Pair
from services.matching.domain.people import take_place
from services.matching.domain.recognitions import Recognition, RecognitionState, Step, form_recognised_pair
from services.matching.store import Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.keeping import Keeping, look_again
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

    async def _settle(self, unit: Unit, step: Step) -> None:
        if step.already:
            return
        recognition, pair = step.recognition, None
        if recognition.state is not RecognitionState.DECLINED:
            pair = await self._checked(unit, recognition)
        unit.write(self.store.recognitions.save(recognition))
        fact = _fact(recognition, pair)
        unit.publish(fact, recognition.recognition_id, sequence=recognition.sequence)
        if pair:
            unit.publish(pair_formed(pair), pair.pair_id, sequence=pair.sequence)

    async def _checked(self, unit: Unit, recognition: Recognition) -> Pair | None:
        """The hard rules hold for what is there already, too: when it is named, and when it becomes a pair."""
        people = self.store.people
        mentee = await people.get(unit.org, recognition.mentee_id)
        mentor = await people.get(unit.org, recognition.mentor_id)
        code = await Checking(self.store).accepting((mentee, mentor), unit.now)
        if code is not None:
            raise WrongState(code)
        if recognition.state is not RecognitionState.RECOGNISED:
            return None
        pair = form_recognised_pair(recognition)
        unit.write(people.save(mentee), self.store.pairs.save(pair))
        after = take_place(mentor)
        await self.keeping.keep_place_taken(unit, after)
        if not after.is_full:
            desks = await self.store.desks_between(unit.org, mentee.person_id, mentor.person_id)
            look_again(unit, desks.between)
        unit.set_timer(PAIR_LINE, pair.pair_id, unit.now)
        return pair


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


def _fact(recognition: Recognition, pair: Pair | None) -> RecognitionChanged:
    return RecognitionChanged(
        recognition_id=recognition.recognition_id,
        programme_id=recognition.programme_id,
        mentor_id=recognition.mentor_id,
        mentee_id=recognition.mentee_id,
        direction=WireDirection(recognition.direction.value),
        topics=recognition.topics,
        since=recognition.since,
        state=wire.RecognitionState(recognition.state.value),
        awaiting=recognition.awaiting,
        pair_id=pair.pair_id if pair else None,
    )

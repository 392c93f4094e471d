"""The pulse: two questions to both of a pair, answered by each alone and read by nobody else."""

from libs.common.asks import Asker
from libs.common.contracts.care import Choice, GivePulse, PulseAsked, PulseGave, PulseGiven, PulseShown, ReadPulse
from libs.common.handling import Handling
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.care import Pulse, PulseAnswer, answer_key, ask_again, pulse_due
from services.journal.domain.care_words import PULSE_QUESTIONS
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.stories import Standing, Story
from services.journal.store import Store
from services.journal.use_cases.caring import offer_care, shown_offers
from services.journal.use_cases.clocks import PULSE_CLOCK, look_at_rhythm
from services.journal.use_cases.own import own_story
from services.journal.use_cases.refusing import refusing


class Pulses:
    """Use cases about the pulse."""

    def __init__(self, store: Store, units: Units, handling: Handling) -> None:
        self.store, self.units, self.handling = store, units, handling

    async def tick(self, timer: Timer) -> Unit:
        """Ask the two, if it is time."""
        unit = self.units.after_timer(timer)
        story = await self.store.stories.get(timer.org, timer.subject)
        if not story.is_under_way:
            return unit
        pulse = await self.store.get_pulse(story)
        if unit.now >= pulse_due(pulse, story.begun_at, story.resumed):
            pulse = ask_again(pulse, unit.now)
            unit.write(self.store.pulses.save(pulse))
            asked = PulseAsked(pair_id=story.pair_id, members=story.member_ids, number=pulse.number)
            unit.publish(asked, story.pair_id)
        unit.set_timer(PULSE_CLOCK, story.pair_id, pulse_due(pulse, story.begun_at, story.resumed))
        return unit

    async def read(self, ask: ReadPulse, asker: Asker) -> PulseShown:
        """The newest questions, and what the asker answered."""
        story = await own_story(self.store, asker, ask.pair_id)
        pulse = await self.store.get_pulse(story)
        key = answer_key(story.pair_id, pulse.number, asker.person_id)
        return _shown(pulse, await self.store.pulse_answers.find(asker.org, key))

    async def give(self, ask: GivePulse, asker: Asker) -> PulseShown:
        """Keep what the asker answers; the last answer to a question counts."""

        async def decide() -> Unit:
            story = await own_story(self.store, asker, ask.pair_id)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            with refusing():
                _require_open(story, await self.store.get_pulse(story), ask.number)
            await self._keep(unit, story, ask, asker.person_id)
            return unit

        await self.handling.settle(decide)
        return await self.read(ReadPulse(pair_id=ask.pair_id), asker)

    async def _keep(self, unit: Unit, story: Story, ask: GivePulse, person_id: str) -> None:
        key = answer_key(story.pair_id, ask.number, person_id)
        before = await self.store.pulse_answers.find(story.org, key)
        answer = PulseAnswer(
            org=story.org,
            answer_key=key,
            pair_id=story.pair_id,
            person_id=person_id,
            number=ask.number,
            worth=ask.worth,
            both_ways=ask.both_ways,
            revision=before.revision if before else 0,
        )
        if answer == before:
            return
        unit.write(self.store.pulse_answers.save(answer))
        look_at_rhythm(unit, story)
        if before is None:
            given = PulseGiven(pair_id=story.pair_id, members=story.member_ids, person_id=person_id, number=ask.number)
            unit.publish(given, story.pair_id)
        if answer.needs_care and not (before and before.needs_care):
            offer_care(unit, story, person_id)


def _require_open(story: Story, pulse: Pulse, number: int) -> None:
    if story.standing is Standing.ENDED or number != pulse.number:
        raise RuleBroken(Code.QUESTION_NOT_OPEN)


def _shown(pulse: Pulse, answer: PulseAnswer | None) -> PulseShown:
    return PulseShown(
        pair_id=pulse.pair_id,
        number=pulse.number or None,
        asked_at=pulse.asked_at,
        questions=tuple(Choice(code=code, words=words) for code, words in PULSE_QUESTIONS.items()),
        answer=PulseGave(worth=answer.worth, both_ways=answer.both_ways) if answer else None,
        offers=shown_offers(),
    )

"""Expectations: each of a pair answers alone, and both see where they differ once both have answered."""

import json
from collections.abc import Sequence
from dataclasses import replace

from libs.common.asks import Asker
from libs.common.contracts import preparation as wire
from libs.common.contracts.pairs import Milestone
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.expectations import (
    Answered,
    Choices,
    Expectations,
    Scale,
    agreed,
    differences,
    have_both,
    is_whole,
    place_of,
    with_answer,
)
from services.journal.domain.keys import shared_key
from services.journal.domain.stories import Story
from services.journal.preparation.alignment import Question
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story


class Expecting:
    """Use cases about what two expect of each other."""

    def __init__(
        self, store: Store, units: Units, handling: Handling, sealing: Sealing, questions: Sequence[Question]
    ) -> None:
        self.store, self.units, self.handling, self.sealing = store, units, handling, sealing
        self.milestones, self.questions = Milestones(store), questions
        self.scales = {
            question.question_id: Scale(tuple(choice.choice_id for choice in question.choices), question.is_scale)
            for question in questions
        }

    async def read(self, ask: wire.ReadExpectations, asker: Asker) -> wire.Expectations:
        """The asker's own answers, and the comparison as soon as there is one."""
        story = await own_story(self.store, asker, ask.pair_id)
        known = await self._choices(await self._of(story))
        mine, theirs = known.get(asker.person_id), known.get(story.other(asker.person_id))
        return wire.Expectations(
            pair_id=story.pair_id,
            questions=tuple(_question(question, mine) for question in self.questions),
            comparison=self._compared(mine, theirs) if mine and theirs else None,
        )

    async def set(self, ask: wire.SetExpectations, asker: Asker) -> wire.Expectations:
        """The last word of each counts. Who answers second, by whatever chance, is who exchanges them."""
        story = await own_story(self.store, asker, ask.pair_id)
        if not is_whole(ask.choices, self.scales):
            no = RuleBroken(Code.EXPECTATIONS_INCOMPLETE)
            raise Refused(no.code.value, no.words)
        await self.handling.settle(lambda: self._answer(story, ask.choices, asker))
        return await self.read(wire.ReadExpectations(pair_id=ask.pair_id), asker)

    async def _answer(self, story: Story, choices: Choices, asker: Asker) -> Unit:
        unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
        key, place = shared_key(story.pair_id, asker.person_id), place_of(story.pair_id, asker.person_id)
        sealed = await self.sealing.seal(unit, key, json.dumps(dict(choices)), place)
        after = with_answer(await self._of(story), Answered(asker.person_id, unit.now, sealed))
        if after.exchanged_at is None and have_both(after, story.member_ids):
            after = replace(after, exchanged_at=unit.now)
            told = wire.ExpectationsExchanged(pair_id=story.pair_id, members=story.member_ids)
            evidence = unit.publish(told, story.pair_id).id
            await self.milestones.reach(unit, story, Milestone.HOPES_EXCHANGED, evidence)
        unit.write(self.store.expectations.save(after))
        return unit

    async def _of(self, story: Story) -> Expectations:
        found = await self.store.expectations.find(story.org, story.pair_id)
        return found or Expectations(org=story.org, pair_id=story.pair_id)

    async def _choices(self, expectations: Expectations) -> dict[str, Choices]:
        """Of each who has answered, and whose words were not erased."""
        places = {place_of(expectations.pair_id, one.person_id): one for one in expectations.answered}
        sealed = {place: one.choices for place, one in places.items()}
        texts = await self.sealing.open(expectations.org, sealed)
        return {places[place].person_id: json.loads(text) for place, text in texts.items()}

    def _compared(self, mine: Choices, theirs: Choices) -> wire.Comparison:
        talks = {question.question_id: dict(question.talk) for question in self.questions}
        return wire.Comparison(
            differences=tuple(
                wire.Difference(
                    question_id=one.question_id,
                    mine=one.mine,
                    theirs=one.theirs,
                    is_near=one.is_near,
                    talk=talks[one.question_id],
                )
                for one in differences(mine, theirs, self.scales)
            ),
            agreed=agreed(mine, theirs, self.scales),
        )


def _question(question: Question, mine: Choices | None) -> wire.Question:
    return wire.Question(
        question_id=question.question_id,
        is_scale=question.is_scale,
        title=dict(question.title),
        text=dict(question.text),
        choices=tuple(wire.Choice(choice_id=one.choice_id, words=dict(one.words)) for one in question.choices),
        mine=(mine or {}).get(question.question_id),
    )

"""Whether it fits: asked after the first and the third session, answered by each alone, read by nobody else."""

from libs.common.asks import Asker
from libs.common.contracts.care import Choice, Fit, FitShown, GiveFit, ReadFit
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.care import FitAnswer, answer_key, newest_fit
from services.journal.domain.care_words import FIT_CHOICES, FIT_QUESTION
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import own_key
from services.journal.domain.stories import Standing, Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.caring import offer_care, shown_offers
from services.journal.use_cases.own import own_story
from services.journal.use_cases.refusing import refusing


class Fits:
    """Use cases about whether it fits."""

    def __init__(self, store: Store, units: Units, handling: Handling, sealing: Sealing) -> None:
        self.store, self.units, self.handling, self.sealing = store, units, handling, sealing

    async def read(self, ask: ReadFit, asker: Asker) -> FitShown:
        """The newest question, and what the asker answered."""
        story = await own_story(self.store, asker, ask.pair_id)
        number = newest_fit(story.sessions_held)
        return _shown(story, number, await self._opened(await self._find(story, number or 0, asker)))

    async def give(self, ask: GiveFit, asker: Asker) -> FitShown:
        """Keep what the asker answers; the last answer to a question counts."""

        async def decide() -> Unit:
            story = await own_story(self.store, asker, ask.pair_id)
            with refusing():
                _require_open(story, ask.number)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            await self._keep(unit, story, ask, asker)
            return unit

        await self.handling.settle(decide)
        return await self.read(ReadFit(pair_id=ask.pair_id), asker)

    async def _keep(self, unit: Unit, story: Story, ask: GiveFit, asker: Asker) -> None:
        kept = await self._find(story, ask.number, asker)
        before = await self._opened(kept)
        if ask.answer is before:
            return
        key = answer_key(story.pair_id, ask.number, asker.person_id)
        sealed = await self.sealing.seal(unit, own_key(asker.person_id), ask.answer, _place(key))
        answer = FitAnswer(
            org=story.org,
            answer_key=key,
            pair_id=story.pair_id,
            person_id=asker.person_id,
            answer=sealed,
            revision=kept.revision if kept else 0,
        )
        unit.write(self.store.fit_answers.save(answer))
        if ask.answer is Fit.NOT_FOR_ME:
            offer_care(unit, story, asker.person_id)

    async def _find(self, story: Story, number: int, asker: Asker) -> FitAnswer | None:
        return await self.store.fit_answers.find(story.org, answer_key(story.pair_id, number, asker.person_id))

    async def _opened(self, kept: FitAnswer | None) -> Fit | None:
        if kept is None:
            return None
        texts = await self.sealing.open(kept.org, {_place(kept.answer_key): kept.answer})
        return Fit(texts[_place(kept.answer_key)]) if texts else None


def _require_open(story: Story, number: int) -> None:
    if story.standing is Standing.ENDED or number != newest_fit(story.sessions_held):
        raise RuleBroken(Code.QUESTION_NOT_OPEN)


def _place(key: str) -> str:
    return f"{key}/answer"


def _shown(story: Story, number: int | None, answer: Fit | None) -> FitShown:
    return FitShown(
        pair_id=story.pair_id,
        number=number,
        question=FIT_QUESTION,
        choices=tuple(Choice(code=code, words=words) for code, words in FIT_CHOICES.items()),
        answer=answer,
        offers=shown_offers(),
    )

"""The mid review: given by each side alone, read by both once both have."""

from collections.abc import Mapping

from libs.common.asks import Asker
from libs.common.contracts import endings as wire
from libs.common.contracts.pairs import Milestone
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.course import review_over
from services.journal.domain.keys import SealedText, shared_key
from services.journal.domain.reviews import Review, Word, due_since, give, readable, require_due
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.course import set_course_clock
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story, save_story
from services.journal.use_cases.refusing import refusing


class Reviews:
    """Use cases about mid reviews."""

    def __init__(self, store: Store, units: Units, handling: Handling, sealing: Sealing) -> None:
        self.store, self.units, self.handling, self.sealing = store, units, handling, sealing
        self.milestones = Milestones(store)

    async def read(self, ask: wire.ReadReview, asker: Asker) -> wire.ReviewShown:
        """As one of the members may read it."""
        story = await own_story(self.store, asker, ask.pair_id)
        words = readable(await self.store.get_review(story), story, asker.person_id)
        texts = await self.sealing.open(story.org, _sealed(words))
        return wire.ReviewShown(
            pair_id=story.pair_id,
            due_since=due_since(story),
            over_at=story.review_over_at,
            given=tuple(_shown(word, texts) for word in words),
        )

    async def give(self, ask: wire.GiveReview, asker: Asker) -> wire.ReviewShown:
        """One side's word. The same one again answers the same."""

        async def decide() -> Unit:
            story = await own_story(self.store, asker, ask.pair_id)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            review = await self.store.get_review(story)
            if not review.has(ask.review_id):
                with refusing():
                    require_due(story)
                await self._keep(unit, story, give(review, await self._word(unit, ask, asker)))
            return unit

        await self.handling.settle(decide)
        return await self.read(wire.ReadReview(pair_id=ask.pair_id), asker)

    async def _word(self, unit: Unit, ask: wire.GiveReview, asker: Asker) -> Word:
        key, seal = shared_key(ask.pair_id, asker.person_id), self.sealing.seal
        return Word(
            review_id=ask.review_id,
            person_id=asker.person_id,
            decision=await seal(unit, key, ask.decision.value, _decision_of(ask.review_id)),
            at=unit.now,
            line=await seal(unit, key, ask.line, _line_of(ask.review_id)) if ask.line else None,
        )

    async def _keep(self, unit: Unit, story: Story, review: Review) -> None:
        """With the second word it is over, and the pair goes on."""
        unit.write(self.store.reviews.save(review))
        if not review.is_complete():
            return
        over = review_over(story, unit.now)
        save_story(self.store, unit, story, over)
        set_course_clock(unit, over)
        held = unit.publish(wire.ReviewHeld(pair_id=story.pair_id, members=story.member_ids), story.pair_id)
        await self.milestones.reach(unit, story, Milestone.MID_REVIEW_HELD, held.id)


def _decision_of(review_id: str) -> str:
    return f"{review_id}/decision"


def _line_of(review_id: str) -> str:
    return f"{review_id}/line"


def _sealed(words: tuple[Word, ...]) -> dict[str, SealedText]:
    decisions = {_decision_of(word.review_id): word.decision for word in words}
    return decisions | {_line_of(word.review_id): word.line for word in words if word.line}


def _shown(word: Word, texts: Mapping[str, str]) -> wire.ReviewGiven:
    decision = texts.get(_decision_of(word.review_id))
    return wire.ReviewGiven(
        person_id=word.person_id,
        decision=wire.ReviewDecision(decision) if decision else None,
        line=texts.get(_line_of(word.review_id), ""),
        at=word.at,
    )

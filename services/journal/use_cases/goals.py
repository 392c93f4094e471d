"""Goals that were agreed: shown to both, marked by their owners, while the agreement stays as it was signed."""

from collections.abc import Iterable

from libs.common.asks import Asker, NotFound
from libs.common.contracts import agreements as wire
from libs.common.contracts.pairs import Milestone
from libs.common.handling import Handling
from libs.common.pages import cut
from libs.common.unit import Unit, Units
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.goals import AgreedGoal, marked
from services.journal.domain.keys import SealedText
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.agreement_texts import Pen, Words
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story
from services.journal.use_cases.refusing import refusing


class Goals:
    """Use cases about goals."""

    def __init__(
        self, store: Store, units: Units, handling: Handling, sealing: Sealing, milestones: Milestones
    ) -> None:
        self.store, self.units, self.handling = store, units, handling
        self.sealing, self.milestones = sealing, milestones

    async def read(self, ask: wire.ReadGoals, asker: Asker) -> wire.Goals:
        """Of both, as they stand."""
        story = await own_story(self.store, asker, ask.pair_id)
        goals = await self.store.list_goals(story.org, story.pair_id)
        page, following = cut(goals, lambda goal: [goal.goal_id], ask.cursor, ask.limit)
        words = await self._words(story.org, page)
        return wire.Goals(data=tuple(_shown(goal, words) for goal in page), next_cursor=following)

    async def mark(self, ask: wire.MarkGoal, asker: Asker) -> wire.Goal:
        """The owner says what became of it. Saying it again answers the same."""

        async def decide() -> Unit:
            story = await own_story(self.store, asker, ask.pair_id)
            before = await self._own(story, asker, ask.goal_id)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            pen = await Pen.of(self.sealing, unit, story.pair_id, asker.person_id, _texts(before))
            after = marked(before, ask.state, await pen.write(f"{before.goal_id}/line", ask.line), unit.now)
            if after != before:
                await self._keep(unit, story, after)
            return unit

        await self.handling.settle(decide)
        goal = await self.store.goals.get(asker.org, ask.goal_id)
        return _shown(goal, await self._words(goal.org, [goal]))

    async def _own(self, story: Story, asker: Asker, goal_id: str) -> AgreedGoal:
        goal = await self.store.goals.find(story.org, goal_id)
        if goal is None or goal.pair_id != story.pair_id:
            raise NotFound
        with refusing():
            if goal.person_id != asker.person_id:
                raise RuleBroken(Code.GOAL_NOT_YOURS)
        return goal

    async def _keep(self, unit: Unit, story: Story, goal: AgreedGoal) -> None:
        unit.write(self.store.goals.save(goal))
        fact = wire.GoalMarked(
            pair_id=story.pair_id,
            members=story.member_ids,
            goal_id=goal.goal_id,
            person_id=goal.person_id,
            state=goal.state,
        )
        told = unit.publish(fact, story.pair_id, sequence=goal.revision + 1)
        if goal.state is wire.GoalState.REACHED:
            await self.milestones.reach(unit, story, Milestone.GOAL_REACHED, told.id, goal.person_id)

    async def _words(self, org: str, goals: Iterable[AgreedGoal]) -> Words:
        return await self.sealing.open(org, dict(item for goal in goals for item in _texts(goal).items()))


def _texts(goal: AgreedGoal) -> dict[str, SealedText]:
    """What is written of a goal, by the place that it is sealed for."""
    written = {"text": goal.text, "measure": goal.measure, "line": goal.line}
    return {f"{goal.goal_id}/{field}": sealed for field, sealed in written.items() if sealed}


def _shown(goal: AgreedGoal, words: Words) -> wire.Goal:
    return wire.Goal(
        goal_id=goal.goal_id,
        person_id=goal.person_id,
        text=words.get(f"{goal.goal_id}/text", ""),
        measure=words.get(f"{goal.goal_id}/measure", ""),
        state=goal.state,
        line=words.get(f"{goal.goal_id}/line", ""),
        number=goal.number,
        marked_at=goal.marked_at,
    )

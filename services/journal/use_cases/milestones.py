"""Milestones are reached once, whatever comes again."""

from libs.common.contracts.pairs import Milestone, MilestoneReached
from libs.common.unit import Unit
from services.journal.domain.milestones import KINDS, MilestoneKept, milestone_key, reached_by, side_of
from services.journal.domain.stories import Story
from services.journal.store import Store


class Milestones:
    """What a pair has reached."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def reach(self, unit: Unit, story: Story, milestone: Milestone, evidence: str, by: str | None = None) -> None:
        """Keep and tell it, if it is new. `evidence` is the id of the fact that shows it.

        `by` is who reached it, where each side has its own. A milestone is a document of its own, so that of two who
        reach it at once only one unit is committed; the other is decided again and finds it.
        """
        person_id = reached_by(milestone, by)
        key, side = milestone_key(story.pair_id, milestone, person_id), side_of(story, person_id)
        if await self.store.milestones.find(story.org, key):
            return
        kept = MilestoneKept(
            org=story.org,
            milestone_key=key,
            pair_id=story.pair_id,
            milestone=milestone.value,
            person_id=person_id,
            side=side,
            at=unit.now,
            evidence=(evidence,),
        )
        unit.write(self.store.milestones.save(kept))
        reached = MilestoneReached(
            pair_id=story.pair_id,
            members=story.member_ids,
            milestone=milestone,
            side=side,
            phase=KINDS[milestone].stage,
            evidence=kept.evidence,
        )
        unit.publish(reached, story.pair_id)

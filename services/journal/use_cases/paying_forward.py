"""Who learned in a completed pair and gives in a later one has passed it on."""

from libs.common.contracts.pairs import Milestone
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.hours import at_full_hour
from services.journal.domain.stories import Role, Story
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones

FORWARD = "paid-forward"


class PayingForward:
    """Use cases about what goes on from pair to pair."""

    def __init__(self, store: Store, units: Units, milestones: Milestones) -> None:
        self.store, self.units, self.milestones = store, units, milestones

    async def look(self, timer: Timer) -> Unit:
        """Whether who gives here had learned before, from somebody else than who learns here."""
        unit = self.units.after_timer(timer)
        story = await self.store.stories.get(timer.org, timer.subject)
        mentor_id = next(one.person_id for one in story.members if one.role is Role.MENTOR)
        for learned in await self.store.list_learned(story.org, mentor_id):
            is_before = learned.ended_at is not None and learned.ended_at <= story.begun_at
            if is_before and learned.member_ids != story.member_ids:
                await self.milestones.reach(
                    unit, learned, Milestone.PAID_FORWARD, timer.facts["formed_id"], by=mentor_id
                )
        return unit


def look_back(unit: Unit, story: Story, formed_id: str) -> None:
    """A little later: the end of a pair that was before this one may be handled at this very moment, or after it."""
    unit.set_timer(FORWARD, story.pair_id, at_full_hour(unit.now), formed_id=formed_id)

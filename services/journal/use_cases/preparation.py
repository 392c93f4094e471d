"""Who is prepared: for the pair they are in, and for one that they come to be in later."""

from libs.common.contracts.pairs import Milestone
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.preparation import Preparation, is_prepared, proof, tracks_for
from services.journal.domain.stories import Standing, Story
from services.journal.store import Store
from services.journal.use_cases.going_live import AGREEMENT_CHECK
from services.journal.use_cases.milestones import Milestones

PREPARED_PERSON = "prepared-person"
"""The timer after somebody has finished a track; its subject is the person."""

PREPARED_PAIR = "prepared-pair"
"""The timer after a pair has begun, or has turned; its subject is the pair."""


class Preparations:
    """How far the members of pairs have prepared.

    A pair may begin while somebody finishes a track. So each of the two is followed by a timer that is due at once:
    the one that is committed last is followed by a look that sees both.
    """

    def __init__(self, store: Store, units: Units, milestones: Milestones) -> None:
        self.store, self.units, self.milestones = store, units, milestones

    async def unprepared(self, story: Story) -> tuple[str, ...]:
        """The members who have not finished, or knowingly left out, what prepares them for their part."""
        found = await self._of(story)
        return tuple(
            member.person_id
            for member in story.members
            if not is_prepared(found[member.person_id], tracks_for(member.role, story.direction))
        )

    async def look_at_person(self, timer: Timer) -> Unit:
        """What somebody has finished shows in every pair of theirs that goes on."""
        unit = self.units.after_timer(timer)
        for story in await self.store.list_stories_of(timer.org, timer.subject):
            await self._reach(unit, story)
        return unit

    async def look_at_pair(self, timer: Timer) -> Unit:
        """Who had prepared before is prepared from the beginning."""
        unit = self.units.after_timer(timer)
        await self._reach(unit, await self.store.stories.get(timer.org, timer.subject))
        return unit

    async def _reach(self, unit: Unit, story: Story) -> None:
        if story.standing is Standing.ENDED:
            return
        found = await self._of(story)
        proofs = {
            member.person_id: proof(found[member.person_id], tracks_for(member.role, story.direction))
            for member in story.members
        }
        for person_id, event_id in proofs.items():
            if event_id:
                await self.milestones.reach(unit, story, Milestone.CORE_TRACK_DONE, event_id, by=person_id)
        if all(proofs.values()):
            # A signed agreement may have waited for nothing but this.
            unit.set_timer(AGREEMENT_CHECK, story.pair_id, unit.now)

    async def _of(self, story: Story) -> dict[str, Preparation]:
        found = await self.store.preparations.find_all(story.org, story.member_ids)
        nothing = {person_id: Preparation(org=story.org, person_id=person_id) for person_id in story.member_ids}
        return nothing | found

"""A pair's calendar as it is read, and as it is kept once it has changed, with all that follows from that."""

from collections.abc import Sequence

from libs.common.asks import Asker, NotFound
from libs.common.contracts.pairs import Milestone, SessionHeld
from libs.common.contracts.requests import Direction
from libs.common.unit import Unit
from services.journal.domain.agendas import settled
from services.journal.domain.prompts import Prompt
from services.journal.domain.session_prompts import prompted
from services.journal.domain.sessions import Calendar
from services.journal.domain.stories import Role, Story
from services.journal.store import Store
from services.journal.use_cases.clocks import follow_session, look_at_rhythm
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story, save_story
from services.journal.use_cases.session_facts import facts_of

THIRD = 3


class Calendars:
    """Reads and keeps calendars."""

    def __init__(self, store: Store, milestones: Milestones, library: Sequence[Prompt]) -> None:
        self.store, self.milestones, self.library = store, milestones, library

    async def of(self, story: Story) -> Calendar:
        """The calendar of a story that was read before: who changes it saves both, or neither."""
        return Calendar(story, tuple(await self.store.list_sessions(story.org, story.pair_id)))

    async def own(self, asker: Asker, pair_id: str) -> Calendar:
        """Of the asker's own pair."""
        return await self.of(await own_story(self.store, asker, pair_id))

    async def own_with(self, asker: Asker, pair_id: str, session_id: str) -> Calendar:
        """The same, and this session is in it: NotFound else."""
        calendar = await self.own(asker, pair_id)
        if calendar.find(session_id) is None:
            raise NotFound
        return calendar

    async def keep(self, unit: Unit, before: Calendar, after: Calendar) -> None:
        """Write what is new, and tell of it."""
        if after == before:
            return
        after = prompted(before, settled(after, unit.now), self.library)
        for session in after.changed_since(before):
            unit.write(self.store.sessions.save(session))
        for fact, place in facts_of(before, after):
            told = unit.publish(fact, after.story.pair_id, sequence=place)
            if isinstance(fact, SessionHeld):
                await self._reach(unit, before, fact, told.id)
        save_story(self.store, unit, before.story, after.story)
        if after.story.sessions_held > before.story.sessions_held:
            follow_session(unit, after.story)
        else:
            look_at_rhythm(unit, after.story)

    async def _reach(self, unit: Unit, before: Calendar, fact: SessionHeld, evidence: str) -> None:
        reached = {
            Milestone.FIRST_TALK_HELD: True,
            Milestone.THIRD_SESSION_HELD: fact.number >= THIRD,
            Milestone.FIRST_FLIP: fact.flipped,
            Milestone.SESSION_LED_BY_JUNIOR: _led_by_junior(before, fact),
        }
        for milestone in (one for one, is_reached in reached.items() if is_reached):
            await self.milestones.reach(unit, before.story, milestone, evidence)


def _led_by_junior(before: Calendar, fact: SessionHeld) -> bool:
    """In a reverse pair, something on the agenda was the junior's, and roles were not swapped."""
    if before.story.direction != Direction.REVERSE or fact.flipped:
        return False
    planned = before.find(fact.session_id)
    authors = {item.author_id for item in planned.items} if planned else set()
    return any(before.story.role_of(one) is Role.MENTOR for one in authors)

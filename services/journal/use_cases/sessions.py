"""Sessions: told by a member or by a platform, kept once, with what follows from them."""

from libs.common.asks import Asker
from libs.common.contracts import Event
from libs.common.contracts.asks import ReportSession, SessionKept
from libs.common.contracts.pairs import Milestone, SessionHeld, SessionReported
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.codes import RuleBroken
from services.journal.domain.sessions import Report, Session, hold
from services.journal.domain.stories import Story
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story, save_story
from services.journal.use_cases.winding import follow_session


class Sessions:
    """Use cases about sessions."""

    def __init__(self, store: Store, units: Units, handling: Handling, milestones: Milestones) -> None:
        self.store, self.units, self.handling, self.milestones = store, units, handling, milestones

    async def take(self, event: Event[SessionReported]) -> Unit:
        """A platform says that a pair met. A pair that is not here yet is on its way: the claim comes back later."""
        story = await self.store.stories.get(event.org, event.data.pair_id)
        unit = self.units.after(event)
        await self._hold(unit, story, Report(event.data.session_id, event.data.person_id, event.data.held_at))
        return unit

    async def report(self, ask: ReportSession, asker: Asker) -> SessionKept:
        """A member says "we met". Saying it again answers the same."""
        kept: list[Session] = []

        async def decide() -> Unit:
            story = await own_story(self.store, asker, ask.pair_id)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            kept.append(await self._hold(unit, story, Report(ask.session_id, asker.person_id, ask.held_at)))
            return unit

        await self.handling.settle(decide)
        session = kept[-1]
        return SessionKept(
            session_id=session.session_id,
            held_at=session.held_at,
            number=session.number,
            next_owner_id=session.next_owner_id,
        )

    async def _hold(self, unit: Unit, story: Story, report: Report) -> Session:
        known = await self.store.find_session(story, report.session_id)
        try:
            step = hold(story, known, report, unit.now)
        except RuleBroken as broken:
            raise Refused(broken.code.value, broken.words) from broken
        if not step.already:
            unit.write(self.store.sessions.save(step.session))
            held = unit.publish(_held(step.story, step.session), story.pair_id)
            save_story(self.store, unit, story, step.story)
            await self.milestones.reach(unit, story, Milestone.FIRST_TALK_HELD, held.id)
            follow_session(unit, step.story)
        return step.session


def _held(story: Story, session: Session) -> SessionHeld:
    return SessionHeld(
        pair_id=story.pair_id,
        members=story.member_ids,
        session_id=session.session_id,
        held_at=session.held_at,
        number=session.number,
        next_owner_id=session.next_owner_id,
    )

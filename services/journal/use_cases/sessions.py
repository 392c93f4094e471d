"""Sessions: told by a member or by a platform, kept once, with what follows from them."""

from libs.common.asks import Asker, NotFound
from libs.common.contracts import Event
from libs.common.contracts.asks import ReportSession, SessionKept
from libs.common.contracts.pairs import Milestone, MilestoneReached, SessionHeld, SessionReported
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.codes import RuleBroken
from services.journal.domain.sessions import MilestoneKept, Report, Session, hold, milestone_key
from services.journal.domain.stories import Story
from services.journal.store import Store
from services.journal.use_cases.stories import phase_fact


class Sessions:
    """Use cases about sessions."""

    def __init__(self, store: Store, units: Units, handling: Handling) -> None:
        self.store, self.units, self.handling = store, units, handling

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
            story = await self.store.stories.find(asker.org, ask.pair_id)
            if story is None or not story.is_member(asker.person_id):
                raise NotFound
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
            unit.write(self.store.stories.save(step.story), self.store.sessions.save(step.session))
            held = unit.publish(_held(step.story, step.session), story.pair_id)
            unit.publish(phase_fact(step.story), story.pair_id, sequence=step.story.revision + 1)
            await self._reach(unit, story, Milestone.FIRST_TALK_HELD, held.id)
        return step.session

    async def _reach(self, unit: Unit, story: Story, milestone: Milestone, evidence: str) -> None:
        """A milestone is a document of its own, so that it can be reached only once, whatever comes again."""
        key = milestone_key(story.pair_id, milestone)
        if await self.store.milestones.find(story.org, key):
            return
        kept = MilestoneKept(
            org=story.org,
            milestone_key=key,
            pair_id=story.pair_id,
            milestone=milestone.value,
            at=unit.now,
            evidence=(evidence,),
        )
        unit.write(self.store.milestones.save(kept))
        reached = MilestoneReached(
            pair_id=story.pair_id,
            members=story.member_ids,
            milestone=milestone,
            side="both",
            phase="rapport",
            evidence=kept.evidence,
        )
        unit.publish(reached, story.pair_id)


def _held(story: Story, session: Session) -> SessionHeld:
    return SessionHeld(
        pair_id=story.pair_id,
        members=story.member_ids,
        session_id=session.session_id,
        held_at=session.held_at,
        number=session.number,
        next_owner_id=session.next_owner_id,
    )

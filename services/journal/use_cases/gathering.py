"""What is known of a pair: when they met, what they agreed, and every signal that its health is worked out from."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from libs.common.contracts.agreements import GoalState
from services.journal.domain.agreements import Version, version_key
from services.journal.domain.health import LEARNED_WITHIN, SideSignals, Signals
from services.journal.domain.rhythm import Course, Rhythm
from services.journal.domain.sessions import senior_of
from services.journal.domain.stories import Story
from services.journal.store import Store

Unprepared = Callable[[Story], Awaitable[tuple[str, ...]]]
"""Who of a pair has not prepared."""


class Gathering:
    """Reads what is there; whatever is not there yet is not known."""

    def __init__(self, store: Store, unprepared: Unprepared) -> None:
        self.store, self.unprepared = store, unprepared

    async def course(self, story: Story) -> Course:
        """When they met, and how often they mean to."""
        sessions = await self.store.list_sessions(story.org, story.pair_id)
        version = await self._in_force(story)
        days = version.terms.shared.cadence_days if version else None
        return Course(
            began_at=story.begun_at,
            held=tuple(session.held.at for session in sessions if session.held),
            resumed=story.resumed,
            agreed_gap=timedelta(days=days) if days else None,
        )

    async def signals(self, story: Story, rhythm: Rhythm, now: datetime) -> Signals:
        """Those of both sides and of the pair, as of now."""
        version = await self._in_force(story)
        goals = await self._with_goals(story)
        pulses = await self.store.list_newest_answers(story, await self.store.get_pulse(story))
        unprepared, acts = await self.unprepared(story), await self._acts(story)
        one, other = [
            SideSignals(
                person_id=person_id,
                pulse=pulses[person_id].lowest if person_id in pulses else None,
                has_goal=person_id in goals if version else None,
                has_learned=await self.store.has_learned(story, person_id, (now - LEARNED_WITHIN).date()),
                is_prepared=person_id not in unprepared,
                acts=acts.get(person_id, 0) if acts else None,
                cancelled_in_a_row=story.lapses.count(person_id),
                cancels_heavily=person_id == senior_of(story),
            )
            for person_id in story.member_ids
        ]
        return Signals(
            sides=(one, other),
            sessions_held=story.sessions_held,
            attention=rhythm.attention,
            # Two who plan nothing here may have agreed on a time elsewhere.
            has_next_session=story.has_next_session(now) or None,
            is_agreed=_is_agreed(story, version),
        )

    async def _in_force(self, story: Story) -> Version | None:
        """What the two agreed, as they last signed it."""
        agreement = await self.store.agreements.find(story.org, story.pair_id)
        if agreement is None:
            return None
        return await self.store.agreement_versions.find(story.org, version_key(story.pair_id, agreement.live_number))

    async def _acts(self, story: Story) -> Counter[str]:
        """How many lines of giving and getting each of the two wrote."""
        ledger = await self.store.ledgers.find(story.org, story.pair_id)
        lines = Counter[str]()
        for tally in ledger.tallies if ledger else ():
            lines[tally.person_id] += tally.gave + tally.got
        return lines

    async def _with_goals(self, story: Story) -> frozenset[str]:
        """Who has a goal that was not given up."""
        goals = await self.store.list_goals(story.org, story.pair_id)
        return frozenset(goal.person_id for goal in goals if goal.state is not GoalState.DROPPED)


def _is_agreed(story: Story, version: Version | None) -> bool | None:
    """Two who learned together long before may have agreed elsewhere."""
    return True if version else None if story.formed_at < story.begun_at else False

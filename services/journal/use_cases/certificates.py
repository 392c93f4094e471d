"""What a member can show of a completed pair."""

from libs.common.asks import Asker
from libs.common.contracts import endings as wire
from libs.common.contracts.pairs import Milestone, PairRole
from libs.common.contracts.requests import Direction
from services.journal.domain.agreements import version_key
from services.journal.domain.farewells import require_completed
from services.journal.domain.milestone_words import MILESTONE_WORDS
from services.journal.domain.milestones import MilestoneKept
from services.journal.domain.stories import Story
from services.journal.store import Store
from services.journal.use_cases.own import own_story
from services.journal.use_cases.refusing import refusing


class Certificates:
    """Use cases about certificates."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def read(self, ask: wire.ReadCertificate, asker: Asker) -> wire.Certificate:
        """The asker's own: what both reached and what they did themselves."""
        story = await own_story(self.store, asker, ask.pair_id)
        with refusing():
            ended_at = require_completed(story)
        return wire.Certificate(
            pair_id=story.pair_id,
            person_id=asker.person_id,
            partner_id=story.other(asker.person_id),
            role=PairRole(story.role_of(asker.person_id)),
            direction=Direction(story.direction),
            topics=story.topics,
            begun_at=story.formed_at,
            ended_at=ended_at,
            sessions_held=story.sessions_held,
            hours=await self._hours(story),
            milestones=tuple(
                _shown(one)
                for one in await self.store.list_milestones(story)
                if one.person_id in (asker.person_id, None)
            ),
        )

    async def _hours(self, story: Story) -> float | None:
        """The sessions, as long as the two had agreed last."""
        agreement = await self.store.agreements.find(story.org, story.pair_id)
        if agreement is None:
            return None
        live = await self.store.agreement_versions.find(story.org, version_key(story.pair_id, agreement.live_number))
        minutes = live.terms.shared.session_minutes if live else None
        return None if minutes is None else round(story.sessions_held * minutes / 60, 2)


def _shown(kept: MilestoneKept) -> wire.MilestoneShown:
    milestone = Milestone(kept.milestone)
    return wire.MilestoneShown(milestone=milestone, side=kept.side, words=MILESTONE_WORDS[milestone], at=kept.at)

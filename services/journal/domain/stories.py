"""A pair's story: how it opens and who takes the next step."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from libs.common.contracts.requests import Direction


class Phase(StrEnum):
    """Where a story is."""

    PREPARING = "preparing"
    ACTIVE = "active"
    REVIEW_DUE = "review-due"
    WINDING_DOWN = "winding-down"
    FADING = "fading"
    AFTERLIFE = "afterlife"


class Role(StrEnum):
    """A member's part in this pair. The mentee is who wants to learn: in a reverse pair, the senior."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class Standing(StrEnum):
    """Where the pair stands, as matching decides it."""

    CONSENTED = "consented"
    PAUSED = "paused"
    ENDED = "ended"


class NotAPair(Exception):
    """Two different people, one to give and one to learn, or there is no story."""


@dataclass(frozen=True, slots=True)
class Member:
    """One side of the pair."""

    person_id: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What journal knows of a pair. `next_owner_id` is who takes the next step.

    The phase is worked out from what has happened, each of which sets its own field: so the order in which things
    become known does not matter.
    """

    org: str
    pair_id: str
    members: tuple[Member, ...]
    direction: str
    topics: tuple[str, ...]
    formed_at: datetime
    """Since when there is something to tell: of a recognised pair, since long before it was recognised."""

    begun_at: datetime
    """When both said yes here: its planned time runs from then."""

    next_owner_id: str
    request_id: str | None = None
    active_since: datetime | None = None
    planned_until: datetime | None = None
    review_due_since: datetime | None = None
    review_over_at: datetime | None = None
    winding_down_since: datetime | None = None
    fading_since: datetime | None = None
    sessions_held: int = 0
    last_held_at: datetime | None = None
    next_session_at: datetime | None = None
    """The soonest that is planned."""

    lapses: tuple[str, ...] = ()
    """Who cancelled or did not come since the two last met, each time once."""

    reciprocal_offered: bool = False
    calendar_changes: int = 0
    """Of its sessions: two changes at once both count here, so that one of them is decided again."""

    standing: Standing = Standing.CONSENTED
    standing_sequence: int = 1
    """Of matching's newest word; an older one that comes late changes nothing."""

    ending: str | None = None
    resumed: tuple[datetime, ...] = ()
    """When its pauses ended, as far as anybody told."""

    ended_at: datetime | None = None
    revision: int = 0

    @property
    def is_under_way(self) -> bool:
        """Neither paused nor ended, and for more than one talk: somebody looks after its rhythm."""
        return self.standing is Standing.CONSENTED and self.direction != Direction.FLASH

    def has_next_session(self, now: datetime) -> bool:
        """A time is planned that lies ahead."""
        return self.next_session_at is not None and self.next_session_at > now

    @property
    def phase(self) -> Phase:
        """What is true now and matters most: the end before silence, silence before everything that goes on."""
        if self.standing is Standing.ENDED:
            return Phase.AFTERLIFE
        reached = {
            Phase.FADING: self.fading_since,
            Phase.WINDING_DOWN: self.winding_down_since,
            Phase.REVIEW_DUE: self.review_due_since,
            Phase.ACTIVE: self.active_since,
        }
        return next((phase for phase, since in reached.items() if since), Phase.PREPARING)

    @property
    def has_ended(self) -> bool:
        """Nothing is expected of the two any more."""
        return self.standing is Standing.ENDED

    @property
    def member_ids(self) -> tuple[str, ...]:
        """In a stable order."""
        return tuple(sorted(member.person_id for member in self.members))

    def is_member(self, person_id: str) -> bool:
        """Whether the story is this person's to read."""
        return person_id in self.member_ids

    def role_of(self, person_id: str) -> Role:
        """A member's part."""
        return next(member.role for member in self.members if member.person_id == person_id)

    def other(self, person_id: str) -> str:
        """The other side."""
        return next(one for one in self.member_ids if one != person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Matching's word on a pair: the whole of what journal keeps of it."""

    members: tuple[Member, ...]
    direction: str
    standing: Standing
    sequence: int
    planned_until: datetime | None = None
    ending: str | None = None
    resumed_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something written for one reader. The house's own words are kept as the name of their template."""

    org: str
    entry_id: str
    pair_id: str
    reader_id: str
    kind: str
    template: str
    at: datetime
    revision: int = 0


def followed(story: Story, news: News) -> Story:
    """The story of a pair that stands as matching says now. That a pause ended is kept, however late it is told."""
    if news.resumed_at and news.resumed_at not in story.resumed:
        story = replace(story, resumed=tuple(sorted((*story.resumed, news.resumed_at))))
    if news.sequence <= story.standing_sequence:
        return story
    return replace(
        story,
        members=news.members,
        direction=news.direction,
        standing=news.standing,
        standing_sequence=news.sequence,
        planned_until=news.planned_until,
        ending=news.ending,
        ended_at=news.ended_at,
    )


def made_active(story: Story, at: datetime) -> Story:
    """The two have agreed: from the first time on."""
    return replace(story, active_since=story.active_since or at)


def first_owner(members: tuple[Member, ...]) -> str:
    """The mentee, in every direction.

    Who wants to learn drives. In a reverse pair that is the senior: a junior must never have to chase one.
    """
    by_role = {member.role: member.person_id for member in members}
    if len(members) != len(Role) or len(set(by_role.values())) != len(Role):
        raise NotAPair
    return by_role[Role.MENTEE]


def welcome_template(story: Story, member: Member) -> str:
    """Each side is welcomed in the words of its role, and of the direction in which the pair learns."""
    return f"welcome-{story.direction}-{member.role}"

"""A pair's story: how it opens, who takes the next step, what a session changes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.journal.domain.codes import Code, RuleBroken

PREPARING, ACTIVE = "preparing", "active"
MENTOR, MENTEE = "mentor", "mentee"
CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""A phone's clock may be a little ahead of ours."""


@dataclass(frozen=True, slots=True)
class Member:
    """One side of the pair."""

    person_id: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What journal knows of a pair. `next_owner_id` is who takes the next step."""

    org: str
    pair_id: str
    members: tuple[Member, ...]
    direction: str
    topics: tuple[str, ...]
    formed_at: datetime
    next_owner_id: str
    phase: str = PREPARING
    sessions_held: int = 0
    last_held_at: datetime | None = None
    revision: int = 0

    @property
    def member_ids(self) -> tuple[str, ...]:
        """In a stable order."""
        return tuple(sorted(member.person_id for member in self.members))

    def is_member(self, person_id: str) -> bool:
        """Whether the story is this person's to read."""
        return person_id in self.member_ids

    def other(self, person_id: str) -> str:
        """The other side."""
        return next(one for one in self.member_ids if one != person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """They met. `number` counts the pair's sessions in the order in which they were told."""

    org: str
    session_key: str
    pair_id: str
    session_id: str
    reported_by: str
    held_at: datetime
    number: int
    next_owner_id: str
    revision: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneKept:
    """Reached once; what shows it are the ids of the facts behind it."""

    org: str
    milestone_key: str
    pair_id: str
    milestone: str
    at: datetime
    evidence: tuple[str, ...]
    revision: int = 0


def first_owner(members: tuple[Member, ...]) -> str:
    """The mentee, in every direction.

    Who wants to learn drives. In a reverse pair that is the senior: a junior must never have to chase one.
    """
    return next(member.person_id for member in members if member.role == MENTEE)


def welcome_template(story: Story, member: Member) -> str:
    """Each side is welcomed in the words of its role, and of the direction in which the pair learns."""
    return f"welcome-{story.direction}-{member.role}"


def session_key(pair_id: str, session_id: str) -> str:
    """One document per session of a pair."""
    return f"{pair_id}:{session_id}"


def hold(story: Story, session_id: str, person_id: str, held_at: datetime, now: datetime) -> tuple[Story, Session]:
    """The story with one more session, and the session. The next step goes to the other side each time."""
    if not story.is_member(person_id):
        raise RuleBroken(Code.NOT_A_MEMBER)
    if held_at > now + CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_IN_THE_FUTURE)
    if held_at < story.formed_at - CLOCKS_DIFFER_BY:
        raise RuleBroken(Code.SESSION_BEFORE_THE_PAIR)
    after = replace(
        story,
        phase=ACTIVE,
        sessions_held=story.sessions_held + 1,
        last_held_at=max(held_at, story.last_held_at or held_at),
        next_owner_id=story.other(story.next_owner_id),
    )
    session = Session(
        org=story.org,
        session_key=session_key(story.pair_id, session_id),
        pair_id=story.pair_id,
        session_id=session_id,
        reported_by=person_id,
        held_at=held_at,
        number=after.sessions_held,
        next_owner_id=after.next_owner_id,
    )
    return after, session

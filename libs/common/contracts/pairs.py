"""Pairs: matching decides their standing, journal tells their story."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from libs.common.contracts.base import Audience, Contract, Id, Instant, Service, Value
from libs.common.contracts.requests import Direction, Reason, Topic

PAIR_NEWS = [Audience.PAIR, Audience.ORGANISER, Audience.PLATFORM]


class PairRole(StrEnum):
    """A member's part in this pair; the same person may have the other part in another."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class Member(Value):
    """One side of a pair."""

    person_id: Id
    role: PairRole


Members = Annotated[tuple[Member, ...], Field(min_length=2, max_length=2)]
MemberIds = Annotated[tuple[Id, ...], Field(min_length=2, max_length=2)]


class PairFormed(Contract, by=[Service.MATCHING], audience=PAIR_NEWS):
    """Both said yes."""

    pair_id: Id
    request_id: Id | None = None
    programme_id: Id | None = None
    members: Members
    direction: Direction
    topics: tuple[Topic, ...]
    reasons: tuple[Reason, ...] = ()
    standing: Literal["consented"] = "consented"

    def concerns(self) -> frozenset[str]:
        """Both members."""
        return frozenset(member.person_id for member in self.members)


class PairFact(Contract):
    """A fact about a pair that journal keeps; it names its members so that nobody has to look them up."""

    pair_id: Id
    members: MemberIds

    def concerns(self) -> frozenset[str]:
        """Both members."""
        return frozenset(self.members)


class PairPhase(StrEnum):
    """Where a pair's story is."""

    PREPARING = "preparing"
    ACTIVE = "active"


class PairPhaseChanged(PairFact, by=[Service.JOURNAL], audience=PAIR_NEWS):
    """The story moved on; carries its whole public state, ordered by the event's `sequence`."""

    phase: PairPhase
    sessions_held: int = Field(default=0, ge=0)
    next_owner_id: Id
    """Who is to take the next step; it changes hands after every session."""


class EntryKind(StrEnum):
    """Kinds of journal entries."""

    WELCOME = "welcome"


class EntryWritten(PairFact, by=[Service.JOURNAL]):
    """Something was written; never its text. Internal: who writes how often is nobody's business."""

    entry_id: Id
    kind: EntryKind
    reader_id: Id


class SessionReported(Contract, by=[Service.GATEWAY], audience=[Audience.PAIR], claim=True, from_outside=True):
    """A platform (a calendar, a chat) says that a pair met."""

    pair_id: Id
    session_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    person_id: Id
    held_at: Instant


class SessionHeld(PairFact, by=[Service.JOURNAL], audience=PAIR_NEWS):
    """They met."""

    session_id: Id
    held_at: Instant
    number: int = Field(ge=1)
    next_owner_id: Id


class Milestone(StrEnum):
    """What a pair has reached, earned from facts."""

    FIRST_TALK_HELD = "first-talk-held"


class MilestoneReached(PairFact, by=[Service.JOURNAL], audience=PAIR_NEWS):
    """Once per pair and milestone, whatever the order or repetition of the facts behind it."""

    milestone: Milestone
    side: Literal["mentor", "mentee", "both"]
    phase: Id
    evidence: tuple[Id, ...]

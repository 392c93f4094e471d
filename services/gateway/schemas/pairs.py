"""Pairs and what their members do with them."""

from datetime import datetime
from typing import Literal, Self

from pydantic import ConfigDict, Field

from libs.common.contracts.base import Id, Instant
from libs.common.contracts.pairs import EndReason, TurnWish
from libs.common.contracts.pairs import Member as PairMember
from libs.common.contracts.requests import Direction, Reason, Topic
from services.gateway.schemas.shown import Body, Shown, fields_of
from services.gateway.views import PairView


class HeldSession(Shown):
    """A session that the pair held."""

    session_id: str
    number: int
    held_at: datetime
    next_owner_id: str


class PlannedSession(Shown):
    """A session that is still to be held, or of which nobody has said yet what became of it."""

    session_id: str
    starts_at: datetime
    minutes: int
    channel: str | None
    flipped: bool


class ReachedMilestone(Shown):
    """What the pair reached."""

    milestone: str
    side: str
    phase: str
    at: datetime


class Pair(Shown):
    """A pair as its members see it."""

    pair_id: str
    standing: str = Field(description="consented, paused or ended")
    paused_until: datetime | None = Field(description="None where the pause is open.")
    planned_until: datetime | None
    ends_at: datetime | None = Field(description="Of a pair for one talk: when it ends by itself, should none be held.")
    turn: TurnWish | None = Field(description="Another direction that one of the two wishes for.")
    ending: str | None = Field(description="completed, no-fault, moved or left")
    ended_at: datetime | None
    phase: str | None
    members: tuple[PairMember, ...]
    direction: str
    topics: tuple[str, ...]
    reasons: tuple[Reason, ...]
    formed_at: datetime
    since: datetime | None = Field(description="Of a mentoring that was there before it was recognised.")
    request_id: str | None
    programme_id: str | None
    sessions_held: int
    next_owner_id: str | None
    sessions: tuple[HeldSession, ...]
    planned_sessions: tuple[PlannedSession, ...] = Field(description="The soonest first.")
    milestones: tuple[ReachedMilestone, ...]

    @classmethod
    def of(cls, view: PairView) -> Self:
        """From its view."""
        return cls.model_validate(fields_of(view, cls))


class Pairs(Shown):
    """The newest first."""

    data: list[Pair]
    next_cursor: str | None


class PausePair(Body):
    """A break: until a time, or until one of the two resumes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-03-01T08:00:00Z"}, {}]})

    until: Instant | None = None


class ExtendPair(Body):
    """Go on for longer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-06-30T16:00:00Z"}]})

    until: Instant


class TurnPair(Body):
    """Learn another way. It turns when both have wished the same; to wish for how it is drops what was wished."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"direction": "reverse", "mentor_id": "person_7"}]})

    direction: Literal[Direction.FORWARD, Direction.REVERSE, Direction.RECIPROCAL, Direction.PEER]
    mentor_id: Id = Field(description="Who gives from then on; in a reciprocal pair, whose place is taken.")


class EndPair(Body):
    """It is over, at once and without the other's yes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "completed"}, {"reason": "no-fault"}]})

    reason: EndReason = Field(
        description="Private. The other side hears `completed`, `moved` or, of all the rest, `no-fault`."
    )


class Rematch(Body):
    """Somebody else, after a pair. Without topics: what you learned about, or what your own profile wants."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}, {"topics": ["Giving feedback"]}]})

    topics: tuple[Topic, ...] | None = Field(default=None, min_length=1, max_length=10)

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


class PairState(Contract):
    """What a pair is, as matching decides it; the event's `sequence` orders its versions."""

    pair_id: Id
    request_id: Id | None = None
    programme_id: Id | None = None
    members: Members
    direction: Direction
    topics: tuple[Topic, ...]
    reasons: tuple[Reason, ...] = ()
    since: Instant | None = None
    """Of a mentoring that was there before it was recognised: since when."""

    ends_at: Instant | None = None
    """Of a pair for one talk: when it ends by itself, should none be held before. None in a pause."""

    def concerns(self) -> frozenset[str]:
        """Both members."""
        return frozenset(member.person_id for member in self.members)


class PairFormed(PairState, by=[Service.MATCHING], audience=PAIR_NEWS):
    """Both said yes."""

    standing: Literal["consented"] = "consented"
    planned_until: Instant | None = None
    """As the programme plans its pairs."""


class TurnWish(Value):
    """One member would like to learn the other way; it waits for the other's yes."""

    person_id: Id
    direction: Direction
    mentor_id: Id


class LaterPairState(PairState):
    """The whole public state of a pair that has been changed since it was formed."""

    formed_at: Instant
    resumed_at: Instant | None = None
    """When the last pause ended."""

    planned_until: Instant | None = None
    """How long the two mean to go on; only a pair for one talk ends by itself, see `ends_at`."""


class PairChange(StrEnum):
    """What is new in a pair's state."""

    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    TURN_WISHED = "turn-wished"
    TURN_DROPPED = "turn-dropped"
    TURNED = "turned"


class PairChanged(LaterPairState, by=[Service.MATCHING], audience=PAIR_NEWS):
    """The pair goes on, differently."""

    standing: Literal["consented", "paused"]
    change: PairChange
    paused_until: Instant | None = None
    turn: TurnWish | None = None


class PairReminded(LaterPairState, by=[Service.MATCHING], audience=[Audience.PAIR]):
    """The one talk has not been held, and the pair ends by itself before long. Once for each such end."""

    standing: Literal["consented"] = "consented"
    ends_at: Instant


class Ending(StrEnum):
    """How a pair ended, as far as anybody is told. Why somebody went stays with matching: no-fault is all of it."""

    COMPLETED = "completed"
    NO_FAULT = "no-fault"
    MOVED = "moved"
    LEFT = "left"


class PairEnded(LaterPairState, by=[Service.MATCHING], audience=PAIR_NEWS):
    """The pair has come to its end, and stays there."""

    standing: Literal["ended"] = "ended"
    ending: Ending
    ended_at: Instant
    left_id: Id | None = None
    """The member who left the organisation, where that ended it."""


class EndReason(StrEnum):
    """Why a member ends a pair. Private to them: the others hear an `Ending`."""

    COMPLETED = "completed"
    FADED = "faded"
    NO_FAULT = "no-fault"
    MOVED = "moved"
    SAFETY = "safety"


class PairEndAsked(Contract, by=[Service.GATEWAY], claim=True):
    """A member ends the pair, alone and at once. Internal: nobody outside may read the reason."""

    pair_id: Id
    reason: EndReason


class PairPauseAsked(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """A member pauses the pair, until a time or until somebody resumes it; or resumes it."""

    pair_id: Id
    paused: bool
    until: Instant | None = None


class PairExtendAsked(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """A member says how long the pair means to go on."""

    pair_id: Id
    until: Instant


class PairTurnAsked(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """A member wishes the pair to learn another way. It turns when both have wished the same."""

    pair_id: Id
    direction: Literal[Direction.FORWARD, Direction.REVERSE, Direction.RECIPROCAL, Direction.PEER]
    mentor_id: Id
    """Who gives from then on; in a reciprocal pair, whose place is taken."""


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
    REVIEW_DUE = "review-due"
    WINDING_DOWN = "winding-down"
    FADING = "fading"
    """Silent for long. It goes back to what it was with the next session."""

    AFTERLIFE = "afterlife"


class PairPhaseChanged(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """The story moved on; carries its whole public state, ordered by the event's `sequence`. For the two alone."""

    phase: PairPhase
    sessions_held: int = Field(default=0, ge=0)
    next_owner_id: Id
    """Who is to take the next step; it changes hands after every session."""

    planned_until: Instant | None = None
    """When the two mean to end, as soon as that is near."""


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
    planned: bool = False
    flipped: bool = False
    """Roles were swapped, for this session."""

    initiator_id: Id | None = None
    """Who planned it, or told of it where nobody had."""


class Milestone(StrEnum):
    """What a pair has reached, earned from facts."""

    HOPES_EXCHANGED = "hopes-exchanged"
    CORE_TRACK_DONE = "core-track-done"
    GOAL_AND_GIFT_WRITTEN = "goal-and-gift-written"
    FIRST_TALK_HELD = "first-talk-held"
    AGREEMENT_LIVE = "agreement-live"
    NEEDS_TOLD = "needs-told"
    CANDOUR_AGREED = "candour-agreed"
    CADENCE_SET = "cadence-set"
    GOAL_MADE_CONCRETE = "goal-made-concrete"
    FEEDBACK_ASKED = "feedback-asked"
    THIRD_SESSION_HELD = "third-session-held"
    FIRST_FLIP = "first-flip"
    MID_REVIEW_HELD = "mid-review-held"
    TRIED_OUTSIDE = "tried-outside"
    LEARNED_FROM_OTHER = "learned-from-other"
    APPLIED = "applied"
    GOAL_REACHED = "goal-reached"
    SESSION_LED_BY_JUNIOR = "session-led-by-junior"
    SENIOR_ACTED = "senior-acted"
    WHAT_CHANGED_TOLD = "what-changed-told"
    NEXT_DECIDED = "next-decided"
    THANKED = "thanked"
    LEARNING_WRITTEN = "learning-written"
    KUDOS_GIVEN = "kudos-given"
    NEXT_NAMED = "next-named"
    ECHO_30 = "echo-30"
    ECHO_90 = "echo-90"
    ECHO_365 = "echo-365"
    PAID_FORWARD = "paid-forward"


class MilestoneReached(PairFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Once per pair, milestone and side, whatever the order or repetition of the facts behind it. For the two alone."""

    milestone: Milestone
    side: Literal["mentor", "mentee", "both"]
    phase: Id
    """The stage of a pair that it belongs to, which may be over: prepare, rapport, direction, progress, …"""

    evidence: tuple[Id, ...]
    """The ids of the facts that show it."""

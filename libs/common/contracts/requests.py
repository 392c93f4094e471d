"""Asking for a mentor: the claims that the gateway publishes and the facts that matching decides."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from libs.common.contracts.base import Audience, Contract, Id, Instant, Service, Value, Words

Topic = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Direction(StrEnum):
    """How learning is meant to flow. `mentee_id` is always who asks to learn, `mentor_id` who gives."""

    FORWARD = "forward"
    REVERSE = "reverse"
    RECIPROCAL = "reciprocal"
    FLASH = "flash"


class Answer(StrEnum):
    """What a person says to a request."""

    CONFIRM = "confirm"
    ACCEPT = "accept"
    DECLINE = "decline"


class RequestState(StrEnum):
    """Where a request stands. All but `proposed` and `open` are terminal."""

    SUGGESTED = "suggested"
    PROPOSED = "proposed"
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


class Reason(Value):
    """One plain sentence, true of both sides, in every language of the product."""

    code: Id
    words: Words


class MentorRequested(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True, from_outside=True):
    """Somebody wants to learn. Without `mentor_id` it opens nothing: its outcome is `MentorsSuggested`."""

    request_id: Id
    programme_id: Id | None = None
    mentee_id: Id
    mentor_id: Id | None = None
    direction: Direction = Direction.FORWARD
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    has_message: bool = False
    confirmed: bool = False
    """The mentee asked in a signed-in session, or the platform may act for people. Set by the gateway."""

    def concerns(self) -> frozenset[str]:
        """The mentee alone: the mentor hears of it when it is open."""
        return frozenset({self.mentee_id})


class RequestAnswered(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """The mentee confirms, or the mentor accepts or declines. Who answers is the event's `actorid`."""

    request_id: Id
    answer: Answer
    reason: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9-]*$")] | None = None


class RequestWithdrawn(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """The mentee takes the request back."""

    request_id: Id


class ClaimRefused(Contract, by=[Service.MATCHING, Service.JOURNAL], audience=[Audience.PERSON, Audience.PLATFORM]):
    """The owner of a claim said no, with a code for programs and words for people."""

    claim_id: Id
    claim_type: str
    code: Id
    words: Words
    person_id: Id | None = None
    request_id: Id | None = None

    def concerns(self) -> frozenset[str]:
        """The person whose claim it was."""
        return frozenset({self.person_id} if self.person_id else ())


class Suggestion(Value):
    """Somebody worth asking: reasons in words and one honest gap."""

    mentor_id: Id
    score: float = Field(ge=0, le=1)
    parts: dict[str, float] = Field(default_factory=dict)
    reasons: tuple[Reason, ...]
    gap: Reason
    rules: str
    """Version of the rules that made it."""


class MentorsSuggested(Contract, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Up to five people who give what is wanted and want what the mentee gives. Ends an unnamed request."""

    request_id: Id
    mentee_id: Id
    direction: Direction
    topics: tuple[Topic, ...]
    suggestions: tuple[Suggestion, ...] = Field(max_length=5)

    def concerns(self) -> frozenset[str]:
        """The mentee alone: being suggested is nobody else's news."""
        return frozenset({self.mentee_id})


class RequestFact(Contract):
    """The whole public state of a request; the event's `sequence` orders its versions."""

    request_id: Id
    programme_id: Id | None = None
    mentee_id: Id
    mentor_id: Id
    direction: Direction
    topics: tuple[Topic, ...]
    state: RequestState
    has_message: bool = False
    asked_at: Instant | None = None
    opened_at: Instant | None = None
    expires_at: Instant | None = None
    """When it ends by itself, should nobody end it before."""
    closed_at: Instant | None = None
    pair_id: Id | None = None


class RequestProposed(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """A platform asked in somebody's name: the mentee confirms before the mentor hears of it."""

    def concerns(self) -> frozenset[str]:
        """The mentee alone."""
        return frozenset({self.mentee_id})


class RequestOpened(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """The mentor is asked."""

    def concerns(self) -> frozenset[str]:
        """Both sides."""
        return frozenset({self.mentee_id, self.mentor_id})


class RequestReminded(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Days went by without an answer: the mentor hears of it once more, the mentee does not."""

    number: int = Field(ge=1)
    """The first reminder or a later one."""

    def concerns(self) -> frozenset[str]:
        """The mentor alone: that somebody has to be reminded is their own affair."""
        return frozenset({self.mentor_id})


class RequestClosed(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """A request came to its end. Why somebody declined stays with matching."""

    mentor_knew: bool = True
    """False where it ended before the mentor heard of it."""

    def concerns(self) -> frozenset[str]:
        """Both sides, or the mentee alone where the mentor never heard of it."""
        return frozenset({self.mentee_id, self.mentor_id} if self.mentor_knew else {self.mentee_id})

    @model_validator(mode="after")
    def _is_terminal(self) -> "RequestClosed":
        if self.state in (RequestState.PROPOSED, RequestState.OPEN, RequestState.SUGGESTED):
            raise ValueError("a closed request has a terminal state")
        return self


class RequestFollowedUp(Contract, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """A request ended without a yes, and this is how it goes on for who asked: up to two others worth asking."""

    request_id: Id
    mentee_id: Id
    mentor_id: Id
    direction: Direction
    topics: tuple[Topic, ...]
    state: RequestState
    suggestions: tuple[Suggestion, ...] = Field(default=(), max_length=2)

    def concerns(self) -> frozenset[str]:
        """Who asked, alone: whom they might ask next is nobody else's news."""
        return frozenset({self.mentee_id})

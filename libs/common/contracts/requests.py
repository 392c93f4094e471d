"""Asking for a mentor: the claims that the gateway publishes and the facts that matching decides."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from libs.common.contracts.base import Audience, Contract, Id, Instant, Service, Value, Words
from libs.common.ids import derived_id

Topic = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Direction(StrEnum):
    """How learning is meant to flow. `mentee_id` is always who asks to learn, `mentor_id` who gives."""

    FORWARD = "forward"
    REVERSE = "reverse"
    RECIPROCAL = "reciprocal"
    FLASH = "flash"
    PEER = "peer"


class Side(StrEnum):
    """The two sides of a request: who is to learn and who is to give."""

    MENTEE = "mentee"
    MENTOR = "mentor"


class DeclineReason(StrEnum):
    """Why somebody said no: for themselves and for counting, never for who asked."""

    NO_TIME = "no-time"
    NOT_NOW = "not-now"
    NOT_MY_TOPIC = "not-my-topic"
    TOO_CLOSE = "too-close"
    SOMEBODY_ELSE = "somebody-else-fits-better"
    OTHER = "other"


class Answer(StrEnum):
    """What a person says to a request: who asks confirms and tells more, who is asked does the rest; both may talk."""

    CONFIRM = "confirm"
    ACCEPT = "accept"
    DECLINE = "decline"
    ASK_MORE = "ask-more"
    TELL_MORE = "tell-more"
    PROPOSE_TALK = "propose-talk"
    TALK_HELD = "talk-held"


class RequestState(StrEnum):
    """Where a request stands. All after `talk-held` are terminal."""

    SUGGESTED = "suggested"
    PROPOSED = "proposed"
    OPEN = "open"
    INFO_ASKED = "info-asked"
    TALK_PROPOSED = "talk-proposed"
    TALK_HELD = "talk-held"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


STANDING = frozenset(list(RequestState)[: list(RequestState).index(RequestState.ACCEPTED)])
"""The states that are no end."""


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
    then_mentor_ids: tuple[Id, ...] = Field(default=(), max_length=2)
    """Who is asked next, in this order, when somebody declines or lets it expire."""
    has_message: bool = False
    confirmed: bool = False
    """The mentee asked in a signed-in session, or the platform may act for people. Set by the gateway."""

    def concerns(self) -> frozenset[str]:
        """The mentee alone: the mentor hears of it when it is open."""
        return frozenset({self.mentee_id})

    @model_validator(mode="after")
    def _is_a_ranking(self) -> "MentorRequested":
        ranked = (self.mentor_id, *self.then_mentor_ids)
        if self.then_mentor_ids and (self.mentor_id is None or len(set(ranked)) < len(ranked)):
            raise ValueError("a ranking names a first one, and each person once")
        return self

    @property
    def next_ids(self) -> tuple[str, ...]:
        """The requests that may follow from this one by themselves."""
        return tuple(id_of_next(self.request_id, mentor_id) for mentor_id in self.then_mentor_ids)


def id_of_next(request_id: str, mentor_id: str) -> str:
    """Of the request to a later one of a ranking: its reader cannot tell that there was another before."""
    return derived_id("req", request_id, mentor_id)


class MentoringOffered(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """Somebody offers to be a mentor: a request started by the mentor's side, which the mentee answers."""

    request_id: Id
    programme_id: Id | None = None
    mentee_id: Id
    mentor_id: Id
    direction: Direction = Direction.FORWARD
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    has_message: bool = False

    def concerns(self) -> frozenset[str]:
        """The mentor alone: the mentee hears of it when it is open."""
        return frozenset({self.mentor_id})


class RequestAnswered(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON], claim=True):
    """One step of a request towards its end. Who takes it is the event's `actorid`."""

    request_id: Id
    answer: Answer
    has_message: bool = False
    """What was told came with it, encrypted; the event's id is its `more_id`. Set by the gateway."""
    reason: DeclineReason | None = None


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
    started_by: Side = Side.MENTEE
    has_message: bool = False
    asked_at: Instant | None = None
    opened_at: Instant | None = None
    expires_at: Instant | None = None
    """When it ends by itself, should nobody end it before."""
    closed_at: Instant | None = None
    pair_id: Id | None = None
    info_asked_at: Instant | None = None
    """When the other side asked to know more, which it may once."""
    more_id: Id | None = None
    """The claim with which who asks told more; its text is kept encrypted and in no event."""
    by_spark: bool = False
    """Neither asked: it came of two sparks, as a talk. Either may say yes or no; the second yes makes a pair."""
    agreed_id: Id | None = None
    """Who of two who sparked has said yes to more than a talk: from then on it is their request."""

    @property
    def asker_id(self) -> str:
        """Whose request it is."""
        return self.mentee_id if self.started_by is Side.MENTEE else self.mentor_id

    @property
    def asked_id(self) -> str:
        """Whose answer it waits for."""
        return self.mentor_id if self.started_by is Side.MENTEE else self.mentee_id


class RequestProposed(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """A platform asked in somebody's name: the mentee confirms before the mentor hears of it."""

    def concerns(self) -> frozenset[str]:
        """The mentee alone."""
        return frozenset({self.mentee_id})


class RequestOpened(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """The other side is asked."""

    def concerns(self) -> frozenset[str]:
        """Both sides."""
        return frozenset({self.mentee_id, self.mentor_id})


class RequestChanged(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """On the way to an answer: more was asked or told, a first talk was proposed or held, or the clock went on."""

    by: Id | None = None
    """Who did it; nobody where the clock did."""

    def concerns(self) -> frozenset[str]:
        """Both sides."""
        return frozenset({self.mentee_id, self.mentor_id})


class RequestReminded(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """Days went by without an answer: who is asked hears of it once more, who asked does not."""

    number: int = Field(ge=1)
    """The first reminder or a later one."""

    def concerns(self) -> frozenset[str]:
        """Who is asked, alone: it is their own affair. Of a talk that nobody asked, both."""
        is_nobodys = self.by_spark and self.agreed_id is None
        return frozenset({self.mentee_id, self.mentor_id} if is_nobodys else {self.asked_id})


class RequestClosed(RequestFact, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """A request came to its end. Why somebody declined stays with matching."""

    mentor_knew: bool = True
    """False where it ended before who was asked, mostly the mentor, heard of it."""

    def concerns(self) -> frozenset[str]:
        """Both sides, or who asked alone where the other never heard of it."""
        return frozenset({self.mentee_id, self.mentor_id} if self.mentor_knew else {self.asker_id})

    @model_validator(mode="after")
    def _is_terminal(self) -> "RequestClosed":
        if self.state in STANDING:
            raise ValueError("a closed request has a terminal state")
        return self


class RequestFollowedUp(Contract, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """A request ended without a yes. How it goes on for who asked: with the next one they named, or two others."""

    request_id: Id
    mentee_id: Id
    mentor_id: Id
    direction: Direction
    topics: tuple[Topic, ...]
    state: RequestState
    started_by: Side = Side.MENTEE
    next_request_id: Id | None = None
    next_mentor_id: Id | None = None
    """The next of their ranking was asked by itself."""
    suggestions: tuple[Suggestion, ...] = Field(default=(), max_length=2)

    @property
    def asker_id(self) -> str:
        """Whose request it was."""
        return self.mentee_id if self.started_by is Side.MENTEE else self.mentor_id

    def concerns(self) -> frozenset[str]:
        """Who asked, alone: whom they ask next, or might, is nobody else's news."""
        return frozenset({self.asker_id})


class PlaceFreed(Contract, by=[Service.MATCHING], audience=[Audience.PERSON]):
    """A mentor may have room again: once for each place and each who came too late for the last one. No promise."""

    request_id: Id
    """Theirs that was superseded."""

    mentee_id: Id
    mentor_id: Id
    direction: Direction
    topics: tuple[Topic, ...]

    def concerns(self) -> frozenset[str]:
        """Who asked, alone: that somebody still waits is nobody else's news."""
        return frozenset({self.mentee_id})

"""One person asks another. Who may do what, and when; what has come to its end stays there."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import ConsentMissing, NotYours, WrongState


class RequestState(StrEnum):
    """Where a request stands; all but the first two are its end."""

    PROPOSED = "proposed"
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"

    @property
    def is_terminal(self) -> bool:
        return self not in (RequestState.PROPOSED, RequestState.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`mentee_id` wants to learn, `mentor_id` is asked to give. At sequence 0 it is worded and not yet made."""

    org: str
    request_id: str
    mentee_id: str
    mentor_id: str
    direction: Direction
    topics: tuple[str, ...]
    correlation_id: str
    programme_id: str | None = None
    has_message: bool = False
    asked_by_member: bool = False
    """The mentee asked in a signed-in session, or through a platform that may act for people."""
    state: RequestState = RequestState.PROPOSED
    asked_at: datetime | None = None
    clock_from: datetime | None = None
    """From when the days of the present state count."""
    reminded: int = 0
    """How many reminders the other side has had since `clock_from`."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    refusal: Code | None = None
    decline_reason: str | None = None
    """Private to the mentor: it leaves matching in no event."""
    sequence: int = 0
    revision: int = 0
    """How often it was saved; guards concurrent changes."""

    @property
    def was_opened(self) -> bool:
        """The other side hears of a request when it opens, and never of one that ended before."""
        return self.opened_at is not None


@dataclass(frozen=True, slots=True)
class Step:
    """What a transition came to. `already`: it was so before, nothing changed and nothing is to be told."""

    request: Request
    already: bool = False


def propose(request: Request, at: datetime) -> Step:
    """Made in the mentee's name: they confirm before the mentor hears of it."""
    if request.sequence:
        return _repeat(request, RequestState.PROPOSED, Code.REQUEST_ALREADY_MADE)
    return Step(move(replace(request, state=RequestState.PROPOSED, clock_from=at)))


def open(request: Request, at: datetime) -> Step:
    """Made by the mentee: the mentor is asked at once."""
    if request.sequence:
        return _repeat(request, RequestState.OPEN, Code.REQUEST_ALREADY_MADE)
    if not request.asked_by_member:
        raise ConsentMissing
    return _open(request, at)


def confirm(request: Request, by: str, at: datetime) -> Step:
    _only(request.mentee_id, request, by)
    if request.state is RequestState.PROPOSED:
        return _open(request, at)
    return _repeat(request, RequestState.OPEN)


def accept(request: Request, by: str, at: datetime) -> Step:
    """The mentor's yes. The place is taken in the same unit (`people.take_place`)."""
    _only(request.mentor_id, request, by)
    if request.state is RequestState.OPEN:
        return _close(request, RequestState.ACCEPTED, at)
    return _repeat(request, RequestState.ACCEPTED)


def decline(request: Request, by: str, at: datetime, reason: str | None = None) -> Step:
    _only(request.mentor_id, request, by)
    if request.state is RequestState.OPEN:
        return _close(replace(request, decline_reason=reason), RequestState.DECLINED, at)
    return _repeat(request, RequestState.DECLINED)


def withdraw(request: Request, by: str, at: datetime) -> Step:
    _only(request.mentee_id, request, by)
    return _end(request, RequestState.WITHDRAWN, at)


def refuse(request: Request, code: Code, at: datetime) -> Step:
    """A hard rule forbids what was asked, at once or by the time it was to open."""
    step = _end(request, RequestState.REFUSED, at)
    return step if step.already else replace(step, request=replace(step.request, refusal=code))


def supersede(request: Request, at: datetime) -> Step:
    """The last place went to somebody else."""
    return _end(request, RequestState.SUPERSEDED, at)


def expire(request: Request, at: datetime) -> Step:
    return _end(request, RequestState.EXPIRED, at)


def move(request: Request) -> Request:
    """The next version of what others see of it."""
    return replace(request, sequence=request.sequence + 1)


def _only(decider: str, request: Request, by: str) -> None:
    """Strangers, and a mentor who has not heard of it yet, learn nothing: not even that the request exists."""
    knows = by == request.mentee_id or (by == request.mentor_id and request.was_opened)
    if not knows:
        raise NotYours(Code.REQUEST_UNKNOWN)
    if by != decider:
        raise NotYours(Code.REQUEST_NOT_YOURS)


def _open(request: Request, at: datetime) -> Step:
    return Step(move(replace(request, state=RequestState.OPEN, opened_at=at, clock_from=at)))


def _end(request: Request, state: RequestState, at: datetime) -> Step:
    """From any state that is not an end already."""
    return _repeat(request, state) if request.state.is_terminal else _close(request, state, at)


def _close(request: Request, state: RequestState, at: datetime) -> Step:
    return Step(move(replace(request, state=state, closed_at=at)))


def _repeat(request: Request, wanted: RequestState, code: Code = Code.REQUEST_CLOSED) -> Step:
    if request.state is wanted:
        return Step(request, already=True)
    raise WrongState(code)

"""One person asks another. Who may do what, and when; what has come to its end stays there."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import ConsentMissing, NotYours, WrongState
from services.matching.domain.people import Role


class RequestState(StrEnum):
    """Where a request stands; all after `talk-held` are its end."""

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

    @property
    def is_terminal(self) -> bool:
        return not self.awaits_answer and self is not RequestState.PROPOSED

    @property
    def awaits_answer(self) -> bool:
        """The other side may say yes or no."""
        return self in AWAITING


AWAITING = frozenset({RequestState.OPEN, RequestState.INFO_ASKED, RequestState.TALK_PROPOSED, RequestState.TALK_HELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`mentee_id` is to learn, `mentor_id` to give; either may have asked. At sequence 0 it is worded, not yet made."""

    org: str
    request_id: str
    mentee_id: str
    mentor_id: str
    direction: Direction
    topics: tuple[str, ...]
    correlation_id: str
    programme_id: str | None = None
    then_ids: tuple[str, ...] = ()
    """Who is asked next, in this order, should there be no yes."""
    ranking_id: str | None = None
    ranked_at: datetime | None = None
    """Of the first request of a ranking, in those that followed from it."""
    has_message: bool = False
    started_by: Role = Role.MENTEE
    asked_by_member: bool = False
    """Who asks did so in a signed-in session, or through a platform that may act for people."""
    by_spark: bool = False
    """Neither asked: each of the two had marked the other."""
    state: RequestState = RequestState.PROPOSED
    asked_at: datetime | None = None
    clock_from: datetime | None = None
    """From when the days of the present state count."""
    reminded: int = 0
    """How many reminders the other side has had since `clock_from`."""
    stopped_at: datetime | None = None
    """The clock stands since then: the other side waits for what it asked to know."""
    info_asked_at: datetime | None = None
    more_id: str | None = None
    """The claim that answered; its text is private and the gateway's to keep."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    lost_place: bool = False
    """It ended because the last place went to somebody else, and for no other reason."""
    decline_reason: str | None = None
    """Private to who declined: it leaves matching in no event."""
    sequence: int = 0
    revision: int = 0
    """How often it was saved; guards concurrent changes."""

    @property
    def asker_id(self) -> str:
        """Whose request it is: theirs to confirm and to take back."""
        return self.mentee_id if self.started_by is Role.MENTEE else self.mentor_id

    @property
    def asked_id(self) -> str:
        """Whose answer it waits for."""
        return self.mentor_id if self.started_by is Role.MENTEE else self.mentee_id

    @property
    def is_nobodys(self) -> bool:
        """Two sparks opened it, and neither has said yes to more than a talk."""
        return self.by_spark and not self.asked_by_member

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
    """Made in somebody's name: they confirm before the other side hears of it."""
    if request.sequence:
        return repeat(request, RequestState.PROPOSED, Code.REQUEST_ALREADY_MADE)
    return Step(move(replace(request, state=RequestState.PROPOSED, clock_from=at)))


def open(request: Request, at: datetime) -> Step:
    """Made by who asks: the other side hears of it at once."""
    if request.sequence:
        return repeat(request, RequestState.OPEN, Code.REQUEST_ALREADY_MADE)
    if not request.asked_by_member:
        raise ConsentMissing
    return _open(request, at)


def confirm(request: Request, by: str, at: datetime) -> Step:
    only(request.asker_id, request, by)
    if request.state is RequestState.PROPOSED:
        return _open(request, at)
    return repeat(request, RequestState.OPEN)


def accept(request: Request, by: str, at: datetime) -> Step:
    """The second yes. The mentor's place is taken in the same unit (`people.take_place`)."""
    only(request.asked_id, request, by)
    if request.state.awaits_answer:
        return _close(request, RequestState.ACCEPTED, at)
    return repeat(request, RequestState.ACCEPTED)


def decline(request: Request, by: str, at: datetime, reason: str | None = None) -> Step:
    only(request.asked_id, request, by)
    if request.state.awaits_answer:
        return _close(replace(request, decline_reason=reason), RequestState.DECLINED, at)
    return repeat(request, RequestState.DECLINED)


def withdraw(request: Request, by: str, at: datetime) -> Step:
    only(request.asker_id, request, by)
    return _end(request, RequestState.WITHDRAWN, at)


def supersede(request: Request, at: datetime, *, lost_place: bool = False) -> Step:
    """Something came first: the last place went to somebody else, or the two became a pair another way."""
    step = _end(request, RequestState.SUPERSEDED, at)
    return step if step.already else replace(step, request=replace(step.request, lost_place=lost_place))


def leave(request: Request, person_id: str, at: datetime) -> Step:
    """One of the two left. What they asked is taken back; to what they were asked no answer can come any more.

    Of a superseded offer its mentor hears nothing, having given the place away: so one to a mentee who left expires.
    """
    if request.by_spark:
        return supersede(request, at)
    if person_id == request.asker_id:
        return _end(request, RequestState.WITHDRAWN, at)
    return supersede(request, at) if request.started_by is Role.MENTEE else expire(request, at)


def go_unanswered(request: Request, person_id: str, at: datetime) -> Step:
    """One of the two is suspended. What they asked is taken back; what they were asked expires."""
    if request.by_spark:
        return supersede(request, at)
    return _end(request, RequestState.WITHDRAWN, at) if person_id == request.asker_id else expire(request, at)


def expire(request: Request, at: datetime) -> Step:
    return _end(request, RequestState.EXPIRED, at)


def move(request: Request) -> Request:
    """The next version of what others see of it."""
    return replace(request, sequence=request.sequence + 1)


def only(decider: str, request: Request, by: str) -> None:
    """Strangers, and a side that has not heard of it yet, learn nothing: not even that the request exists."""
    either(request, by)
    if by != decider:
        raise NotYours(Code.REQUEST_NOT_YOURS)


def either(request: Request, by: str) -> None:
    """Both sides may, from when both know of it."""
    if not (by == request.asker_id or (by == request.asked_id and request.was_opened)):
        raise NotYours(Code.REQUEST_UNKNOWN)


def repeat(request: Request, wanted: RequestState, code: Code = Code.REQUEST_CLOSED) -> Step:
    """What stands already is no news; anything else is too late."""
    if request.state is wanted:
        return Step(request, already=True)
    raise WrongState(code)


def _open(request: Request, at: datetime) -> Step:
    return Step(move(replace(request, state=RequestState.OPEN, opened_at=at, clock_from=at)))


def _end(request: Request, state: RequestState, at: datetime) -> Step:
    """From any state that is not an end already."""
    return repeat(request, state) if request.state.is_terminal else _close(request, state, at)


def _close(request: Request, state: RequestState, at: datetime) -> Step:
    return Step(move(replace(request, state=state, closed_at=at, stopped_at=None)))

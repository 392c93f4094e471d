"""What happens to a request that nobody ends: reminders, then its end. Every request ends, if only by the clock."""

from dataclasses import replace
from datetime import datetime, timedelta

from services.matching.domain.requests import Request, RequestState, Step, expire, move

REMIND_AFTER = (timedelta(days=3), timedelta(days=7))
EXPIRE_AFTER = timedelta(days=10)
LONGEST_INFO = timedelta(days=7)
"""So long the clock stands for an answer to "tell me more"; then it goes on without one."""


def next_due(request: Request) -> datetime | None:
    """When the clock does something next; None once it has nothing left to do."""
    if request.state.is_terminal or request.clock_from is None:
        return None
    if request.stopped_at is not None:
        return request.stopped_at + LONGEST_INFO
    is_waiting = request.was_opened and request.reminded < len(REMIND_AFTER)
    return request.clock_from + (REMIND_AFTER[request.reminded] if is_waiting else EXPIRE_AFTER)


def expires_at(request: Request) -> datetime | None:
    """When it ends by itself, at the latest; None where it has ended."""
    if request.state.is_terminal or request.clock_from is None:
        return None
    return request.clock_from + EXPIRE_AFTER + (LONGEST_INFO if request.stopped_at else timedelta(0))


def tick(request: Request, at: datetime) -> Step:
    """What the clock does by `at`. The end comes before a reminder that is late: nobody is reminded of what is over."""
    due, end = next_due(request), expires_at(request)
    if due is None or end is None or at < due:
        return Step(request, already=True)
    if at >= end:
        return expire(request, at)
    return Step(move(go_on(request, at))) if request.stopped_at else _remind(request, at)


def go_on(request: Request, at: datetime) -> Request:
    """The clock goes on where it stood; it stands no longer than it may, whoever was late."""
    if request.stopped_at is None or request.clock_from is None:
        return request
    stood = min(at - request.stopped_at, LONGEST_INFO)
    return replace(request, state=RequestState.OPEN, stopped_at=None, clock_from=request.clock_from + stood)


def is_reminder(before: Request, after: Request) -> bool:
    return after.reminded > before.reminded and after.state is before.state


def needs_follow_up(request: Request) -> bool:
    """Who asked and got no yes is helped on; an end that they chose, or never let begin, needs no words."""
    ends = (RequestState.DECLINED, RequestState.EXPIRED, RequestState.SUPERSEDED)
    return request.was_opened and not request.by_spark and request.state in ends


def _remind(request: Request, at: datetime) -> Step:
    """The newest reminder that is due; those before it are not caught up with."""
    passed = at - (request.clock_from or at)
    return Step(move(replace(request, reminded=sum(after <= passed for after in REMIND_AFTER))))

"""How a pair goes on: paused, resumed, extended, turned, ended. What has ended stays so."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import NotYours, WrongState
from services.matching.domain.pairs import End, EndReason, Member, Pair, Standing, Turn, Wish
from services.matching.domain.people import Role


class Change(StrEnum):
    """What became of a pair."""

    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    TURN_WISHED = "turn-wished"
    TURN_DROPPED = "turn-dropped"
    TURNED = "turned"
    REMINDED = "reminded"
    ENDED = "ended"


class Ending(StrEnum):
    """How a pair ended, as far as anybody is told."""

    COMPLETED = "completed"
    NO_FAULT = "no-fault"
    MOVED = "moved"
    LEFT = "left"


TOLD = {
    EndReason.COMPLETED: Ending.COMPLETED,
    EndReason.FADED: Ending.NO_FAULT,
    EndReason.NO_FAULT: Ending.NO_FAULT,
    EndReason.MOVED: Ending.MOVED,
    EndReason.SAFETY: Ending.NO_FAULT,
    EndReason.LEFT: Ending.LEFT,
}
"""Whoever goes for their safety goes as anybody else does: nothing that others see may differ."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a wish came to. Without a change it was so before: nothing is written and nothing is to be told."""

    pair: Pair
    change: Change | None = None


def pause(pair: Pair, by: str, until: datetime | None, now: datetime) -> Step:
    """Until a time, or until somebody resumes it."""
    _only_living(pair, by)
    if until is not None and until <= now:
        raise WrongState(Code.PAUSE_IS_OVER)
    if pair.standing is Standing.PAUSED and pair.paused_until == until:
        return Step(pair)
    return _changed(pair, Change.PAUSED, standing=Standing.PAUSED, paused_until=until)


def resume(pair: Pair, by: str, now: datetime) -> Step:
    _only_living(pair, by)
    return _resumed(pair, now)


def come_back(pair: Pair, now: datetime) -> Step:
    """The time of a pause has come. One that was moved, ended or made open meanwhile goes on as it is."""
    is_over = pair.standing is Standing.PAUSED and pair.paused_until is not None and pair.paused_until <= now
    return _resumed(pair, now) if is_over and pair.suspended_from is None else Step(pair)


def suspend(pair: Pair) -> Step:
    """A member is suspended: it rests until that is over. To both it is a pause like any that time brings."""
    if pair.standing is Standing.ENDED or pair.suspended_from:
        return Step(pair)
    if pair.standing is Standing.PAUSED:
        return Step(replace(pair, suspended_from=Standing.PAUSED))
    return _changed(pair, Change.PAUSED, standing=Standing.PAUSED, suspended_from=pair.standing)


def reinstate(pair: Pair, now: datetime) -> Step:
    """No member is suspended any more: it goes on, unless a pause of its members' own is not over."""
    if pair.suspended_from is None:
        return Step(pair)
    rests = pair.suspended_from is Standing.PAUSED and (pair.paused_until is None or pair.paused_until > now)
    free = replace(pair, suspended_from=None)
    return Step(free) if rests else _resumed(free, now)


def extend(pair: Pair, by: str, until: datetime, now: datetime) -> Step:
    """Later than was planned; a pair without a plan gets one."""
    _only_living(pair, by)
    if pair.planned_until == until:
        return Step(pair)
    if until <= max(now, pair.planned_until or now):
        raise WrongState(Code.NOT_AN_EXTENSION)
    return _changed(pair, Change.EXTENDED, planned_until=until)


def turn(pair: Pair, by: str, wanted: Turn) -> Step:
    """It turns when both wish the same; who wishes that it stays as it is drops what was wished before."""
    _only_living(pair, by)
    if not pair.has_member(wanted.mentor_id):
        raise WrongState(Code.MENTOR_NOT_IN_PAIR)
    if wanted == Turn(pair.direction, pair.mentor_id):
        return _changed(pair, Change.TURN_DROPPED, wish=None) if pair.wish else Step(pair)
    if pair.wish and pair.wish.turn == wanted:
        return Step(pair) if pair.wish.person_id == by else _turned(pair, wanted)
    return _changed(pair, Change.TURN_WISHED, wish=Wish(by, wanted))


def end(pair: Pair, by: str, reason: EndReason, now: datetime) -> Step:
    """By either member, alone and at once, whatever the reason."""
    _only_member(pair, by)
    if pair.end is None:
        return _ended(pair, End(by, reason, now))
    if TOLD[pair.end.reason] is TOLD[reason]:
        return Step(pair)
    raise WrongState(Code.PAIR_ENDED)


def hold(pair: Pair, now: datetime) -> Step:
    """They met. A pair for one talk is completed with it; any other, and one that has ended, stays as it is."""
    is_over = pair.direction is Direction.FLASH and pair.end is None
    return _ended(pair, End(None, EndReason.COMPLETED, now)) if is_over else Step(pair)


def break_off(pair: Pair, now: datetime) -> Step:
    """By a moderator. To both it ends like any that is nobody's fault; what has ended stays so."""
    return Step(pair) if pair.end else _ended(pair, End(None, EndReason.SAFETY, now))


def let_go(pair: Pair, now: datetime) -> Step:
    """By nobody: what the two agreed on did not come about, which is nobody's fault."""
    return _ended(pair, End(None, EndReason.FADED, now))


def _ended(pair: Pair, end: End) -> Step:
    return _changed(
        pair, Change.ENDED, standing=Standing.ENDED, paused_until=None, suspended_from=None, wish=None, end=end
    )


def _resumed(pair: Pair, now: datetime) -> Step:
    if pair.standing is Standing.CONSENTED:
        return Step(pair)
    return _changed(pair, Change.RESUMED, standing=Standing.CONSENTED, paused_until=None, resumed_at=now)


def _turned(pair: Pair, wanted: Turn) -> Step:
    members = tuple(
        Member(one.person_id, Role.MENTOR if one.person_id == wanted.mentor_id else Role.MENTEE) for one in pair.members
    )
    return _changed(pair, Change.TURNED, members=members, direction=wanted.direction, wish=None)


def _changed(pair: Pair, change: Change, **fields: Any) -> Step:
    return Step(replace(pair, sequence=pair.sequence + 1, **fields), change)


def _only_living(pair: Pair, by: str) -> None:
    _only_member(pair, by)
    if pair.standing is Standing.ENDED:
        raise WrongState(Code.PAIR_ENDED)
    if pair.suspended_from:
        raise WrongState(Code.PAIR_SUSPENDED)


def _only_member(pair: Pair, by: str) -> None:
    """For everybody else there is no such pair."""
    if not pair.has_member(by):
        raise NotYours(Code.PAIR_UNKNOWN)

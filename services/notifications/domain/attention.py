"""How much of a person's attention was taken of late: what budget, gaps and back-off look at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libs.common.contracts.notifications import Kind

WEEK = timedelta(days=7)
"""A budget is for any seven days in a row."""

UNHEEDED_AFTER = timedelta(days=3)
"""A nudge that nobody has heeded by then was ignored."""

ENOUGH = 3
"""So many ignored ones in a row double the gap, and ask once whether fewer would be better."""

LONGEST_RUN = 2 * ENOUGH
"""More ignored ones than these make nothing longer: the gap is four times the least at most."""

LEAST_GAP = timedelta(days=3)
LEAST_GAPS: Mapping[Kind, timedelta] = {
    # Bound to a day of their own: before a session and after it, before a request expires.
    Kind.SESSIONS: timedelta(days=1),
    Kind.REQUESTS: timedelta(days=1),
    Kind.PREPARATION: timedelta(days=1),
}
"""Between two nudges of a kind, where it is not `LEAST_GAP`."""


@dataclass(frozen=True, slots=True)
class Nudged:
    """One nudge that was said."""

    at: datetime
    kind: Kind
    notice_id: str
    seeks: tuple[str, ...] = ()
    """The keys of marks that show that it was followed."""

    is_heeded: bool = False
    """It was read, done or followed."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One document a person: two replicas that would both spend the last of a budget meet here."""

    org: str
    person_id: str
    nudges: tuple[Nudged, ...] = ()
    """The newest last."""

    asked_for_less: tuple[Kind, ...] = ()
    """Of which kinds they were asked whether they want less: once for each."""

    digest_at: datetime | None = None
    """When the newest digest comes: until then it takes in what is gathered."""

    revision: int = 0


def spent(attention: Attention, nudged: Nudged) -> Attention:
    """One more was said. What no budget and no run can depend on any more is forgotten."""
    nudges, kept = (*attention.nudges, nudged), []
    for place, one in enumerate(nudges):
        later = sum(other.kind is one.kind for other in nudges[place + 1 :])
        if later < LONGEST_RUN or one.at > nudged.at - WEEK:
            kept.append(one)
    return replace(attention, nudges=tuple(kept))


def heeded(attention: Attention, notice_id: str) -> Attention:
    """Its reader did something about it."""
    nudges = tuple(replace(one, is_heeded=True) if one.notice_id == notice_id else one for one in attention.nudges)
    return replace(attention, nudges=nudges)


def ignored(attention: Attention, notice_id: str) -> Attention:
    """It was of no use, whatever its reader did about it before."""
    nudges = tuple(replace(one, is_heeded=False) if one.notice_id == notice_id else one for one in attention.nudges)
    return replace(attention, nudges=nudges)


def sought(attention: Attention, kind: Kind) -> frozenset[str]:
    """The keys of marks that may show that a nudge of this kind was followed."""
    return frozenset(key for one in attention.nudges if one.kind is kind and not one.is_heeded for key in one.seeks)


def followed(attention: Attention, marks: Mapping[str, datetime]) -> Attention:
    """What a nudge sought has happened since: that is heeding it, wherever it was read."""
    done = [one for one in attention.nudges if any(marks[key] > one.at for key in one.seeks if key in marks)]
    for one in done:
        attention = heeded(attention, one.notice_id)
    return attention


def ignored_in_a_row(attention: Attention, kind: Kind, now: datetime) -> int:
    """How many of a kind, back from now, nobody heeded. Those of the last days may be heeded yet."""
    run = 0
    for one in reversed(attention.nudges):
        if one.kind is not kind:
            continue
        if one.is_heeded:
            break
        run += one.at < now - UNHEEDED_AFTER
    return run


def next_of_kind(attention: Attention, kind: Kind, now: datetime, *, less: bool) -> datetime:
    """From when on there may be another nudge of this kind."""
    last = max((one.at for one in attention.nudges if one.kind is kind), default=None)
    if last is None:
        return now
    doublings = min(ignored_in_a_row(attention, kind, now), LONGEST_RUN) // ENOUGH + less
    return last + LEAST_GAPS.get(kind, LEAST_GAP) * (1 << doublings)


def room_from(attention: Attention, budget: int, now: datetime) -> datetime:
    """From when on one more nudge is within the budget, which is for one at least."""
    lately = [one.at for one in attention.nudges if one.at > now - WEEK]
    return now if len(lately) < budget else lately[-budget] + WEEK


def is_time_to_ask(attention: Attention, kind: Kind, now: datetime) -> bool:
    """Nobody has asked them yet whether they want less of what they ignore."""
    return kind not in attention.asked_for_less and ignored_in_a_row(attention, kind, now) >= ENOUGH


def asked(attention: Attention, kind: Kind) -> Attention:
    """They were asked."""
    return replace(attention, asked_for_less=(*attention.asked_for_less, kind))

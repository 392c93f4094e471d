"""How often two meet, and when a silence is long for them: by their own gap, not by the calendar's."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import pairwise
from statistics import median

from services.journal.domain.hours import at_full_hour

FIRST_WITHIN = timedelta(days=14)
"""The gap of two who have none of their own yet and agreed on none."""

GAPS_OF_ITS_OWN = 2
SHORTEST_CONCERN, LONGEST_CONCERN = timedelta(days=28), timedelta(days=60)
CLOSE_AFTER = timedelta(days=21)


class Attention(IntEnum):
    """What a silence has come to. It only rises until they meet, or a pause ends."""

    NONE = 0
    SUGGESTED = 1
    FADING = 2
    CLOSING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """When two met, as far as anybody told; when their pauses ended; how often they mean to meet."""

    began_at: datetime
    held: tuple[datetime, ...] = ()
    resumed: tuple[datetime, ...] = ()
    agreed_gap: timedelta | None = None

    @property
    def silent_since(self) -> datetime:
        """After a pause the days count anew."""
        return max((self.began_at, *self.held, *self.resumed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What was said of a pair's newest silence, so that nothing is said of it twice."""

    org: str
    pair_id: str
    silent_since: datetime
    attention: Attention = Attention.NONE
    fading_since: datetime | None = None
    revision: int = 0


def usual_gap(course: Course) -> timedelta:
    """The median between the days on which they met: two who tell of one meeting twice met once.

    A gap in which a pause ended says nothing about the two.
    """
    days = sorted({at.date() for at in course.held})
    pauses = [at.date() for at in course.resumed]
    gaps = [(later - day).days for day, later in pairwise(days) if not any(day < end <= later for end in pauses)]
    own = timedelta(days=median(gaps)) if len(gaps) >= GAPS_OF_ITS_OWN else None
    return own or course.agreed_gap or FIRST_WITHIN


def concern_after(gap: timedelta) -> timedelta:
    """Twice the gap, within bounds: nobody is doubted too soon, nobody is forgotten."""
    return min(max(2 * gap, SHORTEST_CONCERN), LONGEST_CONCERN)


def suggestion_after(gap: timedelta) -> timedelta:
    """1.3 gaps; where the concern is bounded, in the same proportion to it."""
    return concern_after(gap) * 13 / 20


def look(rhythm: Rhythm, course: Course, now: datetime) -> Rhythm:
    """What the newest silence has come to by `now`. What a late look finds passed is not caught up with."""
    if course.silent_since > rhythm.silent_since:
        rhythm = replace(rhythm, silent_since=course.silent_since, attention=Attention.NONE, fading_since=None)
    reached = max(rhythm.attention, _reached(rhythm, course, now))
    if reached is Attention.FADING and rhythm.fading_since is None:
        return replace(rhythm, attention=reached, fading_since=now)
    return replace(rhythm, attention=reached)


def newly_reached(before: Rhythm, after: Rhythm) -> Attention:
    """What is to be said now; NONE where nothing is."""
    is_new = after.silent_since > before.silent_since
    return after.attention if is_new or after.attention > before.attention else Attention.NONE


def next_due(rhythm: Rhythm, course: Course) -> datetime | None:
    """When a silence comes to more than it has; None where there is nothing more."""
    if rhythm.attention is Attention.CLOSING:
        return None
    return _due(rhythm, course, Attention(rhythm.attention + 1))


def _reached(rhythm: Rhythm, course: Course, now: datetime) -> Attention:
    further = Attention.CLOSING if rhythm.fading_since else Attention.FADING
    passed = [one for one in Attention if one and one <= further and now >= _due(rhythm, course, one)]
    return max(passed, default=Attention.NONE)


def _due(rhythm: Rhythm, course: Course, attention: Attention) -> datetime:
    gap = usual_gap(course)
    match attention:
        case Attention.SUGGESTED:
            return at_full_hour(rhythm.silent_since + suggestion_after(gap))
        case Attention.FADING:
            return at_full_hour(rhythm.silent_since + concern_after(gap))
        case _:
            return at_full_hour((rhythm.fading_since or rhythm.silent_since) + CLOSE_AFTER)

"""When two people's working days meet."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.matching.domain.people import Person

DAY = 24 * 60
# Nobody is asked when they work; nine to five in one's own zone stands for it, and the words say "usual".
WORK_STARTS, WORK_LASTS = 9 * 60, 8 * 60
ENOUGH_OVERLAP = 4.0


def overlap_hours(one: Person, other: Person, at: datetime) -> float | None:
    """Hours a day in which both usually work, with the offsets that hold at `at`; None where a zone is unknown."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its offset: a naive one would be read in this machine's own zone")
    one_offset, other_offset = offset(one.time_zone, at), offset(other.time_zone, at)
    if one_offset is None or other_offset is None:
        return None
    return overlap_of(one_offset - other_offset)


def overlap_of(apart: int) -> float:
    """Hours a day in which two usually work whose clocks are so many minutes apart."""
    apart %= DAY
    return (max(0, WORK_LASTS - apart) + max(0, WORK_LASTS - (DAY - apart))) / 60


@lru_cache(maxsize=1_024)
def offset(time_zone: str, at: datetime) -> int | None:
    """Minutes ahead of UTC. A name this machine does not know must not stop everybody's suggestions.

    One search asks for a few zones thousands of times, and Python forgets a zone that nobody holds.
    """
    try:
        offset = at.astimezone(ZoneInfo(time_zone)).utcoffset()
    except (KeyError, ValueError, OSError):
        return None
    return (offset or timedelta()) // timedelta(minutes=1)

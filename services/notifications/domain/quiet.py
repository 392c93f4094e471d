"""Quiet hours by the reader's clock, whatever that clock does."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing makes a sound, by the reader's clock: from `21:00` on, before `07:00`, say.

    From a time to the same time is no time at all: nobody is kept from everything by a slip.
    """

    start: str
    end: str

    def holds(self, clock: time) -> bool:
        """It is quiet while a clock shows this."""
        start, end = time.fromisoformat(self.start), time.fromisoformat(self.end)
        return start <= clock < end if start <= end else clock >= start or clock < end


def loud_from(quiet: Quiet | None, zone: str, at: datetime) -> datetime:
    """The first instant from `at` on at which a clock in this zone shows no quiet hour; in UTC."""
    local, at = ZoneInfo(zone), at.astimezone(UTC)
    while quiet and quiet.holds(at.astimezone(local).time()):
        at = _next_look(quiet, local, at)
    return at


def _next_look(quiet: Quiet, local: ZoneInfo, at: datetime) -> datetime:
    """When quiet hours end if nobody touches the clock; or when it is put forward or back, where that comes first."""
    clock = at.astimezone(local).replace(tzinfo=None)
    end = datetime.combine(clock, time.fromisoformat(quiet.end))
    until = at + (end - clock) % DAY
    if until.astimezone(local).utcoffset() == at.astimezone(local).utcoffset():
        return until
    return _change(local, at, until)


def _change(local: ZoneInfo, since: datetime, until: datetime) -> datetime:
    """When the zone's distance to UTC became another. Zones are changed at whole seconds."""
    early, late = since.replace(microsecond=0), until
    before = early.astimezone(local).utcoffset()
    while late - early > SECOND:
        middle = early + (late - early) // (2 * SECOND) * SECOND
        if middle.astimezone(local).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late

"""Quiet hours right through every change of a clock, held against what the clock shows in each single minute."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.notifications.domain.quiet import Quiet, loud_from

MINUTE = timedelta(minutes=1)
AROUND = timedelta(hours=12)

CHANGES = {
    "a usual gap and fold": ("Europe/Berlin", "2026-03-29T01:00", "2026-10-25T01:00"),
    "west of Greenwich": ("America/New_York", "2026-03-08T07:00", "2026-11-01T06:00"),
    "winter is the exception": ("Europe/Dublin", "2026-03-29T01:00", "2026-10-25T01:00"),
    "south of the equator": ("Australia/Adelaide", "2026-04-04T16:30", "2026-10-03T16:30"),
    "half an hour of summer": ("Australia/Lord_Howe", "2026-04-04T15:00", "2026-10-03T15:30"),
    "three quarters of an hour": ("Pacific/Chatham", "2026-04-04T14:00", "2026-09-26T14:00"),
    "half an hour from the others": ("America/St_Johns", "2026-03-08T05:30", "2026-11-01T04:30"),
    "at midnight, into the hour before": ("America/Asuncion", "2024-03-24T03:00", "2023-10-01T04:00"),
    "at midnight, a day without its first hour": ("Asia/Beirut", "2026-03-28T22:00", "2026-10-24T21:00"),
    "at midnight, from Friday": ("Africa/Cairo", "2026-04-23T22:00", "2026-10-29T21:00"),
    "an hour after midnight": ("America/Havana", "2026-03-08T05:00", "2026-11-01T05:00"),
    "in the evening": ("America/Scoresbysund", "2026-03-29T01:00", "2026-10-25T01:00"),
    "summer is left for a month of fasting": ("Africa/Casablanca", "2026-02-15T02:00", "2026-03-22T02:00"),
    "two hours at once": ("Antarctica/Troll", "2026-03-29T01:00", "2026-10-25T01:00"),
    "half an hour for good": ("Asia/Pyongyang", "2015-08-14T15:00", "2018-05-04T15:00"),
    "a day that was skipped": ("Pacific/Apia", "2011-12-30T10:00", "2012-03-31T14:00"),
    "a day that came twice": ("Pacific/Kwajalein", "1993-08-21T12:00", "1969-09-30T13:00"),
    "never": ("Asia/Kathmandu", "2026-03-29T01:00", "2026-10-25T01:00"),
}
QUIET = (
    ("21:00", "07:00"),
    ("22:30", "02:30"),
    ("23:45", "00:15"),
    ("00:00", "06:00"),
    ("02:00", "03:00"),
    ("02:15", "23:00"),
    ("12:00", "00:00"),
)


def is_quiet(clock: time, start: str, end: str) -> bool:
    """As people say it: from `start` on and before `end`, which may be in the morning."""
    shown, first, last = clock.strftime("%H:%M"), start, end
    if first < last:
        return first <= shown < last
    return not last <= shown < first


def minutes(zone: str, change: datetime) -> list[tuple[datetime, time]]:
    """Each minute around a change, and what the clock on the wall shows then."""
    first, local = change - AROUND, ZoneInfo(zone)
    each = (first + count * MINUTE for count in range(2 * AROUND // MINUTE))
    return [(at, at.astimezone(local).time()) for at in each]


def loud(shown: list[tuple[datetime, time]], start: str, end: str) -> Iterator[tuple[datetime, datetime]]:
    """Of each minute the first from it on that is not quiet, where there is one here."""
    found: datetime | None = None
    for at, clock in reversed(shown):
        found = at if not is_quiet(clock, start, end) else found
        if found:
            yield at, found


@pytest.mark.feature("communication.preferences")
@pytest.mark.parametrize(("zone", "change"), [(zone, one) for zone, *both in CHANGES.values() for one in both])
def test_each_minute_around_a_change_of_the_clock_waits_for_the_first_loud_one(zone: str, change: str) -> None:
    shown = minutes(zone, datetime.fromisoformat(change).replace(tzinfo=UTC))
    for start, end in QUIET:
        wrong = [
            (start, end, at, expected)
            for at, expected in loud(shown, start, end)
            if loud_from(Quiet(start, end), zone, at) != expected
        ]
        assert wrong == []


@pytest.mark.parametrize("name", CHANGES)
def test_the_clocks_of_the_table_are_put_forward_or_back_just_then(name: str) -> None:
    zone, *changes = CHANGES[name]
    for change in changes:
        at, local = datetime.fromisoformat(change).replace(tzinfo=UTC), ZoneInfo(zone)
        moved = at.astimezone(local).utcoffset() != (at - MINUTE).astimezone(local).utcoffset()
        assert moved is (name != "never"), (zone, change)


def test_quiet_hours_end_to_the_second_and_begin_with_it() -> None:
    quiet, zone = Quiet("21:00", "07:00"), "Europe/Berlin"
    last = datetime(2026, 6, 1, 18, 59, 59, 999_000, tzinfo=UTC)
    assert loud_from(quiet, zone, last) == last
    end = datetime(2026, 6, 2, 5, tzinfo=UTC)
    for at in (last + timedelta(milliseconds=1), end - timedelta(milliseconds=1), end):
        assert loud_from(quiet, zone, at) == end


@pytest.mark.parametrize("quiet", [None, Quiet("09:00", "09:00")])
def test_without_quiet_hours_or_with_empty_ones_nothing_waits(quiet: Quiet | None) -> None:
    for at in (datetime(2026, 6, 1, hour, tzinfo=UTC) for hour in range(24)):
        assert loud_from(quiet, "Europe/Berlin", at) == at

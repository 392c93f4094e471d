"""How much of their working days two people share."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.hours import overlap_hours
from tests.unit.matching.builders import WINTER, make_person
from tests.unit.matching.strategies import ZONES

IN_MARCH = datetime(2026, 3, 20, 12, tzinfo=UTC)


def overlap(one: str, other: str, at: datetime = WINTER) -> float | None:
    return overlap_hours(make_person(time_zone=one), make_person(time_zone=other), at)


@pytest.mark.parametrize(
    ("one", "other", "hours"),
    [
        ("Europe/Berlin", "Europe/Berlin", 8),
        ("Europe/Berlin", "Europe/London", 7),
        ("Europe/Berlin", "America/New_York", 2),
        ("Europe/Berlin", "Asia/Kolkata", 3.5),
        ("Europe/Berlin", "Asia/Tokyo", 0),
        ("America/Los_Angeles", "Pacific/Auckland", 5),
    ],
)
def test_overlap_is_counted_round_the_clock(one: str, other: str, hours: float) -> None:
    assert overlap(one, other) == hours


def test_overlap_follows_the_offsets_of_the_instant() -> None:
    """In March New York is on summer time two weeks before Berlin."""
    assert overlap("Europe/Berlin", "America/New_York", IN_MARCH) == 3


@pytest.mark.parametrize("zone", ["Nowhere/Atlantis", "", "../etc/passwd", "Europe", "a\0b", "x" * 400])
def test_unknown_zone_is_no_overlap_and_no_error(zone: str) -> None:
    assert overlap(zone, "Europe/Berlin") is None
    assert overlap("Europe/Berlin", zone) is None


def test_instant_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        overlap("Europe/Berlin", "Europe/Berlin", datetime(2026, 11, 24))


@given(
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_overlap_is_what_counting_minutes_gives(one: str, other: str, at: datetime) -> None:
    hours = overlap(one, other, at)
    assert hours == overlap(other, one, at)
    if hours is not None:
        both = sum(_works(one, at, minute) and _works(other, at, minute) for minute in range(0, 24 * 60, 15))
        assert hours == both / 4


def _works(zone: str, at: datetime, minute: int) -> bool:
    """Whether somebody is at work `minute` after midnight UTC, under the offset that holds at `at`."""
    midnight = datetime(2026, 1, 1, tzinfo=UTC)
    offset = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return 9 <= (midnight + timedelta(minutes=minute) + offset).hour < 17

"""Clocks that count days fall due at full hours."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.hours import HOUR, at_full_hour

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-3, minutes=-30))])


@given(st.datetimes(timezones=ZONES, min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1)))
def test_it_is_the_first_full_hour_that_is_not_before(at: datetime) -> None:
    hour = at_full_hour(at)
    assert timedelta(0) <= hour - at < HOUR
    assert (hour.utcoffset(), hour.minute, hour.second, hour.microsecond) == (timedelta(0), 0, 0, 0)


@pytest.mark.parametrize(
    ("at", "hour"),
    [
        (datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)),
        (datetime(2026, 3, 1, 9, 0, 0, 1, tzinfo=UTC), datetime(2026, 3, 1, 10, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_full_hour_stays_and_the_last_of_a_year_leads_into_the_next(at: datetime, hour: datetime) -> None:
    assert at_full_hour(at) == hour

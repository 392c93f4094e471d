"""Times on the wire: always UTC, and one that no clock can show is an invalid event, not a bug."""

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from libs.common.contracts.base import Day, Instant

INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
DAY: TypeAdapter[date] = TypeAdapter(Day)


def test_every_time_becomes_utc() -> None:
    assert INSTANT.validate_python("2026-06-01T09:00:00+02:00") == datetime(2026, 6, 1, 7, tzinfo=UTC)
    assert INSTANT.validate_python("2026-06-01T09:00:00+02:00").tzinfo is UTC


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026-06-01T09:00:00"])
def test_a_time_that_has_no_utc_is_invalid(text: str) -> None:
    with pytest.raises(ValidationError):
        INSTANT.validate_python(text)


@pytest.mark.parametrize("number", [0, 1.5, "0", " 1780000000 ", "-1.5", True])
def test_a_number_is_no_time_and_no_day(number: object) -> None:
    with pytest.raises(ValidationError, match="no time"):
        INSTANT.validate_python(number)
    with pytest.raises(ValidationError, match="no day"):
        DAY.validate_python(number)


def test_a_day_is_a_day() -> None:
    assert DAY.validate_python("2026-06-01") == DAY.validate_python(date(2026, 6, 1)) == date(2026, 6, 1)

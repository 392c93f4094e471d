"""Times on the wire: always UTC, and one that no clock can show is an invalid event, not a bug."""

from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from libs.common.contracts.base import Instant

INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)


def test_every_time_becomes_utc() -> None:
    assert INSTANT.validate_python("2026-06-01T09:00:00+02:00") == datetime(2026, 6, 1, 7, tzinfo=UTC)
    assert INSTANT.validate_python("2026-06-01T09:00:00+02:00").tzinfo is UTC


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026-06-01T09:00:00"])
def test_a_time_that_has_no_utc_is_invalid(text: str) -> None:
    with pytest.raises(ValidationError):
        INSTANT.validate_python(text)

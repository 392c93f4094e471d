"""Clocks that count days fall due at full hours: what is due together is looked at together."""

from datetime import UTC, datetime, timedelta

HOUR = timedelta(hours=1)


def at_full_hour(at: datetime) -> datetime:
    """The next full hour of UTC; a full hour stays as it is."""
    start = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return start if start == at else start + HOUR

"""What is counted in days falls due at full hours, so that the timers of many pairs gather."""

from datetime import datetime, timedelta


def full_hour(at: datetime) -> datetime:
    """The first full hour that is not before `at`."""
    begun = at.replace(minute=0, second=0, microsecond=0)
    return begun if begun == at else begun + timedelta(hours=1)

"""From a moment to the time of what is said about it, by the reader's own clock where a row says so."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.notifications.domain.plan import Delay


def due_at(delay: Delay, happened: datetime, times: Mapping[str, datetime], zone: str) -> datetime:
    """When it is time: an instant in UTC. A local time that a clock leaves out comes an hour later."""
    start = times.get(delay.start, happened) if delay.start else happened
    if not delay.at:
        return start + timedelta(days=delay.days, hours=delay.hours)
    local = ZoneInfo(zone)
    day = (start + timedelta(hours=delay.hours)).astimezone(local).date() + timedelta(days=delay.days)
    return datetime.combine(day, time.fromisoformat(delay.at), local).astimezone(start.tzinfo)

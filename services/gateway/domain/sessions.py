"""Sessions of people in browsers, by the machine's time. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

TOUCHED_OFTEN = 20
"""So many writes say over one idle time that somebody is there."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: unused, and at all."""

    idle: timedelta
    lifetime: timedelta


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in in one browser. What the browser shows is known by its hash alone."""

    org: str
    session_id: str
    person_id: str
    sha256: str
    started_at: datetime
    seen_at: datetime
    ends_at: datetime
    """Whatever happens until then."""

    client: str = ""
    """What the browser calls itself, so that its owner knows it again."""

    revision: int = 0

    def expires_at(self, limits: Limits) -> datetime:
        """When it ends, if it is not used before."""
        return min(self.seen_at + limits.idle, self.ends_at)

    def is_open(self, at: datetime, limits: Limits) -> bool:
        """It has not ended by itself."""
        return at < self.expires_at(limits)

    def seen(self, at: datetime, limits: Limits) -> "Session":
        """It is in use. The same where that is known well enough."""
        is_news = at - self.seen_at >= limits.idle / TOUCHED_OFTEN
        return replace(self, seen_at=at) if is_news else self

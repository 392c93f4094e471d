"""Who is told, what each notice came to, and which ways there are to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from libs.common.contracts.notifications import Channel
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.preferences import Wishes


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told, and what they want to hear."""

    person: Person
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one notice. Without channels it was kept back: its code says why."""

    at: datetime
    notice: Notice
    channels: Mapping[Channel, datetime] = field(default_factory=dict)
    moved_for: str | None = None
    """Why it came later than the plan wants it, the last time that it was put off."""

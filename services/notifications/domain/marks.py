"""That something happened, and when the last time: what makes a waiting notice needless."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """`key` as `Moment.marks` names it."""

    org: str
    key: str
    at: datetime
    revision: int = 0

"""What the gateway keeps: people, platforms, what was taken at the door, messages, and the log of all facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel

from libs.common.contracts import AnyEvent
from libs.common.contracts.people import PersonRecord
from libs.common.crypto import Box
from libs.common.mongo import Database, Documents, Row, Save
from services.gateway.domain.audience import Viewer, marks_of, person_mark
from services.gateway.domain.people import Record
from services.gateway.domain.platforms import Platform

PEOPLE, PLATFORMS, TAKEN, MESSAGES = "people", "platforms", "taken", "messages"
LOG, POSITIONS, FEED = "log", "positions", "feed"
TAKEN_KEPT = timedelta(days=60)
"""Twice the oldest event the door takes: a repeat of what is still taken is always known."""

FEED_KEPT = timedelta(days=1)
"""Who looks away for longer reads the log."""

INDEXES: dict[str, list[IndexModel]] = {
    PEOPLE: [IndexModel([("org", ASCENDING), ("fields.email", ASCENDING)])],
    # Without the organisation, against the rule: a delivery tells its exchange, and the exchange only this id.
    PLATFORMS: [IndexModel([("platform_id", ASCENDING)], unique=True)],
    TAKEN: [IndexModel([("at", ASCENDING)], expireAfterSeconds=int(TAKEN_KEPT.total_seconds()))],
    MESSAGES: [],
    LOG: [
        IndexModel([("org", ASCENDING), ("position", ASCENDING)], unique=True),
        IndexModel([("org", ASCENDING), ("marks", ASCENDING), ("position", ASCENDING)]),
        IndexModel([("org", ASCENDING), ("pair_id", ASCENDING), ("position", ASCENDING)]),
    ],
    POSITIONS: [],
    FEED: [
        IndexModel([("org", ASCENDING), ("position", ASCENDING)]),
        IndexModel([("at", ASCENDING)], expireAfterSeconds=int(FEED_KEPT.total_seconds())),
    ],
}


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that may be taken once: an event, a key of idempotency, the id of a request."""

    org: str
    taken_id: str
    digest: str
    """Of what was taken: the same id with other content is no repeat but a mistake."""

    at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """What a mentee wrote to the mentor they ask; sealed for its request."""

    org: str
    request_id: str
    sealed: bytes
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact in the log."""

    org: str
    position: int
    event_id: str
    type: str
    subject: str
    time: datetime
    source: str
    actor: str | None
    correlation: str
    causation: str | None
    sequence: int | None
    audience: tuple[str, ...]
    concerns: tuple[str, ...]
    marks: tuple[str, ...]
    request_id: str | None
    pair_id: str | None
    data: dict[str, Any]


class Stores:
    """The gateway's own aggregates."""

    def __init__(self, database: Database, box: Box) -> None:
        self.people = Documents(database, PEOPLE, Record, "person_id")
        self.platforms = Platforms(database)
        self.taken = Documents(database, TAKEN, Taken, "taken_id")
        self.messages = Messages(database, box)


class Platforms(Documents[Platform]):
    """Platforms are also found by their id alone."""

    async def find_by_id(self, platform_id: str) -> Platform | None:
        """Whoever has this id, in whatever organisation."""
        raise NotImplementedError


class Messages:
    """Messages of requests, sealed on the way in and opened on the way out."""

    def save(self, org: str, request_id: str, text: str) -> Save:
        """`text` as a write."""
        raise NotImplementedError

    async def find(self, org: str, request_id: str) -> str | None:
        """The text, or None where none was written."""
        raise NotImplementedError


class Log:
    """Every fact of an organisation, at a position that rises without holes. Read here, written by the projector."""

    def __init__(self, database: Database) -> None:
        self._log, self._positions = database[LOG], database[POSITIONS]

    async def position(self, org: str) -> int:
        """The position of the newest fact; 0 where there is none."""
        raise NotImplementedError

    async def after(self, viewer: Viewer, position: int, limit: int = 100) -> list[Entry]:
        """What `viewer` may see after `position`, in its order."""
        raise NotImplementedError

    async def timeline(self, org: str, pair_id: str, person_id: str) -> list[Entry]:
        """The facts of a pair that its members may see and that concern this one, in their order."""
        raise NotImplementedError

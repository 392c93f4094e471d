"""Which rows of an inbox: as the database is asked for them, and how a page says where the next one begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from libs.common.contracts.notices import ItemState
from services.notifications.domain.notices import Notice, NoticeState

HERE: Mapping[str, Any] = {"state": NoticeState.SAID.value, "in_inbox": True}
IN_STATE: Mapping[ItemState | None, Mapping[str, Any]] = {
    None: HERE,
    ItemState.NEW: {**HERE, "read_at": None, "done_at": None},
    ItemState.READ: {**HERE, "read_at": {"$ne": None}, "done_at": None},
    ItemState.DONE: {**HERE, "done_at": {"$ne": None}},
    ItemState.SNOOZED: {"state": NoticeState.WAITING.value, "snoozed_until": {"$ne": None}},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Between two rows of an inbox, the newest first."""

    at: datetime
    notice_id: str

    @classmethod
    def after(cls, notice: Notice) -> Self:
        """Behind this one."""
        return cls(notice.said_at or notice.created_at, notice.notice_id)

    @property
    def written(self) -> str:
        """As a cursor."""
        return f"{round(self.at.timestamp() * 1000)}/{self.notice_id}"

    @classmethod
    def read(cls, cursor: str) -> Self:
        """From a cursor; ValueError where it is none."""
        at, _, notice_id = cursor.partition("/")
        try:
            return cls(datetime.fromtimestamp(int(at) / 1000, UTC), notice_id)
        except (OverflowError, OSError) as error:
            raise ValueError("no cursor") from error

    def query(self, org: str) -> dict[str, Any]:
        """What comes behind it."""
        older = {"said_at": {"$lt": self.at}}
        return {"$or": [older, {"said_at": self.at, "_id": {"$lt": f"{org}/{self.notice_id}"}}]}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose messages, in which state, and from where on."""

    org: str
    person_id: str
    state: ItemState | None = None
    place: Place | None = None
    limit: int = 50

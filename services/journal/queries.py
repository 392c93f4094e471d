"""What the store is asked about notes: which of those somebody may read, and from where on."""

from dataclasses import dataclass
from typing import Any, Self

NEWEST_DAY_FIRST = [("day", -1), ("_id", -1)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is among notes, the newest day first. Within a day ids decide, which tell nothing of time."""

    day: str
    entry_id: str

    @property
    def written(self) -> str:
        """As a cursor."""
        return f"{self.day}/{self.entry_id}"

    @classmethod
    def read(cls, cursor: str) -> Self:
        """From a cursor; any text is some place."""
        day, _, entry_id = cursor.partition("/")
        return cls(day, entry_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesQuery:
    """Which notes somebody looks at, of those they may read."""

    org: str
    reader_id: str
    kind: str | None = None
    pair_id: str | None = None
    days: tuple[str, ...] | None = None

    def rows_after(self, place: Place | None) -> dict[str, Any]:
        """As the database is asked."""
        query: dict[str, Any] = {"org": self.org, "reader_ids": self.reader_id}
        chosen = {"kind": self.kind, "pair_id": self.pair_id, "day": self.days and {"$in": list(self.days)}}
        query |= {name: value for name, value in chosen.items() if value is not None}
        if place is None:
            return query
        same_day = {"day": place.day, "_id": {"$lt": f"{self.org}/{place.entry_id}"}}
        return {"$and": [query, {"day": {"$lte": place.day}}, {"$or": [{"day": {"$lt": place.day}}, same_day]}]}

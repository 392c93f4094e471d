"""What directories search: documents that are found by what somebody calls them, and listed in a fixed order."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from pymongo import ASCENDING, IndexModel

from libs.common.mongo import Aggregate, Database, Documents, Row, Save

AFTER_ALL = "0"
"""The character behind the slash: keys of an organisation lie between `<org>/` and `<org>0`."""


class Searched(Aggregate, Protocol):
    """What it takes to be found."""

    @property
    def search_keys(self) -> tuple[str, ...]:
        """What it is found by at once."""
        ...

    @property
    def is_listed(self) -> bool:
        """It is found at all."""
        ...

    @property
    def unique_name(self) -> str | None:
        """A name that only one of its organisation has."""
        ...


S = TypeVar("S", bound=Searched)

INDEXES = [
    IndexModel([("org", ASCENDING), ("keys", ASCENDING), ("_id", ASCENDING)]),
    IndexModel(
        [("org", ASCENDING), ("unique_name", ASCENDING)],
        unique=True,
        partialFilterExpression={"unique_name": {"$type": "string"}},
    ),
]


class Records(Documents[S]):
    """Documents of one kind, with what they are found by written beside what they keep."""

    def __init__(self, database: Database, name: str, model: type[S], key: str) -> None:
        super().__init__(database, name, model, key)
        self._rows = database[name]

    def save(self, item: S) -> Save:
        """As any document, with its keys."""
        save = super().save(item)
        found_by = {"keys": list(item.search_keys), "listed": item.is_listed, "unique_name": item.unique_name}
        return replace(save, document={**save.document, **found_by})

    async def by_keys(self, org: str, keys: Collection[str]) -> list[S]:
        """Everyone who is found by one of these."""
        rows = self._rows.find({"org": org, "keys": {"$in": list(keys)}, "listed": True}).sort("_id", ASCENDING)
        return [self.of(row) async for row in rows]

    async def page(self, org: str, key: str | None, *, after: str = "", skip: int = 0, limit: int = 0) -> Sequence[S]:
        """Those behind the id `after` in the order of their ids, of those who are found by `key` where there is one."""
        query = _listed(org, key) | {"_id": {"$gt": f"{org}/{after}", "$lt": f"{org}{AFTER_ALL}"}}
        rows = self._rows.find(query).sort("_id", ASCENDING).skip(skip).limit(limit)
        return [self.of(row) async for row in rows]

    async def count(self, org: str) -> int:
        """How many there are."""
        return await self._rows.count_documents(_listed(org, None))


def _listed(org: str, key: str | None) -> Row:
    found: dict[str, Any] = {"org": org, "listed": True}
    return found | {"keys": key} if key else found

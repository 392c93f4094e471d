"""The only place that knows the database driver's settings, and how aggregates become documents."""

import asyncio
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import accumulate
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, AsyncMongoClient, DeleteOne, IndexModel, InsertOne, ReplaceOne
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.read_concern import ReadConcern
from pymongo.results import BulkWriteResult
from pymongo.write_concern import WriteConcern

from libs.common.errors import Retryable
from libs.common.pages import cursor_at, newest, place_of

Row = dict[str, Any]
Database = AsyncDatabase[Row]
Collection = AsyncCollection[Row]
Client = AsyncMongoClient[Row]

OPERATION_TIMEOUT_MS = 8_000
"""A primary that hangs is given up after this; without it a driver waits for it for ever."""


def connect(url: str, app_name: str) -> Client:
    """A client that waits for the majority, gives up in time and speaks aware UTC. Bound to one event loop."""
    return AsyncMongoClient(
        url,
        appname=f"bothways-{app_name}",
        tz_aware=True,
        w="majority",
        readConcernLevel="majority",
        retryWrites=True,
        timeoutMS=OPERATION_TIMEOUT_MS,
        serverSelectionTimeoutMS=5_000,
        maxPoolSize=50,
    )


def database_of(client: Client, name: str) -> Database:
    """A service's own database; majority in and out."""
    return client.get_database(name, read_concern=ReadConcern("majority"), write_concern=WriteConcern("majority"))


class Aggregate(Protocol):
    """What can be kept: it belongs to an organisation and counts its saved changes."""

    @property
    def org(self) -> str:
        """Whose it is."""
        ...

    @property
    def revision(self) -> int:
        """How often it was saved; 0 for one that is new."""
        ...


A = TypeVar("A", bound=Aggregate)
Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Save:
    """A guarded write: it stands only if nobody saved the document since `revision` was read."""

    collection: str
    id: str
    revision: int
    document: Row


@dataclass(frozen=True, slots=True)
class Remove:
    """A guarded removal."""

    collection: str
    id: str
    revision: int


Write = Save | Remove
Operation = InsertOne[Row] | ReplaceOne[Row] | DeleteOne


async def write_all(
    collection: Collection, operations: Iterable[Operation], session: AsyncClientSession
) -> BulkWriteResult:
    """One command for each kind of operation: the driver sends one at every change of kind on the way."""
    by_kind = sorted(operations, key=lambda operation: type(operation).__name__)
    return await collection.bulk_write(by_kind, session=session)


class Lookups(Generic[Key, Found]):
    """Finds by key, many in one query: while one is on its way the next keys gather, as units do for a commit."""

    def __init__(
        self, query: Callable[[frozenset[Key]], Awaitable[Mapping[Key, Found]]], *, largest_group: int = 200
    ) -> None:
        self._query, self._largest_group = query, largest_group
        self._waiting: list[tuple[Sequence[Key], asyncio.Future[Mapping[Key, Found]]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def find(self, *keys: Key) -> Mapping[Key, Found]:
        """What is there for these keys, perhaps among others, as it is at some time after this call."""
        if not keys:
            return {}
        found: asyncio.Future[Mapping[Key, Found]] = asyncio.get_running_loop().create_future()
        self._waiting.append((keys, found))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="lookups")
        return await found

    async def _work(self) -> None:
        while self._waiting:
            await asyncio.sleep(0)  # lets every handler that is ready add its keys
            group = self._next_group()
            try:
                answer = await self._query(frozenset(key for keys, _ in group for key in keys))
            except Exception as error:  # noqa: BLE001 - whatever it is belongs to those who asked
                for _, found in group:
                    if not found.done():
                        found.set_exception(error)
            else:
                for _, found in group:
                    if not found.done():
                        found.set_result(answer)

    def _next_group(self) -> list[tuple[Sequence[Key], asyncio.Future[Mapping[Key, Found]]]]:
        """Those whose keys fit in one query; one who asks for more than that goes alone."""
        sums = list(accumulate(len(keys) for keys, _ in self._waiting))
        size = max(1, bisect_right(sums, self._largest_group))
        group, self._waiting = self._waiting[:size], self._waiting[size:]
        return group


@cache
def _adapter_of(model: type[Any]) -> TypeAdapter[Any]:
    """Made once for a process: of a store with many collections that is most of its beginning."""
    return TypeAdapter(model)


class Documents(Generic[A]):
    """One collection of one kind of aggregate: typed reads, and writes that a unit commits."""

    def __init__(self, database: Database, name: str, model: type[A], key: str) -> None:
        self.name, self._key = name, key
        self._collection = database[name]
        self._lookups = Lookups(self._by_id)
        self._adapter: TypeAdapter[A] = _adapter_of(model)

    async def find(self, org: str, key: str) -> A | None:
        """The one with this key, or None."""
        return (await self.find_all(org, (key,))).get(key)

    async def find_all(self, org: str, keys: Iterable[str]) -> dict[str, A]:
        """Those with these keys that are here, by key."""
        ids = {f"{org}/{key}": key for key in keys}
        rows = await self._lookups.find(*ids)
        return {key: self.of(rows[id]) for id, key in ids.items() if id in rows}

    def of(self, row: Row) -> A:
        """A document as what it keeps."""
        return self._adapter.validate_python(row)

    async def get(self, org: str, key: str) -> A:
        """The one with this key. One that is not here yet is on its way: the message comes back later."""
        return (await self.get_all(org, (key,)))[key]

    async def get_all(self, org: str, keys: Iterable[str]) -> dict[str, A]:
        """All with these keys, by key; the message comes back later as long as one is not here."""
        wanted = frozenset(keys)
        found = await self.find_all(org, wanted)
        for key in sorted(wanted - found.keys()):
            raise Retryable(f"unknown-{self._key.removesuffix('_id').replace('_', '-')}", key)
        return found

    async def list_(self, org: str, query: Mapping[str, Any], *, limit: int = 0, by: str = "_id") -> list[A]:
        """Those of an organisation that fit, in the order of `by`."""
        rows = self._collection.find({"org": org, **query}).sort(by, ASCENDING).limit(limit)
        return [self.of(row) async for row in rows]

    async def newest_page(
        self, org: str, query: Mapping[str, Any], cursor: str | None, limit: int, *, by: str
    ) -> tuple[list[A], str | None]:
        """A page of those that fit, the newest by `by` first, and the cursor of the next."""
        wanted = {"$and": [{"org": org, **query}, behind(by, cursor)]}
        rows = await self._collection.find(wanted).sort(newest_first(by)).limit(limit + 1).to_list()
        page = rows[:limit]
        following = cursor_at([newest(page[-1][by]), page[-1]["_id"]]) if len(rows) > limit else None
        return [self.of(row) for row in page], following

    async def _by_id(self, ids: frozenset[str]) -> dict[str, Row]:
        rows = await self._collection.find({"_id": {"$in": list(ids)}}, batch_size=len(ids) + 1).to_list()
        return {row["_id"]: row for row in rows}

    def save(self, item: A) -> Save:
        """`item` as a write, guarded by the revision it was read at."""
        document = self._adapter.dump_python(item)
        document["revision"] = item.revision + 1
        key = f"{item.org}/{document[self._key]}"
        return Save(self.name, key, item.revision, {"_id": key, **document})

    def remove(self, item: A) -> Remove:
        """`item` away, guarded by the revision it was read at."""
        return Remove(self.name, f"{item.org}/{getattr(item, self._key)}", item.revision)


def newest_first(by: str) -> list[tuple[str, int]]:
    """The order of a list by an instant that its rows have."""
    return [(by, DESCENDING), ("_id", DESCENDING)]


def behind(by: str, cursor: str | None) -> Row:
    """What stands behind a cursor of such a list, as a query."""
    match place_of(cursor):
        case [int(before), str(id)]:
            at = datetime.fromtimestamp(-before / 1000, UTC)
            return {"$or": [{by: {"$lt": at}}, {by: at, "_id": {"$lt": id}}]}
        case _:
            return {}


async def ensure_indexes(database: Database, indexes: Mapping[str, Sequence[IndexModel]]) -> None:
    """Create what is missing; an index that exists stays. Collections are made too: a transaction should not.

    All at once: each waits for the disk, and there are dozens.
    """
    existing = set(await database.list_collection_names())

    async def ensure(name: str, models: Sequence[IndexModel]) -> None:
        if models:
            await database[name].create_indexes(list(models))  # makes the collection, too
        elif name not in existing:
            await database.create_collection(name, check_exists=False)

    await asyncio.gather(*(ensure(name, models) for name, models in indexes.items()))

"""Makes units durable: many in one transaction, without those that are repeats, each alone when the group fails.

While one transaction is on its way the next units gather; that is all the waiting there is.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DeleteOne, IndexModel, InsertOne, ReplaceOne
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from libs.common import metrics, outbox, timers
from libs.common.errors import AlreadyHandled, Conflict, Retryable, Unavailable
from libs.common.mongo import Client, Database, Operation, Remove, Row, Save, write_all
from libs.common.outbox import Relay
from libs.common.unit import Timer, Unit

INBOX = "inbox"
INBOX_KEPT = timedelta(days=30)
"""Longer than all delays together, plus the time a dead letter may wait for its redrive."""

INDEXES = {INBOX: [IndexModel([("at", ASCENDING)], expireAfterSeconds=int(INBOX_KEPT.total_seconds()))]}
DUPLICATE_KEY = 11000


@dataclass(slots=True, eq=False)
class _Waiting:
    unit: Unit
    locks: frozenset[str]
    rows: list[Row]
    done: asyncio.Future[None]


class Committer:
    """`commit(unit)` returns when the unit is durable, or raises: Conflict, AlreadyHandled, Retryable."""

    def __init__(self, client: Client, database: Database, relay: Relay, *, largest_group: int = 200) -> None:
        self._client, self._database, self._relay = client, database, relay
        self._largest_group = largest_group
        self._waiting: list[_Waiting] = []
        self._worker: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[Unit], None]] = []
        self.committed = 0

    @property
    def is_idle(self) -> bool:
        """No unit waits and none is being committed."""
        return not self._waiting and (self._worker is None or self._worker.done())

    def on_commit(self, listener: Callable[[Unit], None]) -> None:
        """Tell `listener` of every unit that became durable here: what waits for work need not poll for it."""
        self._listeners.append(listener)

    async def commit(self, unit: Unit) -> None:
        """All of the unit, or nothing of it."""
        rows = [outbox.row_of(event) for event in unit.events]
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(unit, unit.locks(), rows, future))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="committer")
        await future

    async def _work(self) -> None:
        while self._waiting:
            await asyncio.sleep(0)  # lets every handler that is ready add its unit
            await self._together(self._next_group())

    async def _together(self, group: Sequence[_Waiting]) -> None:
        try:
            await self._transact(group)
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the units' handlers
            repeats = await self._repeats(group) if isinstance(error, AlreadyHandled) else []
            for waiting in repeats:
                _fail(waiting, AlreadyHandled())
            if not repeats:
                await self._alone(group, error)
            elif fresh := [waiting for waiting in group if waiting not in repeats]:
                await self._together(fresh)
        else:
            self._settle(group)

    async def _repeats(self, group: Sequence[_Waiting]) -> list[_Waiting]:
        """Repeats come many at once, when a replica died or a publisher was in doubt: they must not split the rest."""
        keys = [waiting.unit.inbox_key for waiting in group if waiting.unit.inbox_key]
        try:
            known = {row["_id"] async for row in self._database[INBOX].find({"_id": {"$in": keys}}, {"_id": 1})}
        except PyMongoError:
            return []
        return [waiting for waiting in group if waiting.unit.inbox_key in known]

    def _next_group(self) -> list[_Waiting]:
        """As many as fit of which no two touch the same thing; the others wait for the next round."""
        group: list[_Waiting] = []
        held: set[str] = set()
        rest: list[_Waiting] = []
        for waiting in self._waiting:
            if len(group) < self._largest_group and held.isdisjoint(waiting.locks):
                group.append(waiting)
                held |= waiting.locks
            else:
                rest.append(waiting)
        self._waiting = rest
        return group

    async def _alone(self, group: Sequence[_Waiting], error: Exception) -> None:
        """One bad unit must not fail the others: each again by itself. A single one has its answer."""
        if len(group) == 1:
            _fail(group[0], error)
            return
        metrics.COMMITS.labels("split").inc()
        for waiting in group:
            try:
                await self._transact([waiting])
            except Exception as own:  # noqa: BLE001 - it belongs to this unit's handler
                _fail(waiting, own)
            else:
                self._settle([waiting])

    def _settle(self, group: Sequence[_Waiting]) -> None:
        metrics.COMMITS.labels("committed").inc()
        metrics.COMMITTED_UNITS.inc(len(group))
        self.committed += len(group)
        self._relay.offer([row for waiting in group for row in waiting.rows])
        for waiting in group:
            for listener in self._listeners:
                listener(waiting.unit)
            if not waiting.done.done():
                waiting.done.set_result(None)

    async def _transact(self, group: Sequence[_Waiting]) -> None:
        async def write(session: AsyncClientSession) -> None:
            await self._write(group, session)

        try:
            # The driver tries write conflicts and lost commits again by itself, within its time limit.
            async with self._client.start_session() as session:
                await session.with_transaction(write)
        except (BulkWriteError, DuplicateKeyError) as error:
            raise _translated(error) from error
        except PyMongoError as error:
            raise Unavailable("database-unavailable", type(error).__name__) from error

    async def _write(self, group: Sequence[_Waiting], session: AsyncClientSession) -> None:
        units = [waiting.unit for waiting in group]
        at = datetime.now(UTC)
        marks = [{"_id": unit.inbox_key, "at": at} for unit in units if unit.inbox_key]
        if marks:
            await self._database[INBOX].insert_many(marks, session=session)
        for name, operations in _operations(units).items():
            guarded = sum(not isinstance(operation, InsertOne) for operation in operations)
            result = await write_all(self._database[name], operations, session)
            if result.matched_count + result.deleted_count != guarded:
                raise Conflict(name)
        await timers.write(self._database, units, session)
        rows = [row for waiting in group for row in waiting.rows]
        if rows:
            await self._database[outbox.COLLECTION].insert_many(rows, session=session)


def _operations(units: Sequence[Unit]) -> dict[str, list[Operation]]:
    found: defaultdict[str, list[Operation]] = defaultdict(list)
    for unit in units:
        for write in unit.writes:
            match write:
                case Save(revision=0):
                    found[write.collection].append(InsertOne(write.document))
                case Save():
                    guard = {"_id": write.id, "revision": write.revision}
                    found[write.collection].append(ReplaceOne(guard, write.document))
                case Remove():
                    found[write.collection].append(DeleteOne({"_id": write.id, "revision": write.revision}))
        if isinstance(unit.fired, Timer):
            guard = {"_id": unit.fired.id, "revision": unit.fired.revision}
            found[timers.COLLECTION].append(DeleteOne(guard))
    return dict(found)


def _write_errors(error: BulkWriteError) -> list[dict[str, Any]]:
    return list((error.details or {}).get("writeErrors", []))


def _translated(error: PyMongoError) -> Exception:
    """A duplicate inbox mark is a repeat; any other duplicate is somebody who was faster."""
    if isinstance(error, BulkWriteError):
        texts = [str(e.get("errmsg", "")) for e in _write_errors(error) if e.get("code") == DUPLICATE_KEY]
    else:
        texts = [str(error)]
    if any(f".{INBOX} " in text for text in texts):
        return AlreadyHandled()
    return Conflict() if texts else Retryable("database-refused", type(error).__name__)


def _fail(waiting: _Waiting, error: Exception) -> None:
    metrics.COMMITS.labels("failed").inc()
    if not waiting.done.done():
        waiting.done.set_exception(error)

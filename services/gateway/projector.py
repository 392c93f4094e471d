"""Writes every fact into log, views and feed: many in one transaction, each at its own position.

While one transaction is on its way the next facts gather. The counter of an organisation moves in the same
transaction as its facts, so two projectors (one of them a zombie) can neither leave a hole nor use a position twice.
It carries the hash of the newest row, too: each row is chained to the one before (`domain/chain.py`).
"""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

import structlog
from pymongo import DeleteOne, InsertOne, UpdateOne
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import BulkWriteError, ConnectionFailure, DuplicateKeyError, PyMongoError
from pymongo.read_concern import ReadConcern

from libs.common.chain import LOG, POSITIONS, Head, linked
from libs.common.committer import DUPLICATE_KEY
from libs.common.contracts import AnyEvent
from libs.common.mongo import Client, Database, Row
from services.gateway import metrics
from services.gateway.store import FEED, event_of, feed_row, log_row
from services.gateway.views import Sets, View, arrival, changes_of

PAUSE_S = 0.5
MAX_OVERTAKEN = 20
SALT_BYTES = 16
PASSING = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")

log = structlog.get_logger(__name__)


class Overtaken(Exception):
    """Another projector has moved a counter since it was read."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    row: Row
    changes: list[tuple[View, UpdateOne]]
    arrival: tuple[str, DeleteOne] | None
    done: asyncio.Future[None]

    @classmethod
    def of(cls, event: AnyEvent) -> Self:
        """The views hear of it what the log says, so that they can be made anew from it."""
        row = log_row(event)
        return cls(row, changes_of(event_of(row)), arrival(event), asyncio.get_running_loop().create_future())


class Projector:
    """`append(event)` returns when the event is in the log, by this call or by an earlier one."""

    def __init__(self, client: Client, database: Database, *, largest_batch: int = 200) -> None:
        self._client, self._database, self._largest_batch = client, database, largest_batch
        self._sets = Sets(database)
        self._waiting: list[_Waiting] = []
        self._worker: asyncio.Task[None] | None = None
        self.written = 0

    @property
    def is_idle(self) -> bool:
        """Nothing waits and nothing is being written."""
        return not self._waiting and (self._worker is None or self._worker.done())

    async def append(self, event: AnyEvent) -> None:
        """One fact; what it raises is about this fact alone. Waits for a database that is away."""
        waiting = _Waiting.of(event)
        self._waiting.append(waiting)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="projector")
        await waiting.done

    async def close(self) -> None:
        """Stop, whatever still waits: it was not acked, so it comes again."""
        if self._worker:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)

    async def _work(self) -> None:
        while self._waiting:
            await asyncio.sleep(0)  # lets every delivery that is ready add its fact
            batch, self._waiting = self._waiting[: self._largest_batch], self._waiting[self._largest_batch :]
            error = await self._written(batch)
            if error and len(batch) > 1:
                # One bad fact must not hold up the others: each again by itself.
                log.warning("batch_split", facts=len(batch), error=type(error).__name__)
                for waiting in batch:
                    _settle([waiting], await self._written([waiting]))
            else:
                _settle(batch, error)

    async def _written(self, batch: Sequence[_Waiting]) -> Exception | None:
        """None once the batch is durable, or what is wrong with it. What will pass is waited for, not told."""
        overtaken = 0
        while True:
            try:
                await self._transact(batch)
            except Exception as error:  # noqa: BLE001 - whatever it is belongs to the handlers of these facts
                if _is_overtaken(error) and overtaken < MAX_OVERTAKEN:
                    overtaken += 1
                elif _is_passing(error):
                    log.warning("log_not_written", error=type(error).__name__, facts=len(batch))
                    await asyncio.sleep(PAUSE_S)
                else:
                    return error
            else:
                return None

    async def _transact(self, batch: Sequence[_Waiting]) -> None:
        async def write(session: AsyncClientSession) -> None:
            await self._write(batch, session)

        async with self._client.start_session() as session:
            await session.with_transaction(write, read_concern=ReadConcern("snapshot"))
        metrics.BATCH.observe(len(batch))
        self.written += len(batch)

    async def _write(self, batch: Sequence[_Waiting], session: AsyncClientSession) -> None:
        fresh = await self._fresh(batch, session)
        if not fresh:
            return
        rows = await self._placed([waiting.row for waiting in fresh], session)
        await self._database[LOG].insert_many(rows, session=session)
        written = (await self._sets.held(session)).written
        for collection, updates in _by_collection(fresh, written).items():
            await self._database[collection].bulk_write(updates, session=session)
        at = datetime.now(UTC)
        await self._database[FEED].insert_many([feed_row(row, at) for row in rows], session=session)

    async def _fresh(self, batch: Sequence[_Waiting], session: AsyncClientSession) -> list[_Waiting]:
        """Those that are not in the log yet, each once."""
        once = {waiting.row["_id"]: waiting for waiting in reversed(batch)}
        query = {"_id": {"$in": list(once)}}
        known = {row["_id"] async for row in self._database[LOG].find(query, {"_id": 1}, session=session)}
        return [waiting for waiting in batch if once[waiting.row["_id"]] is waiting and waiting.row["_id"] not in known]

    async def _placed(self, rows: Sequence[Row], session: AsyncClientSession) -> list[Row]:
        """Copies of `rows` with their positions and hashes, and the heads of their organisations moved past them."""
        heads = self._database[POSITIONS]
        query = {"_id": {"$in": sorted({row["org"] for row in rows})}}
        before = {row["_id"]: Head.of(row) async for row in heads.find(query, session=session)}
        after: defaultdict[str, Head] = defaultdict(Head, before)
        placed = []
        for row in rows:
            one = linked(row, after[row["org"]], secrets.token_hex(SALT_BYTES))
            after[row["org"]] = Head(one["position"], one["hash"])
            placed.append(one)
        moves = [_move(org, before.get(org), head) for org, head in sorted(after.items())]
        moved = await heads.bulk_write(moves, session=session)
        if moved.matched_count + moved.inserted_count != len(moves):
            raise Overtaken
        return placed


def _move(org: str, before: Head | None, after: Head) -> UpdateOne | InsertOne[Row]:
    """Guarded by the value it was read at."""
    moved = {"value": after.position, "hash": after.hash}
    if before is None:
        return InsertOne({"_id": org, **moved})
    return UpdateOne({"_id": org, "value": before.position}, {"$set": moved})


def _by_collection(batch: Sequence[_Waiting], sets: Sequence[int]) -> dict[str, list[UpdateOne | DeleteOne]]:
    """What changes in each set of views, and what is no longer on its way."""
    found: defaultdict[str, list[UpdateOne | DeleteOne]] = defaultdict(list)
    for waiting in batch:
        for view, update in waiting.changes:
            for number in sets:
                found[view.collection(number)].append(update)
        if waiting.arrival:
            collection, removal = waiting.arrival
            found[collection].append(removal)
    return dict(found)


def _is_overtaken(error: Exception) -> bool:
    """Another projector wrote the same counter or the same fact since they were read: read again."""
    if isinstance(error, BulkWriteError):
        return any(e.get("code") == DUPLICATE_KEY for e in (error.details or {}).get("writeErrors", []))
    return isinstance(error, Overtaken | DuplicateKeyError)


def _is_passing(error: Exception) -> bool:
    """The database is away or busy; it says nothing about the facts."""
    if not isinstance(error, PyMongoError):
        return False
    is_labelled = any(error.has_error_label(label) for label in PASSING)
    return isinstance(error, ConnectionFailure) or error.timeout or is_labelled


def _settle(batch: Sequence[_Waiting], error: Exception | None) -> None:
    for waiting in batch:
        if waiting.done.done():
            continue
        if error:
            waiting.done.set_exception(error)
        else:
            waiting.done.set_result(None)

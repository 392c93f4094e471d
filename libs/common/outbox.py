"""The transactional outbox: rows written with the facts, published until the broker has confirmed them.

The replica that committed a row publishes it at once, from memory. What it could not publish (it died, the broker
was away) is taken over by any replica when the row's lease has run out. Twice is possible, never is not.
"""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from pymongo import ASCENDING, IndexModel
from pymongo.errors import PyMongoError

from libs.common import metrics, tracing
from libs.common.contracts import AnyEvent
from libs.common.ids import new_id
from libs.common.mongo import Database, Row
from libs.common.publisher import NotPublished, Outgoing, Publisher
from libs.common.topology import EVENTS

COLLECTION = "outbox"
INDEXES = {COLLECTION: [IndexModel([("lease_until", ASCENDING)]), IndexModel([("at", ASCENDING)])]}
LEASE = timedelta(seconds=10)
SWEEP_EVERY_S = 1.0
BATCH = 200
HELD_IN_MEMORY = 20_000

log = structlog.get_logger(__name__)


def row_of(event: AnyEvent) -> Row:
    """An event as an outbox row, with the trace it belongs to."""
    return message_row(
        Outgoing(
            exchange=EVENTS,
            routing_key=event.routing_key,
            body=event.to_json(),
            message_id=event.id,
            type=event.type,
            headers=tracing.outgoing_headers(),
            correlation_id=event.correlationid,
        ),
        key=event.key,
    )


def message_row(message: Outgoing, key: str) -> Row:
    """Any message as an outbox row."""
    now = datetime.now(UTC)
    return {
        "_id": key,
        "exchange": message.exchange,
        "routing_key": message.routing_key,
        "body": message.body,
        "message_id": message.message_id,
        "type": message.type,
        "content_type": message.content_type,
        "headers": dict(message.headers),
        "correlation_id": message.correlation_id,
        "at": now,
        "lease_until": now + LEASE,
    }


def _outgoing(row: Row) -> Outgoing:
    return Outgoing(
        exchange=row["exchange"],
        routing_key=row["routing_key"],
        body=bytes(row["body"]),
        message_id=row["message_id"],
        type=row["type"],
        content_type=row["content_type"],
        headers=row["headers"],
        correlation_id=row["correlation_id"],
    )


class Relay:
    """Publishes outbox rows and deletes them once they are confirmed."""

    def __init__(self, database: Database, publisher: Publisher) -> None:
        self._outbox = database[COLLECTION]
        self._publisher = publisher
        self._fresh: deque[Row] = deque()
        self._wake = asyncio.Event()
        self._swept_at = 0.0
        self._publishing = asyncio.Lock()
        self._closing = False
        self.published = 0
        self.waiting, self.oldest_s = 0, 0.0
        """Rows of all replicas and the age of the oldest, as `state` found them last."""

    @property
    def is_idle(self) -> bool:
        """Nothing of this replica's own is waiting or on its way."""
        return not self._fresh and not self._publishing.locked()

    def offer(self, rows: Sequence[Row]) -> None:
        """Rows this replica has just committed."""
        if len(self._fresh) < HELD_IN_MEMORY:
            self._fresh.extend(rows)
        self._wake.set()

    async def run(self) -> None:
        """Publish until flushed or cancelled; trouble is logged and tried again."""
        while not self._closing:
            await self._wait()
            try:
                await self.publish_some()
            except (NotPublished, PyMongoError) as error:
                log.warning("outbox_not_published", error=str(error)[:200])
                self._fresh.clear()  # their leases run out; the sweep finds them when the broker is back
                await asyncio.sleep(SWEEP_EVERY_S)

    async def publish_some(self) -> int:
        """Publish a batch of this replica's own rows, or of rows nobody holds; how many were confirmed."""
        async with self._publishing:
            rows = [self._fresh.popleft() for _ in range(min(BATCH, len(self._fresh)))]
            if not rows and time.monotonic() - self._swept_at >= SWEEP_EVERY_S:
                rows = await self._claim()
                if len(rows) < BATCH:
                    self._swept_at = time.monotonic()
            return await self._publish(rows) if rows else 0

    async def flush(self, timeout_s: float) -> None:
        """Publish what this replica still holds before it goes; `run` ends."""
        self._closing = True
        self._wake.set()
        try:
            async with asyncio.timeout(timeout_s):
                while self._fresh:
                    await self.publish_some()
                async with self._publishing:
                    return  # what was on its way is confirmed and deleted: nobody will publish it again
        except (TimeoutError, NotPublished, PyMongoError):
            log.info("outbox_left_to_others", rows=len(self._fresh))

    async def state(self) -> tuple[int, float]:
        """How many rows are waiting, and the age of the oldest in seconds."""
        oldest = await self._outbox.find_one({}, {"at": 1}, sort=[("at", ASCENDING)])
        if oldest is None:
            self.waiting, self.oldest_s = 0, 0.0
        else:
            self.waiting = await self._outbox.count_documents({}, limit=100_000)
            self.oldest_s = max(0.0, (datetime.now(UTC) - oldest["at"]).total_seconds())
        return self.waiting, self.oldest_s

    async def _wait(self) -> None:
        if self._fresh:
            return
        self._wake.clear()
        rest = SWEEP_EVERY_S - (time.monotonic() - self._swept_at)
        if rest > 0:
            try:
                async with asyncio.timeout(rest):
                    await self._wake.wait()
            except TimeoutError:
                return

    async def _claim(self) -> list[Row]:
        """Rows whose holder is gone, now held by this replica."""
        now = datetime.now(UTC)
        free: dict[str, Any] = {"lease_until": {"$lt": now}}
        found = await self._outbox.find(free, {"_id": 1}).sort("lease_until", ASCENDING).limit(BATCH).to_list()
        if not found:
            return []
        mark = new_id()
        ids = [row["_id"] for row in found]
        await self._outbox.update_many(
            {"_id": {"$in": ids}, **free}, {"$set": {"lease_until": now + LEASE, "holder": mark}}
        )
        return await self._outbox.find({"_id": {"$in": ids}, "holder": mark}).to_list()

    async def _publish(self, rows: Sequence[Row]) -> int:
        results = await asyncio.gather(
            *(self._publisher.publish(_outgoing(row)) for row in rows), return_exceptions=True
        )
        done = [row["_id"] for row, result in zip(rows, results, strict=True) if result is None]
        if done:
            await self._outbox.delete_many({"_id": {"$in": done}})
            metrics.PUBLISHED.inc(len(done))
            self.published += len(done)
        failures = [result for result in results if result is not None]
        if failures:
            metrics.NOT_PUBLISHED.inc(len(failures))
            raise next((f for f in failures if not isinstance(f, NotPublished)), failures[0])
        return len(done)

"""Durable timers: rows in the owner's database, claimed under a lease by any replica, fired at least once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import structlog
from pymongo import ASCENDING, DeleteOne, IndexModel, ReplaceOne
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import PyMongoError

from libs.common import metrics
from libs.common.clock import Clock
from libs.common.errors import AlreadyHandled, Retryable
from libs.common.ids import new_id
from libs.common.mongo import Database, Lookups, Operation, Row, write_all
from libs.common.unit import CancelledTimer, Timer, Unit

COLLECTION = "timers"
INDEXES = {COLLECTION: [IndexModel([("due_at", ASCENDING)])]}
LEASE = timedelta(seconds=30)
LONGEST_WAIT_S = 1.0
BATCH = 100
LONGEST_BACKOFF = timedelta(minutes=10)

TimerUseCase = Callable[[Timer], Awaitable[Unit]]
Settle = Callable[[Callable[[], Awaitable[Unit]]], Awaitable[None]]
"""`Handling.settle`: many timers of one moment may write the same thing, and each must have its turn."""

log = structlog.get_logger(__name__)


async def write(database: Database, units: Sequence[Unit], session: AsyncClientSession) -> None:
    """The timers of several units, in their transaction; of one that a unit sets and cancels, the last word."""
    last = {timer.id: timer for unit in units for timer in unit.timers}
    if last:
        await write_all(database[COLLECTION], map(_operation, last.values()), session)


def _operation(timer: Timer | CancelledTimer) -> Operation:
    if isinstance(timer, CancelledTimer):
        return DeleteOne({"_id": timer.id})
    # A new revision each time: a replica that fires the old one finds that it moved.
    row = {"_id": timer.id, **asdict(timer), "revision": new_id(), "lease_until": None, "tries": 0}
    return ReplaceOne({"_id": timer.id}, row, upsert=True)


def _timer(row: Row) -> Timer:
    return Timer(**{name: row[name] for name in Timer.__dataclass_fields__})


class Timers:
    """Fires what is due."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settle: Settle,
        use_cases: Mapping[str, TimerUseCase],
    ) -> None:
        self._timers, self._clock, self._settle, self._use_cases = database[COLLECTION], clock, settle, use_cases
        self._revisions = Lookups(self._revisions_of)
        self._wake = asyncio.Event()
        self._firing = 0

    @property
    def is_idle(self) -> bool:
        """This replica is not firing anything."""
        return self._firing == 0

    def look_again(self) -> None:
        """Business time has moved."""
        self._wake.set()

    async def run(self) -> None:
        """Fire until cancelled."""
        while True:
            try:
                fired = await self.fire_due()
            except PyMongoError as error:
                log.warning("timers_unreachable", error=type(error).__name__)
                fired = 0
            if not fired:
                await self._wait()

    async def fire_due(self) -> int:
        """Claim a batch of due timers and fire each; how many were claimed."""
        claimed = await self._claim()
        self._firing = len(claimed)
        try:
            await asyncio.gather(*(self._fire(row) for row in claimed))
        finally:
            self._firing = 0
        return len(claimed)

    async def state(self) -> tuple[int, datetime | None]:
        """How many are due, and when the next of all falls due (business time)."""
        due = await self._timers.count_documents({"due_at": {"$lte": self._clock.now()}}, limit=100_000)
        first = await self._timers.find_one({}, {"due_at": 1}, sort=[("due_at", ASCENDING)])
        return due, first["due_at"] if first else None

    async def _wait(self) -> None:
        self._wake.clear()
        try:
            async with asyncio.timeout(LONGEST_WAIT_S):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _claim(self) -> list[Row]:
        machine_now = datetime.now(UTC)
        free = {
            "due_at": {"$lte": self._clock.now()},
            "$or": [{"lease_until": None}, {"lease_until": {"$lt": machine_now}}],
        }
        found = await self._timers.find(free, {"_id": 1}).sort("due_at", ASCENDING).limit(BATCH).to_list()
        if not found:
            return []
        mark, ids = new_id(), [row["_id"] for row in found]
        await self._timers.update_many(
            {"_id": {"$in": ids}, **free}, {"$set": {"lease_until": machine_now + LEASE, "holder": mark}}
        )
        return await self._timers.find({"_id": {"$in": ids}, "holder": mark}).to_list()

    async def _fire(self, row: Row) -> None:
        timer = _timer(row)
        try:
            await self._settle(lambda: self._decide(timer))
            metrics.TIMERS_FIRED.labels(timer.kind).inc()
        except AlreadyHandled:
            return
        except (Retryable, PyMongoError) as error:
            log.warning("timer_not_fired", timer=timer.kind, error=str(error)[:200], tries=row["tries"] + 1)
            await self._back_off(row)
        except Exception:
            # Kept, with growing pauses: a timer has no broker to park it, and its row is the only trace of it.
            log.exception("timer_failed", timer=timer.kind, tries=row["tries"] + 1)
            await self._back_off(row)

    async def _decide(self, timer: Timer) -> Unit:
        """What it comes to, unless it was moved, cancelled or fired meanwhile."""
        if (await self._revisions.find(timer.id)).get(timer.id) != timer.revision:
            raise AlreadyHandled
        return await self._use_cases[timer.kind](timer)

    async def _revisions_of(self, ids: frozenset[str]) -> dict[str, str]:
        rows = self._timers.find({"_id": {"$in": list(ids)}}, {"revision": 1}, batch_size=len(ids) + 1)
        return {row["_id"]: row["revision"] async for row in rows}

    async def _back_off(self, row: Row) -> None:
        pause = min(LONGEST_BACKOFF, timedelta(seconds=2 ** min(row["tries"], 10)))
        try:
            await self._timers.update_one(
                {"_id": row["_id"], "revision": row["revision"]},
                {"$set": {"lease_until": datetime.now(UTC) + pause}, "$inc": {"tries": 1}},
            )
        except PyMongoError:
            return  # its lease runs out by itself

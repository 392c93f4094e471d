"""What webhooks have been told: a place in the log for each, and a row for every fact that was tried."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne, ReturnDocument
from pymongo.errors import DuplicateKeyError

from libs.common.ids import new_id
from libs.common.mongo import Database, Row
from services.gateway.domain.webhooks import Delivery, DeliveryState, Progress, Webhook

PROGRESS, DELIVERIES = "webhook_progress", "webhook_deliveries"
KEPT = timedelta(days=14)
"""How long it can be read what became of a delivery that has ended."""

INDEXES: dict[str, list[IndexModel]] = {
    PROGRESS: [],
    DELIVERIES: [
        IndexModel([("org", ASCENDING), ("webhook_id", ASCENDING), ("position", DESCENDING)]),
        IndexModel([("org", ASCENDING), ("webhook_id", ASCENDING), ("state", ASCENDING), ("next_try_at", ASCENDING)]),
        IndexModel([("ended_at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds())),
    ],
}


@dataclass(frozen=True, slots=True)
class Held:
    """A webhook's progress, in the hands of one replica for a while."""

    progress: Progress
    holder: str
    until: datetime


class Outgoing:
    """The progress and the deliveries of the webhooks of all organisations."""

    def __init__(self, database: Database) -> None:
        self._progress, self._deliveries = database[PROGRESS], database[DELIVERIES]
        self._progress_of = TypeAdapter(Progress)
        self._delivery_of = TypeAdapter(Delivery)

    async def progress_of(self, webhooks: Collection[Webhook], free_at: datetime) -> list[tuple[Webhook, Progress]]:
        """Where each stands that nobody holds at this time."""
        ids = [_key(webhook) for webhook in webhooks]
        rows = {row["_id"]: row async for row in self._progress.find({"_id": {"$in": ids}})}
        found = [(webhook, rows.get(_key(webhook))) for webhook in webhooks]
        return [(webhook, self._read(webhook, row)) for webhook, row in found if not row or _is_free(row, free_at)]

    async def claim(self, webhook: Webhook, at: datetime, lease: timedelta) -> Held | None:
        """Hold it alone; None where somebody else does."""
        holder, until = new_id(), at + lease
        free = {"_id": _key(webhook), "lease_until": {"$not": {"$gt": at}}}
        try:
            row = await self._progress.find_one_and_update(
                free,
                {"$set": {"holder": holder, "lease_until": until}, "$setOnInsert": _beginning(webhook)},
                upsert=True,
                return_document=ReturnDocument.AFTER,
            )
        except DuplicateKeyError:
            return None  # it is there and held
        return Held(self._read(webhook, row), holder, until)

    async def record(self, held: Held, tried: Sequence[Delivery], after: Progress, *, is_done: bool) -> bool:
        """What was tried, then how far it has come: killed in between, it is tried again. False: it is not ours."""
        if tried:
            rows = (self._row(delivery) for delivery in tried)
            await self._deliveries.bulk_write([ReplaceOne({"_id": row["_id"]}, row, upsert=True) for row in rows])
        moved = self._progress_of.dump_python(after) | {"next_try_at": await self._next_try(after)}
        if is_done:
            moved |= {"holder": None, "lease_until": None}
        found = await self._progress.update_one({"_id": _key(after), "holder": held.holder}, {"$set": moved})
        return found.matched_count == 1

    async def move(self, webhook: Webhook, position: int) -> None:
        """Tell everything after this position, whatever it was told before. Who holds it holds it no more."""
        fresh = {**_beginning(webhook), "position": position, "holder": None, "lease_until": None}
        await self._progress.update_one({"_id": _key(webhook)}, {"$set": fresh}, upsert=True)

    async def due(self, progress: Progress, at: datetime, limit: int) -> list[Delivery]:
        """What is to be tried again by now."""
        query = {**_waiting(progress), "next_try_at": {"$lte": at}}
        return await self._list(query, "next_try_at", ASCENDING, limit)

    async def list_(
        self, webhook: Webhook, *, before: int | None, state: DeliveryState | None, limit: int
    ) -> list[Delivery]:
        """The newest facts first."""
        query: dict[str, Any] = {"org": webhook.org, "webhook_id": webhook.webhook_id}
        query |= {"position": {"$lt": before}} if before is not None else {}
        query |= {"state": state.value} if state else {}
        return await self._list(query, "position", DESCENDING, limit)

    async def forget(self, webhook: Webhook) -> None:
        """It is gone, and so is what it was told."""
        await self._progress.delete_one({"_id": _key(webhook)})
        await self._deliveries.delete_many({"org": webhook.org, "webhook_id": webhook.webhook_id})

    async def _next_try(self, progress: Progress) -> datetime | None:
        row = await self._deliveries.find_one(_waiting(progress), sort=[("next_try_at", ASCENDING)])
        return row["next_try_at"] if row else None

    async def _list(self, query: Mapping[str, Any], by: str, order: int, limit: int) -> list[Delivery]:
        rows: Iterable[Row] = await self._deliveries.find(query).sort(by, order).limit(limit).to_list()
        return [self._delivery_of.validate_python(row) for row in rows]

    def _read(self, webhook: Webhook, row: Row | None) -> Progress:
        return self._progress_of.validate_python(row or _beginning(webhook))

    def _row(self, delivery: Delivery) -> Row:
        has_ended = delivery.state is not DeliveryState.WAITING
        row = self._delivery_of.dump_python(delivery)
        key = f"{delivery.org}/{delivery.webhook_id}/{delivery.event_id}"
        return {"_id": key, **row, "ended_at": delivery.last_at if has_ended else None}


def _key(of: Webhook | Progress) -> str:
    return f"{of.org}/{of.webhook_id}"


def _beginning(webhook: Webhook) -> Row:
    return {"org": webhook.org, "webhook_id": webhook.webhook_id, "position": webhook.begins_after} | {
        "failing_since": None,
        "troubles": 0,
        "resting_until": None,
        "next_try_at": None,
    }


def _is_free(row: Row, at: datetime) -> bool:
    return row["lease_until"] is None or row["lease_until"] <= at


def _waiting(of: Progress) -> Row:
    return {"org": of.org, "webhook_id": of.webhook_id, "state": DeliveryState.WAITING.value}

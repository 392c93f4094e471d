"""What could not be handled: written down with its reason, listed, shown, redriven or dropped."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection
from pymongo import ASCENDING, IndexModel
from pymongo.errors import PyMongoError

from libs.common import deliveries, outbox, topology
from libs.common.contracts import Service
from libs.common.crypto import Box
from libs.common.erasing import Tombstones
from libs.common.ids import derived_id
from libs.common.mongo import Client, Collection, Database, Row, behind, newest_first
from libs.common.pages import cursor_at, newest
from libs.common.publisher import Outgoing

COLLECTION = "dead_letters"
KEPT = timedelta(days=30)
INDEXES = {
    COLLECTION: [
        IndexModel([("at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds())),
        IndexModel([("origin", ASCENDING), *newest_first("at")]),
    ]
}
LARGEST_BODY = 8 * 1024 * 1024
"""A MongoDB document ends at 16 MiB. A larger body is cut; it was too large for every handler anyway."""

WAITING, REDRIVEN, DROPPED = "waiting", "redriven", "dropped"
OF_AN_ERASED = "It names somebody who was erased; its content was not kept."
MOST_TEXTS = 10_000
LONGEST_ID = 128

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that was given up; the body stays sealed until somebody asks to see it."""

    id: str
    org: str | None
    queue: str
    type: str | None
    event_id: str | None
    origin: str | None
    code: str
    detail: str
    attempts: int
    at: datetime
    state: str
    note: str | None = None

    @property
    def cursor(self) -> str:
        """Where a page ends with it."""
        return cursor_at([newest(self.at), self.id])


class DeadLetters:
    """The dead letters of one service."""

    def __init__(self, service: Service, database: Database, box: Box, tombstones: Tombstones) -> None:
        self._service, self._database, self._box, self._tombstones = service, database, box, tombstones
        self._letters: Collection = database[COLLECTION]

    async def consume(self, connection: AbstractRobustConnection) -> None:
        """Drain the dead queue at once into the collection."""
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=20)
        queue = await channel.get_queue(topology.dead_queue(self._service), ensure=False)

        async def on_dead(message: AbstractIncomingMessage) -> None:
            try:
                await self.keep(message)
            except PyMongoError:
                await message.reject(requeue=True)
            else:
                await message.ack()

        await queue.consume(on_dead)

    async def keep(self, message: AbstractIncomingMessage) -> None:
        """Write it down; the same delivery again changes nothing."""
        headers = dict(message.headers)
        died = headers.get("x-death")
        failed_at = headers.get(deliveries.FAILED_AT) or repr(died)
        digest = hashlib.sha256(message.body).hexdigest()
        key = derived_id("dead", str(message.message_id), digest, str(failed_at))
        # Only the broker adds `x-death`: it gave up a message that no handler lived to settle. Nothing else in the
        # headers of such a message is ours.
        crashed = died is not None or deliveries.REASON not in headers
        queue = _first_death(died, "queue") if crashed else headers.get(deliveries.QUEUE)
        org = None if queue == topology.INBOUND else _org_of(message.body)
        row = {
            "org": org,
            "queue": queue,
            "type": message.type,
            "event_id": message.message_id,
            "origin": _origin(headers, died),
            "code": "crashed-its-handlers" if crashed else headers[deliveries.REASON],
            "detail": "" if crashed else headers.get(deliveries.DETAIL, ""),
            "attempts": _count(headers.get(deliveries.ATTEMPT)) + 1,
            "at": datetime.now(UTC),
            "state": WAITING,
            "body": self._box.seal(message.body[:LARGEST_BODY], f"dead:{key}"),
            "headers": {name: value for name, value in headers.items() if isinstance(value, str | int)},
            "content_type": message.content_type,
            "correlation_id": message.correlation_id,
        }
        if await self._tombstones.name(org, _texts(message.body)):
            row |= {"state": DROPPED, "note": OF_AN_ERASED, "body": self._box.seal(b"", f"dead:{key}")}
        await self._letters.update_one({"_id": key}, {"$setOnInsert": row}, upsert=True)
        log.warning("dead_letter_kept", dead_letter=key, code=row["code"], queue=row["queue"])

    async def find(self, key: str) -> DeadLetter | None:
        """One of them, without its body."""
        row = await self._letters.find_one({"_id": key}, {"body": 0})
        return _letter(row) if row else None

    async def list_(
        self,
        *,
        origins: Sequence[str] | None = None,
        state: str | None = WAITING,
        code: str | None = None,
        cursor: str | None = None,
        limit: int = 100,
    ) -> list[DeadLetter]:
        """The newest first, behind a cursor; those that came by some inbound exchanges, or with one reason, or all."""
        query = behind("at", cursor) | ({"state": state} if state else {}) | ({"code": code} if code else {})
        if origins is not None:
            query["origin"] = {"$in": list(origins)}
        rows = self._letters.find(query, {"body": 0}).sort(newest_first("at")).limit(limit)
        return [_letter(row) async for row in rows]

    async def body(self, key: str) -> bytes:
        """What was in it; KeyError where there is no such letter."""
        row = await self._letters.find_one({"_id": key}, {"body": 1})
        if row is None:
            raise KeyError(key)
        return self._box.open(bytes(row["body"]), f"dead:{key}")

    async def redrive(self, client: Client, key: str) -> bool:
        """Back to the queue where it failed, with its id and origin, its attempts forgotten. False if not waiting."""
        row = await self._letters.find_one({"_id": key, "state": WAITING})
        if row is None:
            return False
        message = Outgoing(
            exchange=topology.DEFAULT,
            routing_key=row["queue"],
            body=self._box.open(bytes(row["body"]), f"dead:{key}"),
            message_id=row["event_id"],
            type=row["type"],
            content_type=row["content_type"],
            headers=_fresh(row["headers"]),
            correlation_id=row["correlation_id"],
        )
        async with client.start_session() as session, await session.start_transaction():
            moved = await self._letters.update_one(
                {"_id": key, "state": WAITING}, {"$set": {"state": REDRIVEN}}, session=session
            )
            if moved.matched_count:
                rows = self._database[outbox.COLLECTION]
                # Leased to nobody: the next sweep of any replica takes it.
                row = outbox.message_row(message, f"redrive/{key}") | {"lease_until": datetime.now(UTC)}
                await rows.insert_one(row, session=session)
        return bool(moved.matched_count)

    async def forget(self, org: str, person_id: str, exchanges: Sequence[str] | None = None) -> int:
        """Remove all that name a person, whatever became of them, with their bodies; how many.

        Of those that name no organisation all, or those that came in by its `exchanges`.
        """
        unnamed: Row = {"org": None} | ({"origin": {"$in": list(exchanges)}} if exchanges is not None else {})
        rows = self._letters.find({"$or": [{"org": org}, unnamed]}, {"body": 1})
        named = [row["_id"] async for row in rows if self._names(row, person_id)]
        await self._letters.delete_many({"_id": {"$in": named}})
        return len(named)

    def _names(self, row: Row, person_id: str) -> bool:
        body = self._box.open(bytes(row["body"]), f"dead:{row['_id']}")
        try:
            return _holds(json.loads(body), person_id)
        except (ValueError, RecursionError):
            return person_id.encode() in body

    async def drop(self, key: str, note: str) -> bool:
        """Give it up for good, with the reason. False if it is not waiting."""
        dropped = await self._letters.update_one(
            {"_id": key, "state": WAITING}, {"$set": {"state": DROPPED, "note": note}}
        )
        return bool(dropped.matched_count)


def _letter(row: Row) -> DeadLetter:
    names = DeadLetter.__dataclass_fields__
    return DeadLetter(**{"id": row["_id"]} | {name: value for name, value in row.items() if name in names})


def _fresh(headers: Mapping[str, Any]) -> dict[str, Any]:
    """Headers without what this failure left there; the origin stays, it is who sent it."""
    ours = {
        deliveries.ATTEMPT,
        deliveries.WAITED,
        deliveries.REASON,
        deliveries.DETAIL,
        deliveries.QUEUE,
        deliveries.FAILED_AT,
    }
    return {name: value for name, value in headers.items() if name not in ours and not name.startswith("x-first-death")}


def _org_of(body: bytes) -> str | None:
    """The organisation an event of the house names. What an outsider's body names is not believed."""
    try:
        org = json.loads(body)["org"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return org if isinstance(org, str) else None


def _holds(content: Any, text: str) -> bool:
    """Somewhere in it is a value that is `text`, and not only has it in it: another's id may begin with this one."""
    match content:
        case dict():
            return any(_holds(value, text) for value in content.values())
        case list():
            return any(_holds(value, text) for value in content)
        case _:
            return bool(content == text)


def _texts(body: bytes) -> set[str]:
    """All in it that could be somebody's id: the values of a document, the words of what is none."""
    try:
        found = list(_values(json.loads(body)))
    except (ValueError, RecursionError):
        found = re.findall(r"[^\s\"'<>(){}\[\],;]+", body.decode(errors="replace"))
    return {text for text in found[:MOST_TEXTS] if len(text) <= LONGEST_ID}


def _values(content: Any) -> Iterator[str]:
    match content:
        case dict():
            for value in content.values():
                yield from _values(value)
        case list():
            for value in content:
                yield from _values(value)
        case str():
            yield content


def _first_death(died: object, name: str) -> str | None:
    if isinstance(died, list) and died and isinstance(died[0], Mapping):
        return str(died[0].get(name))
    return None


def _origin(headers: Mapping[str, Any], died: object) -> str | None:
    """The exchange it came in by. Its stamp is believed only where the house itself published it last."""
    exchange = _first_death(died, "exchange")
    return exchange or headers.get(deliveries.ORIGIN)


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0

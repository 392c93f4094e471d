"""Every outbox row reaches the broker, whoever dies or is away. On real servers."""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from libs.common import outbox
from libs.common.contracts import Service
from libs.common.contracts.entries import EntryWritten
from libs.common.mongo import Database, ensure_indexes
from libs.common.outbox import Relay
from libs.common.publisher import NotPublished, Outgoing, Publisher
from tests.integration.common.diary import written
from tests.support.running import Bench, Listener, eventually
from tests.support.stack import TestStack


async def left_rows(bench: Bench, count: int, *, held_until: datetime) -> Database:
    """What a process leaves behind that died before it could publish."""
    database = bench.database(Service.JOURNAL)
    await ensure_indexes(database, outbox.INDEXES)
    events = [bench.event(written(f"pair_{n}", n), f"pair_{n}") for n in range(count)]
    await database[outbox.COLLECTION].insert_many(
        [outbox.row_of(event) | {"lease_until": held_until} for event in events]
    )
    return database


async def rows(database: Database) -> int:
    return await database[outbox.COLLECTION].count_documents({})


def distinct(heard: Listener) -> set[str]:
    return {event.id for event in heard.events}


async def test_rows_of_a_dead_process_are_taken_over_and_published_once(bench: Bench) -> None:
    heard = await bench.listen(EntryWritten)
    database = await left_rows(bench, 500, held_until=datetime.now(UTC) - timedelta(seconds=1))
    publishers = [Publisher(bench.amqp_url, f"relay {n}") for n in range(3)]
    tasks = [asyncio.create_task(Relay(database, publisher).run()) for publisher in publishers]

    async def empty() -> bool:
        return await rows(database) == 0

    await eventually(empty, what="an empty outbox")
    await heard.expect(EntryWritten, 500)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*(publisher.close() for publisher in publishers))
    assert len(heard.events) == len(distinct(heard)) == 500


async def test_rows_that_another_replica_holds_are_left_to_it(bench: Bench) -> None:
    database = await left_rows(bench, 5, held_until=datetime.now(UTC) + timedelta(minutes=1))
    publisher = Publisher(bench.amqp_url, "relay")
    assert await Relay(database, publisher).publish_some() == 0
    await publisher.close()
    assert await rows(database) == 5


async def test_what_nobody_is_bound_to_stays_in_the_outbox(bench: Bench) -> None:
    """An unroutable event is never taken for published."""
    database = await left_rows(bench, 1, held_until=datetime.now(UTC) - timedelta(seconds=1))
    await database[outbox.COLLECTION].update_many({}, {"$set": {"routing_key": "nobody.listens.v1"}})
    publisher = Publisher(bench.amqp_url, "relay")
    relay = Relay(database, publisher)
    with pytest.raises(NotPublished):
        await relay.publish_some()
    await publisher.close()
    assert await rows(database) == 1


async def test_publishing_goes_on_after_the_broker_closed_the_connection(bench: Bench, stack: TestStack) -> None:
    heard = await bench.listen(EntryWritten)
    publisher = Publisher(bench.amqp_url, "relay-to-be-closed")
    await publisher.publish(_message(bench, "1"))

    async def closed() -> bool:
        found = [
            c for c in stack.api("GET", "/connections").json() if c.get("user_provided_name") == "relay-to-be-closed"
        ]
        for connection in found:
            stack.api("DELETE", f"/connections/{quote(connection['name'])}")
        return bool(found)

    await eventually(closed, what="the connection in the broker's list")

    async def published() -> bool:
        try:
            await publisher.publish(_message(bench, "2"))
        except NotPublished:
            return False
        return True

    await eventually(published, what="publishing again")
    assert len(await heard.expect(EntryWritten, 2)) >= 2
    await publisher.close()


def _message(bench: Bench, message_id: str) -> Outgoing:
    body = bench.event(written("pair_1", 1), "pair_1").to_json()
    return Outgoing("bothways.events", "acme.EntryWritten.v1", body, message_id=message_id, type=EntryWritten.type)


async def test_the_age_of_the_oldest_row_is_known(bench: Bench) -> None:
    database = await left_rows(bench, 3, held_until=datetime.now(UTC))
    await database[outbox.COLLECTION].update_one({}, {"$set": {"at": datetime.now(UTC) - timedelta(minutes=5)}})
    publisher = Publisher(bench.amqp_url, "relay")
    waiting, oldest = await Relay(database, publisher).state()
    await publisher.close()
    assert waiting == 3
    assert 299 < oldest < 330

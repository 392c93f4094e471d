"""The servers under the tests are real, apart for each test, and can be killed where a test needs it."""

import asyncio
from typing import Any

import aio_pika
import pymongo

from tests.support.stack import TestStack, own_servers


async def test_a_message_goes_through_the_vhost_of_the_test(stack: TestStack, vhost: str) -> None:
    connection = await aio_pika.connect(stack.amqp_url(vhost))
    async with connection, connection.channel() as channel:
        queue = await channel.declare_queue("q", durable=True, arguments={"x-queue-type": "quorum"})
        await channel.default_exchange.publish(aio_pika.Message(b"hello", delivery_mode=2), routing_key="q")
        message = await queue.get(timeout=10)
        await message.ack()
    assert message.body == b"hello"


async def test_the_database_has_transactions_and_change_streams(
    mongo_client: pymongo.AsyncMongoClient[dict[str, Any]], database_prefix: str
) -> None:
    things = mongo_client[f"{database_prefix}_house"]["things"]
    async with await things.watch() as changes:
        async with mongo_client.start_session() as session, await session.start_transaction():
            await things.insert_one({"_id": "a"}, session=session)
        change = await changes.next()
    assert change["documentKey"] == {"_id": "a"}


async def test_own_servers_come_back_with_their_data_after_a_kill() -> None:
    with own_servers() as own:
        with pymongo.MongoClient[dict[str, Any]](own.stack.mongo_url) as client:
            client.kept.things.insert_one({"_id": "a"})
        own.stack.api("PUT", "/queues/bothways/kept", {"durable": True, "arguments": {"x-queue-type": "quorum"}})
        own.rabbit.kill()
        own.mongo.kill()
        await asyncio.to_thread(own.mongo.start)
        await asyncio.to_thread(own.rabbit.start)
        with pymongo.MongoClient[dict[str, Any]](own.stack.mongo_url) as client:
            assert client.kept.things.count_documents({}) == 1
        assert own.stack.api("GET", "/queues/bothways/kept").json()["type"] == "quorum"

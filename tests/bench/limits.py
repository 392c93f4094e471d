"""The limits: broker, database and framework, each alone. `python -m tests.bench.limits NAME MESSAGES`.

A process per measurement; it prints seconds and CPU seconds of its timed part as JSON. What it needs is ready before
the clock starts: connections, messages in the queue, collections.
"""

import asyncio
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import aio_pika
import orjson
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractQueue
from pymongo.asynchronous.client_session import AsyncClientSession

from libs.common import topology, tracing
from libs.common.collector import calm_collector
from libs.common.committer import INBOX
from libs.common.contracts import Event
from libs.common.deliveries import Deliveries, RetryPolicy
from libs.common.handling import D, Handling
from libs.common.messaging import Subscriptions, broker_for
from libs.common.mongo import Client, Row, connect, database_of
from libs.common.publisher import Publisher
from libs.common.unit import Unit
from tests.bench.events import meeting
from tests.bench.filling import message_of, publish_all
from tests.bench.tiny import MEETINGS, SERVICE

GROUP = 200
QUEUE = topology.events_queue(SERVICE)
LINGER_S = 0.003


@dataclass(slots=True)
class Took:
    """What the timed part took."""

    seconds: float = 0.0
    cpu_s: float = 0.0


@contextmanager
def clock() -> Iterator[Took]:
    """Times what is inside."""
    took, began, cpu = Took(), time.perf_counter(), _cpu_s()
    yield took
    took.seconds, took.cpu_s = time.perf_counter() - began, _cpu_s() - cpu


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True, slots=True)
class Pipe:
    """An open channel, a queue of this measurement's own, a database."""

    url: str
    channel: AbstractChannel
    queue: AbstractQueue
    client: Client
    database: str
    messages: int

    async def fill(self) -> None:
        """All messages into the queue."""
        await publish_all(self.channel, QUEUE, [message_of(meeting()) for _ in range(self.messages)])

    async def prepare_collections(self) -> None:
        """Empty, and there: a transaction should not make them."""
        database = database_of(self.client, self.database)
        for name in (INBOX, MEETINGS):
            await database.drop_collection(name)
            await database.create_collection(name)

    async def transact(self, events: Sequence[dict[str, Any]]) -> None:
        """The inbox marks and one document each, in one transaction."""
        database, at = database_of(self.client, self.database), datetime.now(UTC)
        marks: list[Row] = [{"_id": f"{e['org']}/{e['source']}/{e['id']}", "at": at} for e in events]
        rows: list[Row] = [{"_id": f"{e['org']}/{e['subject']}", **e["data"]} for e in events]

        async def write(session: AsyncClientSession) -> None:
            await database[INBOX].insert_many(marks, session=session)
            await database[MEETINGS].insert_many(rows, session=session)

        async with self.client.start_session() as session:
            await session.with_transaction(write)


async def publish(pipe: Pipe) -> Took:
    """Persistent, confirmed, 500 on their way at once."""
    ready = [message_of(meeting()) for _ in range(pipe.messages)]
    with clock() as took:
        await publish_all(pipe.channel, QUEUE, ready)
    return took


async def consume(pipe: Pipe) -> Took:
    """Each message acked by itself."""
    return await _consumed(pipe, lambda _: True, multiple=False)


async def consume_in_groups(pipe: Pipe) -> Took:
    """One ack for 200 messages."""
    return await _consumed(pipe, lambda seen: seen % GROUP == 0, multiple=True)


async def _consumed(pipe: Pipe, acks: Callable[[int], bool], *, multiple: bool) -> Took:
    await pipe.fill()
    await pipe.channel.set_qos(5 * GROUP)
    seen, all_seen = 0, asyncio.Event()

    async def take(message: AbstractIncomingMessage) -> None:
        nonlocal seen
        seen += 1
        if acks(seen) or seen == pipe.messages:
            await message.ack(multiple=multiple)
        if seen == pipe.messages:
            all_seen.set()

    with clock() as took:
        await pipe.queue.consume(take)
        await all_seen.wait()
    return took


async def transactions(pipe: Pipe) -> Took:
    """Inbox and effect of 200 events in one transaction, one after the other; no broker."""
    await pipe.prepare_collections()
    events = [orjson.loads(meeting().to_json()) for _ in range(pipe.messages)]
    with clock() as took:
        for first in range(0, pipe.messages, GROUP):
            await pipe.transact(events[first : first + GROUP])
    return took


async def by_hand(pipe: Pipe) -> Took:
    """The shortest way there is: a plain consumer, untyped JSON, a transaction and an ack for 200 messages."""
    await pipe.prepare_collections()
    await pipe.fill()
    await pipe.channel.set_qos(2 * GROUP)
    arrived: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    left = pipe.messages
    with clock() as took:
        await pipe.queue.consume(arrived.put)
        while left:
            group = [await arrived.get()]
            await asyncio.sleep(LINGER_S)
            while len(group) < GROUP and not arrived.empty():
                group.append(arrived.get_nowait())
            await pipe.transact([orjson.loads(message.body) for message in group])
            await group[-1].ack(multiple=True)
            left -= len(group)
    return took


class Counted(Handling):
    """Handles by counting: what delivery costs without any storage."""

    def __init__(self, expected: int) -> None:
        self.left, self.done = expected, asyncio.Event()

    async def __call__(self, event: Event[D], use_case: Callable[[Event[D]], Awaitable[Unit]]) -> None:
        """One less to come."""
        self.left -= 1
        if not self.left:
            self.done.set()


async def deliver(pipe: Pipe) -> Took:
    """FastStream with the house's decoder, filters and middleware, and a handler that stores nothing."""
    tracing.configure(SERVICE, None)
    await pipe.fill()
    broker = broker_for(pipe.url, GROUP, 1)
    counted = Counted(pipe.messages)
    deliveries = Deliveries(SERVICE, Publisher(pipe.url, "limits"), RetryPolicy(()))
    events = Subscriptions(broker, SERVICE, counted, deliveries)
    for contract in topology.SUBSCRIPTIONS[SERVICE]:
        events.on(contract, _nothing)
    await broker.connect()
    with clock() as took:
        await broker.start()
        await counted.done.wait()
    await broker.stop()
    return took


async def _nothing(event: Event[Any]) -> Unit:
    raise AssertionError(f"{event.type}: counted, never handled")


LIMITS: dict[str, Callable[[Pipe], Awaitable[Took]]] = {
    "publish": publish,
    "consume": consume,
    "consume-in-groups": consume_in_groups,
    "transactions": transactions,
    "by-hand": by_hand,
    "deliver": deliver,
}


async def main(name: str, messages: int) -> Took:
    """One measurement, on a queue and database of its own."""
    url, database = os.environ["BENCH_AMQP_URL"], os.environ["BENCH_DATABASE"]
    calm_collector()  # as a service of the house
    client = connect(os.environ["BENCH_MONGO_URL"], "bench")
    connection = await aio_pika.connect(url)
    async with connection, client:
        channel = await connection.channel()
        queue = await channel.declare_queue(QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
        await queue.purge()
        return await LIMITS[name](Pipe(url, channel, queue, client, database, messages))


if __name__ == "__main__":
    sys.stdout.write(orjson.dumps(asdict(asyncio.run(main(sys.argv[1], int(sys.argv[2]))))).decode())

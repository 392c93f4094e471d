"""Services in the loop of the test, on the run's real servers, in a virtual host and databases of the test's own."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

import aio_pika

from libs.common import topology
from libs.common.contracts import AnyEvent, Contract, Event, Service, parse
from libs.common.crypto import Box
from libs.common.erasing import Tombstones
from libs.common.house import Build, House
from libs.common.ids import new_id
from libs.common.mongo import Client, Database, connect, database_of
from libs.common.publisher import CLOUDEVENT
from libs.common.service import Process
from libs.common.settings import CommonSettings

ASK_KEY = base64.b64encode(b"k" * 32).decode()
MASTER_KEY = base64.b64encode(b"m" * 32).decode()
RETRY_DELAYS = (0.1, 0.3)
PATIENCE_S = 45.0
PATIENT_RETRIES = (*RETRY_DELAYS, *[RETRY_DELAYS[-1]] * int(PATIENCE_S / RETRY_DELAYS[-1]))
"""What waits for a fact that comes later is not given up before a test has lost its patience."""

T = TypeVar("T")


class Servers(Protocol):
    """What a test needs of the run's stack."""

    mongo_url: str

    def amqp_url(self, vhost: str) -> str:
        """Where the broker is, for this virtual host."""
        ...


async def eventually(
    check: Callable[[], Awaitable[T | None]], *, within_s: float = PATIENCE_S, what: str | Callable[[], str] = "it"
) -> T:
    """The first truthy answer of `check`; fails the test when there is none in time."""
    end = time.monotonic() + within_s
    while True:
        found = await check()
        if found:
            return found
        if time.monotonic() > end:
            words = what if isinstance(what, str) else what()
            raise AssertionError(f"{words} did not happen within {within_s} s; last answer: {found!r}")
        await asyncio.sleep(0.02)


@dataclass(slots=True)
class Bench:
    """One virtual host with the whole topology, one set of databases, and an outsider's view of both."""

    amqp_url: str
    mongo_url: str
    prefix: str
    client: Client
    connection: aio_pika.abc.AbstractConnection
    channel: aio_pika.abc.AbstractChannel
    org: str = "acme"
    environment: dict[str, str] = field(default_factory=dict)
    retry_delays: tuple[float, ...] = RETRY_DELAYS
    """Each of these as often as a test wants: there are queues for no others."""

    published: list[AnyEvent] = field(default_factory=list)
    """What was put on the bus here, in order."""

    def settings_values(self, service: Service) -> dict[str, Any]:
        """The settings of a service on this bench."""
        own = {"master_keys": MASTER_KEY} if service is Service.JOURNAL else {}
        return own | {
            "env": "test",
            "amqp_url": self.amqp_url,
            "mongo_url": self.mongo_url,
            "database": f"{self.prefix}_{service}",
            "ask_key": ASK_KEY,
            "retry_delays": self.retry_delays,
        }

    def environment_of(self, service: Service) -> dict[str, str]:
        """The same as environment variables, for a service in a process of its own."""
        values = self.settings_values(service) | {"retry_delays": list(self.retry_delays)}
        return {f"BOTHWAYS_{name.upper()}": str(value) for name, value in values.items()} | self.environment

    def database(self, service: Service) -> Database:
        """A service's database."""
        return database_of(self.client, f"{self.prefix}_{service}")

    async def drop_databases(self) -> None:
        """A database keeps a file open for every collection and index, and dies when there are too many."""
        for name in await self.client.list_database_names():
            if name.startswith(f"{self.prefix}_"):
                await self.client.drop_database(name)

    @asynccontextmanager
    async def running(
        self,
        service: Service,
        build: Build,
        settings: CommonSettings | None = None,
        *,
        within_s: float = PATIENCE_S,
    ) -> AsyncIterator[House]:
        """A service in this loop, ready when it consumes; drained at the end."""
        process = Process(service, settings or CommonSettings(**self.settings_values(service)))
        task = asyncio.create_task(process.run(build))

        async def consuming() -> bool:
            if task.done():
                task.result()
            return process.consuming

        try:
            await eventually(consuming, within_s=within_s, what=f"{service} ready")
            yield process.house
        finally:
            process.stop.set()
            await task

    async def publish(self, event: AnyEvent, *, times: int = 1, headers: dict[str, Any] | None = None) -> None:
        """Put an event on the house's exchange as its publisher would."""
        self.published.append(event)
        exchange = await self.channel.get_exchange(topology.EVENTS, ensure=False)
        for _ in range(times):
            message = aio_pika.Message(
                event.to_json(),
                content_type=CLOUDEVENT,
                message_id=event.id,
                correlation_id=event.correlationid,
                type=event.type,
                app_id="bothways",
                headers=headers,
                delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            )
            await exchange.publish(message, routing_key=event.routing_key)

    async def put(self, queue: str, body: bytes, **properties: Any) -> None:
        """Put anything straight into a queue."""
        message = aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT, **properties)
        await self.channel.default_exchange.publish(message, routing_key=queue)

    async def listen(self, *contracts: type[Contract]) -> "Listener":
        """Hear what is published from now on: these events, or all."""
        queue = await self.channel.declare_queue(exclusive=True)
        keys = [f"*.{contract.type.removeprefix('bothways.')}" for contract in contracts] or ["#"]
        for key in keys:
            await queue.bind(topology.EVENTS, key)
        listener = Listener([])
        await queue.consume(listener.hear, no_ack=True)
        return listener

    def event(self, data: Contract, subject: str, **attributes: Any) -> AnyEvent:
        """An event as its publisher would make it."""
        publisher = sorted(data.publishers)[0]
        defaults: dict[str, Any] = {
            "id": new_id(),
            "source": f"/bothways/{publisher}",
            "type": data.type,
            "subject": subject,
            "time": datetime.now(UTC),
            "org": self.org,
            "correlationid": new_id(),
            "data": data,
        }
        return Event(**(defaults | attributes))


@dataclass(slots=True)
class Listener:
    """What was heard, in order."""

    events: list[AnyEvent]
    headers: list[dict[str, Any]] = field(default_factory=list)

    async def hear(self, message: aio_pika.abc.AbstractIncomingMessage) -> None:
        """Keep one."""
        self.events.append(parse(message.body))
        self.headers.append(dict(message.headers))

    def of(self, contract: type[Contract]) -> list[AnyEvent]:
        """Those of one type."""
        return [event for event in self.events if isinstance(event.data, contract)]

    async def expect(self, contract: type[Contract], count: int = 1, *, within_s: float = PATIENCE_S) -> list[AnyEvent]:
        """At least `count` of one type."""

        async def enough() -> bool:
            return len(self.of(contract)) >= count

        def missed() -> str:
            return f"{count} x {contract.event} (heard {len(self.of(contract))})"

        await eventually(enough, within_s=within_s, what=missed)
        return self.of(contract)


def tombstones_of(database: Database) -> Tombstones:
    """As the services of a bench read them."""
    return Tombstones(database, Box(base64.b64decode(ASK_KEY)))


@asynccontextmanager
async def bench(
    stack: Servers, vhost: str, prefix: str, services: Collection[Service] = frozenset(Service)
) -> AsyncIterator[Bench]:
    """A bench on the run's servers, with the queues of these services."""
    client = connect(stack.mongo_url, "tests")
    connection = await aio_pika.connect(stack.amqp_url(vhost))
    channel = await connection.channel()
    await topology.declare(channel, RETRY_DELAYS, services)
    if set(services) != set(Service):
        # In the place of the queues that are not made: whatever is published is for somebody.
        others = await channel.declare_queue("others", exclusive=True, arguments={"x-max-length": 0})
        await others.bind(topology.EVENTS, "#")
    try:
        yield Bench(stack.amqp_url(vhost), stack.mongo_url, prefix, client, connection, channel)
    finally:
        await connection.close()
        await client.close()

"""One process of a service, in one call: settings in, everything running, a bounded drain on SIGTERM."""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aio_pika
import structlog
import uvicorn
from aio_pika.exceptions import AMQPError
from faststream.rabbit import RabbitBroker
from pymongo import IndexModel
from pymongo.errors import PyMongoError

from libs.common import committer, dead_letters, logs, metrics, outbox, timers, tracing
from libs.common.asks import Answers
from libs.common.clock import COLLECTION as CLOCK
from libs.common.clock import Clock, SteppedClock, SystemClock
from libs.common.committer import Committer
from libs.common.contracts import Service
from libs.common.crypto import Box
from libs.common.dead_letters import DeadLetters
from libs.common.health import Ready, health_app
from libs.common.heartbeat import Heartbeat, Heartbeats
from libs.common.ids import new_id
from libs.common.messaging import Deliveries, Handling, RetryPolicy, Subscriptions, broker_for
from libs.common.mongo import Client, Database, connect, database_of, ensure_indexes
from libs.common.outbox import Relay
from libs.common.publisher import Publisher
from libs.common.settings import CommonSettings
from libs.common.timers import Timers, TimerUseCase
from libs.common.unit import Units

RECONNECT_S = 1.0
HTTP_GRACE_S = 3

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class House:
    """What a service's `app` builds itself from."""

    service: Service
    settings: CommonSettings
    client: Client
    database: Database
    clock: Clock
    units: Units
    committer: Committer
    handling: Handling
    deliveries: Deliveries
    broker: RabbitBroker
    publisher: Publisher
    relay: Relay
    box: Box
    dead_letters: DeadLetters
    answers: Answers
    subscriptions: Subscriptions | None = None
    heartbeats: Heartbeats = field(init=False)
    ready: Ready = field(init=False)
    """What `/readyz` says, for a service that serves it itself."""

    @property
    def events(self) -> Subscriptions:
        """Subscribe to the house's events; made on first use."""
        if self.subscriptions is None:
            self.subscriptions = Subscriptions(self.broker, self.service, self.handling, self.deliveries)
        return self.subscriptions


@dataclass(frozen=True, slots=True)
class Parts:
    """What a service adds to the house."""

    indexes: Mapping[str, Sequence[IndexModel]] = field(default_factory=dict)
    timers: Mapping[str, TimerUseCase] = field(default_factory=dict)
    tasks: Sequence[Callable[[], Coroutine[Any, Any, None]]] = ()
    """Work in the background until the process ends."""

    web: Any = None
    """An ASGI application of its own; without one the process serves its health alone."""

    web_address: tuple[str, int] | None = None
    stopping: Sequence[Callable[[], None]] = ()
    """Called first when the process is to end: what would stay open for ever closes by itself."""

    is_idle: Callable[[], bool] = lambda: True
    is_ready: Callable[[], Awaitable[dict[str, bool]]] | None = None
    closing: Sequence[Callable[[], Awaitable[None]]] = ()


Build = Callable[[House], Awaitable[Parts]]


def run(service: Service, settings: CommonSettings, build: Build) -> None:
    """Run until SIGTERM or SIGINT; returns when everything is drained."""
    logs.configure(service, settings)
    tracing.configure(service, settings.otlp_endpoint)
    asyncio.run(_until_signalled(Process(service, settings), build))


async def _until_signalled(process: "Process", build: Build) -> None:
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, process.stop.set)
    await process.run(build)


class _WebServer(uvicorn.Server):
    """Leaves the signals to the process, which drains more than its web side."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Process:
    """A service from its start to its end. `stop` ends it; tests run several in one loop."""

    def __init__(self, service: Service, settings: CommonSettings) -> None:
        self.service, self.settings = service, settings
        self.instance = f"{socket.gethostname()[:20]}-{os.getpid()}-{new_id()[-6:]}"
        self.stop = asyncio.Event()
        self.consuming = False
        self.draining = False
        self.connection: aio_pika.abc.AbstractRobustConnection | None = None
        self.tasks: list[asyncio.Task[None]] = []

    async def run(self, build: Build) -> None:
        """Until `stop` is set."""
        self.house = house = await self._furnish()
        house.ready = self.ready
        self.parts = parts = await build(house)
        if house.subscriptions:
            house.subscriptions.complete()
        self.timers = Timers(house.database, house.clock, house.committer.commit, parts.timers)
        house.heartbeats = Heartbeats(
            self.service, self.instance, house.publisher, house.clock, self._measure, self.timers.look_again
        )
        await self._prepare_database()
        web = self._web_server()
        for work in (house.relay.run, self.timers.run, self._consume, house.heartbeats.run, self._gauge, *parts.tasks):
            self.tasks.append(asyncio.create_task(self._forever(work), name=work.__qualname__))
        serving = asyncio.create_task(web.serve(), name="web")
        log.info("service_started", instance=self.instance)
        stopping = asyncio.create_task(self.stop.wait())
        await asyncio.wait({stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        await self._drain(web, serving)

    async def _furnish(self) -> House:
        settings = self.settings
        client = connect(str(settings.mongo_url), self.service)
        database = database_of(client, settings.database)
        clock: Clock = SteppedClock(database) if settings.time_may_be_stepped else SystemClock()
        publisher = Publisher(_with_heartbeat(str(settings.amqp_url)), f"{self.service} publisher")
        relay = Relay(database, publisher)
        made = Committer(client, database, relay, largest_group=max(1, settings.prefetch // 2))
        units = Units(self.service, clock)
        box = Box(settings.ask_key)
        return House(
            service=self.service,
            settings=settings,
            client=client,
            database=database,
            clock=clock,
            units=units,
            committer=made,
            handling=Handling(units, made),
            deliveries=Deliveries(self.service, publisher, RetryPolicy(settings.retry_delays)),
            broker=broker_for(
                _with_heartbeat(str(settings.amqp_url)), settings.prefetch, settings.drain_timeout.total_seconds()
            ),
            publisher=publisher,
            relay=relay,
            box=box,
            dead_letters=DeadLetters(self.service, database, box),
            answers=Answers(self.service, box),
        )

    async def _prepare_database(self) -> None:
        """Wait for the database: without it a service can do nothing, and starting again would not help."""
        indexes = (
            committer.INDEXES
            | outbox.INDEXES
            | timers.INDEXES
            | dead_letters.INDEXES
            | {CLOCK: []}
            | dict(self.parts.indexes)
        )
        while True:
            try:
                await ensure_indexes(self.house.database, indexes)
                if isinstance(self.house.clock, SteppedClock):
                    await self.house.clock.load()
                return
            except PyMongoError as error:
                log.warning("database_unreachable", error=type(error).__name__)
                await asyncio.sleep(RECONNECT_S)

    async def _consume(self) -> None:
        """Start to consume as soon as the broker is there; from then on the connections restore themselves."""
        house = self.house
        url = _with_heartbeat(str(self.settings.amqp_url))
        while not self.consuming:
            try:
                await house.broker.start()
                if self.connection is None:
                    self.connection = await aio_pika.connect_robust(url, timeout=5, reconnect_interval=1)
                    await house.heartbeats.consume(self.connection)
                    await house.dead_letters.consume(self.connection)
                    if self.service is not Service.GATEWAY:
                        await house.answers.consume(self.connection)
                self.consuming = True
            except (AMQPError, OSError, TimeoutError) as error:
                log.warning("broker_unreachable", error=f"{type(error).__name__}: {str(error)[:200]}")
                connection, self.connection = self.connection, None
                with suppress(AMQPError, OSError, RuntimeError):
                    await house.broker.stop()
                    if connection:
                        await connection.close()
                await asyncio.sleep(RECONNECT_S)
        await asyncio.Event().wait()

    async def _forever(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Background work that failed in a way it did not foresee starts again; it never dies silently."""
        while True:
            try:
                await work()
                return
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if task is None or task.cancelling():
                    raise
                log.warning("background_work_interrupted", work=work.__qualname__)
            except Exception:
                log.exception("background_work_failed", work=work.__qualname__)
            await asyncio.sleep(RECONNECT_S)

    async def _gauge(self) -> None:
        while True:
            with suppress(PyMongoError):
                rows, oldest = await self.house.relay.state()
                due, next_at = await self.timers.state()
                late = (self.house.clock.now() - next_at).total_seconds() if next_at and due else 0.0
                metrics.OUTBOX_ROWS.set(rows)
                metrics.OUTBOX_OLDEST_SECONDS.set(oldest)
                metrics.TIMERS_DUE.set(due)
                metrics.TIMER_OLDEST_SECONDS.set(max(0.0, late))
            await asyncio.sleep(5)

    async def _measure(self) -> Heartbeat:
        house = self.house
        rows, oldest = await house.relay.state()
        due, next_at = await self.timers.state()
        offset = house.clock.offset.total_seconds() if isinstance(house.clock, SteppedClock) else 0.0
        return Heartbeat(
            service=self.service,
            instance=self.instance,
            at=datetime.now(UTC),
            ready=all((await self.ready()).values()),
            idle=house.deliveries.in_flight == 0
            and house.committer.is_idle
            and house.relay.is_idle
            and house.answers.is_idle
            and self.timers.is_idle
            and self.parts.is_idle(),
            handled=house.deliveries.ended + house.committer.committed + house.relay.published,
            outbox_rows=rows,
            outbox_oldest_s=oldest,
            timers_due=due,
            next_timer_at=next_at,
            business_now=house.clock.now(),
            clock_offset_s=offset,
        )

    async def ready(self) -> dict[str, bool]:
        """This replica's own work: its database answers. The outbox bridges a broker that is away."""
        parts = {"running": not self.draining, "database": True}
        try:
            await self.house.database.command("ping")
        except PyMongoError:
            parts["database"] = False
        if self.service is not Service.GATEWAY:
            parts["consuming"] = self.consuming
        if self.parts.is_ready:
            parts |= await self.parts.is_ready()
        return parts

    def _web_server(self) -> uvicorn.Server:
        host, port = self.parts.web_address or (self.settings.health_host, self.settings.health_port)
        config = uvicorn.Config(
            self.parts.web or health_app(self.ready),
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=HTTP_GRACE_S,
            lifespan="on" if self.parts.web else "off",
        )
        return _WebServer(config)

    async def _drain(self, web: uvicorn.Server, serving: asyncio.Task[None]) -> None:
        """Unready, stop taking work, finish what was taken, hand over the rest, close."""
        self.draining = True
        log.info("service_draining", instance=self.instance)
        for stop in self.parts.stopping:
            stop()
        web.should_exit = True
        with suppress(AMQPError, OSError, RuntimeError):
            await self.house.broker.stop()
        await self.house.relay.flush(timeout_s=5)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(serving, return_exceptions=True)
        for close in self.parts.closing:
            await close()
        if self.connection:
            with suppress(AMQPError, OSError, RuntimeError):
                await self.connection.close()
        await self.house.publisher.close()
        await self.house.client.close()
        log.info("service_stopped", instance=self.instance)


def _with_heartbeat(url: str) -> str:
    """A stuck connection is noticed after (heartbeat + 1) * 3 seconds; the default of 60 means three minutes."""
    return f"{url}{'&' if '?' in url else '?'}heartbeat=10"

"""One process of a service, in one call: settings in, everything running, a bounded drain on SIGTERM."""

import asyncio
import faulthandler
import os
import signal
import socket
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress

import aio_pika
import structlog
import uvicorn
import uvloop
from aio_pika.exceptions import AMQPError
from pymongo.errors import PyMongoError

from libs.common import committer, dead_letters, erasing, logs, outbox, timers, tracing
from libs.common.background import end, forever
from libs.common.clock import COLLECTION as CLOCK
from libs.common.clock import SteppedClock
from libs.common.collector import calm_collector
from libs.common.contracts import Service
from libs.common.errors import CannotStart
from libs.common.health import health_app
from libs.common.heartbeat import Heartbeats
from libs.common.house import Build, House, Parts, furnish, with_heartbeat
from libs.common.ids import new_id
from libs.common.mongo import ensure_indexes
from libs.common.settings import CommonSettings
from libs.common.timers import Timers
from libs.common.vitals import Vitals

INDEXES = committer.INDEXES | outbox.INDEXES | timers.INDEXES | dead_letters.INDEXES | erasing.INDEXES | {CLOCK: []}
CONNECT_S = 5.0
RECONNECT_S = 1.0
FLUSH_S = 5.0
HTTP_GRACE_S = 3
KEEP_ALIVE_S = 75
"""Longer than clients and proxies keep a connection: whoever closes first must not be us, while a request comes."""

GOODBYE_S = 2.0
"""For a server to answer a goodbye. One that hangs never does, and the client libraries would wait for it."""

LAST_WORDS_S = 5.0
"""For what a library left behind, after everything of ours has ended."""

log = structlog.get_logger(__name__)


def run(service: Service, settings: CommonSettings, build: Build) -> None:
    """Run until SIGTERM or SIGINT; returns when everything is drained. SystemExit with words where it cannot start."""
    logs.configure(service, settings)
    tracing.configure(service, settings.otlp_endpoint)
    calm_collector()
    try:
        uvloop.run(_until_signalled(Process(service, settings), build))
    except CannotStart as wrong:
        raise SystemExit(f"{service} cannot start: {wrong}") from None


async def _until_signalled(process: "Process", build: Build) -> None:
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, process.stop.set)
    await process.run(build)
    # The loop waits for every task, and a connection that restores itself may take no cancellation.
    faulthandler.dump_traceback_later(LAST_WORDS_S, exit=True)


class _WebServer(uvicorn.Server):
    """Leaves the signals to the process, which drains more than its web side."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Process:
    """A service from its start to its end. `stop` ends it; tests run several in one loop."""

    house: House
    parts: Parts
    timers: Timers
    vitals: Vitals

    def __init__(self, service: Service, settings: CommonSettings) -> None:
        self.service, self.settings = service, settings
        self.instance = f"{socket.gethostname()[:20]}-{os.getpid()}-{new_id()[-6:]}"
        self.stop = asyncio.Event()
        self.consuming = False
        self._attempt: asyncio.Task[bool] | None = None
        self._connections: list[aio_pika.abc.AbstractRobustConnection] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def run(self, build: Build) -> None:
        """Until `stop` is set."""
        await self._assemble(build)
        try:
            if await self._database_is_prepared():
                await self._serve()
        finally:
            await self._close()
        log.info("service_stopped", instance=self.instance)

    async def _assemble(self, build: Build) -> None:
        self.house = house = furnish(self.service, self.settings)
        house.ready = self._ready
        self.parts = await build(house)
        if house.subscriptions:
            house.subscriptions.complete()
        self.timers = Timers(house.database, house.clock, house.handling.settle, self.parts.timers)
        self.vitals = Vitals(house, self.parts, self.timers, self.instance)
        house.heartbeats = Heartbeats(
            self.service, self.instance, house.publisher, house.clock, self.vitals.measure, self.timers.look_again
        )

    @property
    def _patience_s(self) -> float:
        return self.settings.drain_timeout.total_seconds()

    async def _ready(self) -> dict[str, bool]:
        return await self.vitals.ready()

    async def _database_is_prepared(self) -> bool:
        """Waits for the database: without it a service can do nothing. False where it is to end before."""
        while not self.stop.is_set():
            try:
                await ensure_indexes(self.house.database, INDEXES | dict(self.parts.indexes))
                if isinstance(self.house.clock, SteppedClock):
                    await self.house.clock.load()
                if self.parts.check:
                    await self.parts.check()
                return True
            except PyMongoError as error:
                log.warning("database_unreachable", error=type(error).__name__)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.stop.wait(), RECONNECT_S)
        return False

    async def _serve(self) -> None:
        house = self.house
        web, listening = self._web_server()
        for work in (
            house.relay.run,
            self.timers.run,
            self._consume,
            house.heartbeats.run,
            self.vitals.gauge,
            *self.parts.tasks,
        ):
            self._tasks.append(asyncio.create_task(forever(work), name=work.__qualname__))
        serving = asyncio.create_task(web.serve([listening]), name="web")
        stopping = asyncio.create_task(self.stop.wait())
        log.info("service_started", instance=self.instance)
        await asyncio.wait({stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        await self._drain(web, serving)

    async def _consume(self) -> None:
        """Start to consume as soon as the broker is there; from then on the connections restore themselves."""
        while not self.consuming:
            # Cancelled half-way, a connection that restores itself would go on connecting and take no cancellation.
            self._attempt = asyncio.create_task(self._connect(), name="connect")
            self.consuming = self.vitals.is_consuming = await asyncio.shield(self._attempt)
            if not self.consuming:
                await asyncio.sleep(RECONNECT_S)
        await asyncio.Event().wait()

    async def _connect(self) -> bool:
        """Whether everything consumes now."""
        try:
            self._connections.append(await self.house.broker.connect())
            await self.house.broker.start()
            await self._listen()
        except (AMQPError, OSError, TimeoutError) as error:
            log.warning("broker_unreachable", error=f"{type(error).__name__}: {str(error)[:200]}")
            await self._hang_up()
            return False
        return True

    async def _listen(self) -> None:
        """To heartbeats, dead letters and questions."""
        house = self.house
        url = with_heartbeat(str(self.settings.amqp_url))
        connection = await aio_pika.connect_robust(url, timeout=CONNECT_S, reconnect_interval=RECONNECT_S)
        self._connections.append(connection)
        await house.heartbeats.consume(connection)
        await house.dead_letters.consume(connection)
        if self.service is not Service.GATEWAY:
            await house.answers.consume(connection)

    async def _hang_up(self) -> None:
        """The consumers, then their connections: one that is not closed would restore itself for ever."""
        await _goodbye("consumers", self.house.broker.stop())
        while self._connections:
            await _goodbye("consuming connection", self._connections.pop().close())

    def _web_server(self) -> tuple[uvicorn.Server, socket.socket]:
        """It and where it listens; bound here, for uvicorn would end the process in the middle of a task."""
        setting, address = "BOTHWAYS_HEALTH_PORT", (self.settings.health_host, self.settings.health_port)
        if self.parts.web_address:
            setting, address = "BOTHWAYS_PORT", self.parts.web_address
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        try:
            listening = socket.create_server(address, family=family)
        except OSError as error:
            where = "{}:{}".format(*address)
            raise CannotStart(f"{where} cannot be served ({error.strerror}). Give {setting} another port.") from None
        config = uvicorn.Config(
            self.parts.web or health_app(self._ready),
            log_config=None,
            access_log=False,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=HTTP_GRACE_S,
            lifespan="on" if self.parts.web else "off",
        )
        return _WebServer(config), listening

    async def _drain(self, web: uvicorn.Server, serving: asyncio.Task[None]) -> None:
        """Unready, take no more work, finish what was taken, hand over the rest."""
        self.vitals.is_draining = True
        log.info("service_draining", instance=self.instance)
        for stop in self.parts.stopping:
            stop()
        web.should_exit = True
        if self._attempt:
            await _goodbye("attempt to connect", asyncio.wait({self._attempt}), CONNECT_S + GOODBYE_S)
        stopping = asyncio.ensure_future(self.house.broker.stop())
        await self.house.deliveries.until_idle(self._patience_s)
        await _goodbye("consumers", stopping)
        await self.house.relay.flush(FLUSH_S)
        await _goodbye("background work", end(self._tasks))
        await _goodbye("web", serving, HTTP_GRACE_S + GOODBYE_S)

    async def _close(self) -> None:
        for close in self.parts.closing:
            await _goodbye("part", close(), self._patience_s)
        await self._hang_up()
        await _goodbye("publisher", self.house.publisher.close())
        await _goodbye("database", self.house.client.close())


async def _goodbye(what: str, closing: Awaitable[object], within_s: float = GOODBYE_S) -> None:
    """Close something, in time: nothing is lost where it does not succeed."""
    try:
        async with asyncio.timeout(within_s):
            await closing
    except (AMQPError, OSError, TimeoutError, RuntimeError, PyMongoError, ExceptionGroup) as error:
        log.info("ended_without_goodbye", what=what, error=type(error).__name__)

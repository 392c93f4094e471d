"""Every process says how it is, once a second: for `/v1/status`, and for the conductor of stepped time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog
from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection
from pydantic import AwareDatetime, BaseModel, ValidationError
from pymongo.errors import PyMongoError

from libs.common import topology
from libs.common.clock import Clock, SteppedClock
from libs.common.contracts import Service
from libs.common.publisher import Publisher

EVERY_S = 1.0
GONE_AFTER = timedelta(seconds=5)
"""A process that said nothing for this long does not count any more."""

log = structlog.get_logger(__name__)


class Heartbeat(BaseModel):
    """How one process is. Times of the machine, but for `next_timer_at` and `business_now`."""

    service: Service
    instance: str
    at: AwareDatetime
    ready: bool
    idle: bool = False
    """No message, unit, ask, timer or outbox row of its own is under way."""

    handled: int = 0
    outbox_rows: int = 0
    outbox_oldest_s: float = 0
    timers_due: int = 0
    next_timer_at: AwareDatetime | None = None
    business_now: AwareDatetime
    clock_offset_s: float = 0
    wants_answer: bool = False
    """Everybody answers at once: somebody is waiting for fresh news."""


class Heartbeats:
    """Sends this process's heartbeat and remembers the others'."""

    def __init__(
        self,
        service: Service,
        instance: str,
        publisher: Publisher,
        clock: Clock,
        measure: Callable[[], Awaitable[Heartbeat]],
        on_step: Callable[[], None],
    ) -> None:
        self._service, self._instance, self._publisher, self._clock = service, instance, publisher, clock
        self._measure, self._on_step = measure, on_step
        self._known: dict[str, Heartbeat] = {}
        self._news = asyncio.Event()

    def living(self) -> list[Heartbeat]:
        """The newest heartbeat of every process that still sends them."""
        oldest = datetime.now(UTC) - GONE_AFTER
        self._known = {key: beat for key, beat in self._known.items() if beat.at >= oldest}
        return sorted(self._known.values(), key=lambda beat: (beat.service, beat.instance))

    async def consume(self, connection: AbstractRobustConnection) -> None:
        """Listen to everybody, on a queue that goes with this process."""
        channel = await connection.channel()
        name = f"{self._service}.heartbeats.{self._instance}"
        queue = await channel.declare_queue(name, durable=False, exclusive=True, auto_delete=True)
        exchange = await channel.get_exchange(topology.HEARTBEATS, ensure=False)
        await queue.bind(exchange)
        await queue.consume(self._on_beat, no_ack=True)

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            try:
                await self.beat()
            except PyMongoError as error:
                log.warning("heartbeat_not_measured", error=type(error).__name__)
            await asyncio.sleep(EVERY_S)

    async def beat(self, *, wants_answer: bool = False) -> None:
        """Say how this process is, now."""
        own = (await self._measure()).model_copy(update={"wants_answer": wants_answer})
        message = Message(own.model_dump_json().encode(), delivery_mode=DeliveryMode.NOT_PERSISTENT, expiration=5)
        await self._publisher.send_and_forget(message, topology.HEARTBEATS, "")

    async def roll_call(self, wait_s: float = 0.4) -> list[Heartbeat]:
        """Fresh news of everybody who is there: asked for and answered after this call began."""
        asked_at = datetime.now(UTC)
        expected = {beat.instance for beat in self.living()}
        await self.beat(wants_answer=True)
        for _ in range(10):
            fresh = [beat for beat in self.living() if beat.at >= asked_at]
            if expected <= {beat.instance for beat in fresh}:
                return fresh
            self._news.clear()
            try:
                async with asyncio.timeout(wait_s):
                    await self._news.wait()
            except TimeoutError:
                expected &= {beat.instance for beat in self.living()}
        return []

    async def _on_beat(self, message: AbstractIncomingMessage) -> None:
        try:
            beat = Heartbeat.model_validate_json(message.body)
        except ValidationError:
            return
        newest = self._known.get(beat.instance)
        if newest is None or beat.at >= newest.at:
            self._known[beat.instance] = beat
        if isinstance(self._clock, SteppedClock) and beat.clock_offset_s > self._clock.offset.total_seconds():
            await self._clock.step_to_offset(timedelta(seconds=beat.clock_offset_s))
            self._on_step()
            await self.beat()
        elif beat.wants_answer and beat.instance != self._instance:
            await self.beat()
        self._news.set()

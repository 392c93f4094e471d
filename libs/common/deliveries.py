"""How the handling of a message ends: an ack, a delayed retry, or a dead letter with its reason."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import structlog
from aio_pika import IncomingMessage
from faststream import BaseMiddleware
from faststream.exceptions import HandlerException, RejectMessage, SubscriberNotFound
from faststream.message import StreamMessage

from libs.common import metrics, topology, tracing
from libs.common.contracts import Service
from libs.common.errors import AlreadyHandled, NotYet, Permanent, Refused, Retryable, Unavailable
from libs.common.publisher import NotPublished, Outgoing, Publisher

ATTEMPT = "x-bothways-attempt"
WAITED = "x-bothways-waited"
REASON = "x-bothways-reason"
DETAIL = "x-bothways-detail"
QUEUE = "x-bothways-queue"
FAILED_AT = "x-bothways-failed-at"
ORIGIN = "x-bothways-origin"
MOST_HEADERS, LONGEST_HEADER = 64, 1024
"""What goes on with a message that failed; in bytes. All of it fits in one frame."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Delays between attempts, in seconds; after the last one a message is a dead letter."""

    delays: Sequence[float]
    longest_wait_for_ourselves: float = 60

    def delay_after(self, error: Exception, attempt: int) -> float | None:
        """The pause after failed attempt number `attempt` (from 0), or None when that was the last.

        A bug in a handler is retried too: the next deploy may mend it before the delays run out. An outage of our own
        database uses up no attempts: no message dies of it, however long it lasts. Nor does waiting for one's turn.
        """
        if isinstance(error, NotYet):
            return min((delay for delay in self.delays if delay >= error.after_s), default=max(self.delays))
        if isinstance(error, Unavailable):
            bearable = [delay for delay in self.delays if delay <= self.longest_wait_for_ourselves] or self.delays[:1]
            return bearable[min(attempt, len(bearable) - 1)]
        if isinstance(error, Permanent | SubscriberNotFound | Refused) or attempt >= len(self.delays):
            return None
        return self.delays[attempt]


class Deliveries:
    """What is being handled here, and where it goes when it fails: a delay queue or the dead letters."""

    def __init__(self, service: Service, publisher: Publisher, retries: RetryPolicy) -> None:
        self.service, self._publisher, self._retries = service, publisher, retries
        self.in_flight = 0
        self.ended = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def until_idle(self, within_s: float) -> None:
        """Wait until nothing is being handled here, or no longer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._idle.wait()

    def begin(self) -> None:
        """One more is being handled."""
        self._idle.clear()
        self.in_flight += 1
        metrics.IN_FLIGHT.set(self.in_flight)

    def end(self) -> None:
        """One less."""
        self.in_flight -= 1
        self.ended += 1
        if not self.in_flight:
            self._idle.set()
        metrics.IN_FLIGHT.set(self.in_flight)

    async def settle(self, message: IncomingMessage, queue: str, error: Exception) -> None:
        """Publish what failed to where it goes next; raises NotPublished where the broker does not confirm."""
        code, detail = _reason(error)
        metrics.FAILED.labels(queue, code).inc()
        counter = WAITED if isinstance(error, Unavailable | NotYet) else ATTEMPT
        count = _count(message, counter)
        delay = self._retries.delay_after(error, count)
        headers = _carried_on(message) | stamp_of(message)
        headers |= {
            QUEUE: queue,
            REASON: code,
            DETAIL: detail,
            FAILED_AT: datetime.now(UTC).isoformat(),
        }
        if delay is None:
            target = topology.dead_queue(self.service)
            log.warning("message_given_up", code=code, detail=detail[:200], queue=queue, count=count)
            metrics.DEAD.labels(queue, code).inc()
        else:
            target = topology.retry_queue(queue, delay)
            headers[counter] = count + 1
            log.info("message_put_back", code=code, queue=queue, count=count, delay_s=delay)
            metrics.RETRIED.labels(queue, f"{delay:g}").inc()
        await self._publisher.publish(
            Outgoing(
                exchange=topology.DEFAULT,
                routing_key=target,
                body=message.body,
                message_id=message.message_id,
                type=message.type,
                content_type=message.content_type,
                headers=headers,
                correlation_id=message.correlation_id,
            )
        )


def _carried_on(message: IncomingMessage) -> dict[str, Any]:
    """The headers that go on with a message, which may be an outsider's.

    Not CC and BCC: the broker routes by them too, and would route to any queue what is published in our name. And only
    what is plain and short: a larger frame than the broker takes would cost the connection of everybody here.
    """
    plain = {name: value for name, value in message.headers.items() if _may_go_on(name, value)}
    counts = {name: plain.pop(name) for name in (ATTEMPT, WAITED) if name in plain}
    return dict(list(plain.items())[:MOST_HEADERS]) | counts


def _may_go_on(name: str, value: object) -> bool:
    is_plain = isinstance(value, int | float) or (isinstance(value, str) and len(value.encode()) <= LONGEST_HEADER)
    return is_plain and not name.startswith("x-death") and name.upper() not in ("CC", "BCC")


def _count(message: IncomingMessage, counter: str) -> int:
    """How often it has failed, or waited, before; whatever an outsider wrote there, a number."""
    value = message.headers.get(counter, 0)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _reason(error: Exception) -> tuple[str, str]:
    if isinstance(error, Permanent):
        return error.code, error.detail
    if isinstance(error, Retryable):
        return error.code, str(error)
    if isinstance(error, Refused):
        return error.code, "a rule refused what is not a claim"
    if isinstance(error, SubscriberNotFound):
        return "no-handler", "no handler of this service takes this type"
    return "failed", type(error).__name__


class Delivery(BaseMiddleware[Any, Any]):
    """The one place where a handler's end becomes what the broker hears."""

    def __init__(self, message: IncomingMessage, /, *, context: Any, deliveries: Deliveries, queue: str) -> None:
        super().__init__(message, context=context)
        self._deliveries, self._queue = deliveries, queue
        self._started = time.perf_counter()

    async def on_receive(self) -> None:
        """Count it in."""
        self._deliveries.begin()

    async def consume_scope(
        self, call_next: Callable[[StreamMessage[IncomingMessage]], Awaitable[Any]], msg: StreamMessage[IncomingMessage]
    ) -> Any:
        """Bind the story to logs and trace, then handle."""
        is_outside = self._queue == topology.INBOUND
        # Outsiders name no labels and give us no trace ids: the door starts a trace of its own.
        kind = "outside" if is_outside else (self.msg.type or "").removeprefix("bothways.")[:60]
        headers = {} if is_outside else self.msg.headers
        bound = {
            "queue": self._queue,
            "type": kind,
            "event_id": self.msg.message_id,
            "correlation_id": self.msg.correlation_id,
        }
        with (
            structlog.contextvars.bound_contextvars(**bound),
            tracing.consuming(
                f"{self._queue} {kind}", headers, {"messaging.system": "rabbitmq", "bothways.event": kind}
            ),
        ):
            try:
                result = await call_next(msg)
            except AlreadyHandled:
                metrics.REPEATED.labels(self._queue, kind).inc()
                return None
            metrics.HANDLED.labels(self._queue, kind).inc()
            metrics.HANDLER_SECONDS.labels(self._queue, kind).observe(time.perf_counter() - self._started)
            return result

    async def after_processed(
        self,
        exc_type: type[BaseException] | None = None,
        exc_val: BaseException | None = None,
        exc_tb: TracebackType | None = None,
    ) -> bool | None:
        """True acks. A failure is acked only once its retry or dead letter is confirmed."""
        try:
            return await self._settled(exc_val)
        finally:
            self._deliveries.end()

    async def _settled(self, exc_val: BaseException | None) -> bool:
        if not isinstance(exc_val, Exception) or isinstance(exc_val, HandlerException):
            return False
        if not isinstance(exc_val, Retryable | Permanent | SubscriberNotFound):
            log.error("handler_failed", queue=self._queue, exc_info=exc_val)
        try:
            await self._deliveries.settle(self.msg, self._queue, exc_val)
        except NotPublished:
            # Reject, not nack: from RabbitMQ 4.3 on only a reject counts towards the delivery limit.
            raise RejectMessage(requeue=True) from exc_val
        return True


def stamp_of(message: IncomingMessage) -> dict[str, str]:
    """Where an outside message came from, kept across retries.

    The exchange of the delivery is the broker's word. Only a delivery through the default exchange, where no
    outsider may publish, may carry the stamp in a header; any other such header is overwritten.
    """
    if message.exchange == topology.DEFAULT:
        origin = message.headers.get(ORIGIN)
        return {ORIGIN: origin} if isinstance(origin, str) else {}
    return {ORIGIN: message.exchange or ""}

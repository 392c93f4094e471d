"""Request and reply to one service: transient, encrypted, with an end in time; never retried by the broker."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import aio_pika
import structlog
from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractRobustConnection
from aio_pika.exceptions import AMQPError
from pydantic import BaseModel
from pymongo.errors import PyMongoError

from libs.common import metrics, topology, tracing
from libs.common.contracts.asks import Ask
from libs.common.contracts.base import Service
from libs.common.crypto import Box, Unsealable
from libs.common.errors import Conflict, Refused, Retryable
from libs.common.ids import new_id

REPLY_TO = "amq.rabbitmq.reply-to"
DEFAULT_TIMEOUT_S = 5.0
ASKS_AT_ONCE = 50

R = TypeVar("R", bound=BaseModel)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants to know: checked by the gateway, authenticated by the key the two services share."""

    org: str
    person_id: str
    correlation_id: str
    ticket: str | None = None
    """Why, as the audit log has it, where what they ask for is an act of administration."""


class NoAnswer(Exception):
    """The service did not answer in time, or could not: try again later."""


class NotFound(Exception):
    """There is no such thing for this asker."""


class Outdated(Exception):
    """Somebody changed it since the asker read it. Carries what is there now, in the shape of the ask's reply."""

    def __init__(self, current: BaseModel) -> None:
        super().__init__("outdated")
        self.current = current


class Questions:
    """The asking side: one channel, one reply consumer, many questions at once."""

    def __init__(self, url: str, box: Box, name: str, timeout_s: float = DEFAULT_TIMEOUT_S) -> None:
        self._url, self._box, self._name, self._timeout_s = url, box, name, timeout_s
        self._waiting: dict[str, asyncio.Future[bytes]] = {}
        self._lock = asyncio.Lock()
        self._connection: aio_pika.abc.AbstractConnection | None = None
        self._channel: AbstractChannel | None = None

    async def ask(self, question: Ask[R], asker: Asker, *, timeout_s: float | None = None) -> R:
        """The answer; Refused, NotFound, Outdated or NoAnswer otherwise."""
        outcome = "no-answer"
        try:
            answer = await self._answer(question, asker, timeout_s or self._timeout_s)
            outcome = str(answer["outcome"])
        finally:
            metrics.ASKS.labels(question.name, outcome).inc()
        match outcome:
            case "answered":
                return question.reply.model_validate(answer["body"])  # type: ignore[return-value]
            case "refused":
                raise Refused(str(answer["code"]), answer["words"])
            case "not-found":
                raise NotFound
            case "outdated":
                raise Outdated(question.reply.model_validate(answer["body"]))
            case _:
                raise NoAnswer(outcome)

    async def close(self) -> None:
        """Close the connection."""
        if self._connection:
            await self._connection.close()

    async def _answer(self, question: Ask[R], asker: Asker, timeout_s: float) -> dict[str, Any]:
        key = new_id()
        future = asyncio.get_running_loop().create_future()
        self._waiting[key] = future
        content = {
            "ask": question.name,
            "org": asker.org,
            "person_id": asker.person_id,
            "correlation_id": asker.correlation_id,
            "ticket": asker.ticket,
            "trace": tracing.outgoing_headers(),
            "body": question.model_dump(mode="json"),
        }
        try:
            async with asyncio.timeout(timeout_s) as limit:
                channel = await self._open()
                left_s = max(0.001, (limit.when() or 0) - asyncio.get_running_loop().time())
                await channel.default_exchange.publish(
                    Message(
                        self._box.seal(json.dumps(content).encode(), f"ask:{question.to}:{key}"),
                        correlation_id=key,
                        reply_to=REPLY_TO,
                        delivery_mode=DeliveryMode.NOT_PERSISTENT,
                        expiration=left_s,
                    ),
                    routing_key=topology.asks_queue(question.to),
                )
                sealed = await future
        except (TimeoutError, AMQPError, OSError, RuntimeError) as error:
            raise NoAnswer(type(error).__name__) from None
        finally:
            self._waiting.pop(key, None)
        answer: dict[str, Any] = json.loads(self._box.open(sealed, f"reply:{question.to}:{key}"))
        return answer

    async def _open(self) -> AbstractChannel:
        async with self._lock:
            if self._connection is None or self._connection.is_closed:
                self._connection = await aio_pika.connect(
                    self._url, timeout=DEFAULT_TIMEOUT_S, client_properties={"connection_name": self._name}
                )
                self._channel = None
            if self._channel is None or self._channel.is_closed:
                # No confirms: an answer confirms more, and a question that got lost ends by its time.
                self._channel = await self._connection.channel(publisher_confirms=False)
                replies = await self._channel.get_queue(REPLY_TO, ensure=False)
                await replies.consume(self._on_reply, no_ack=True)
            return self._channel

    async def _on_reply(self, message: AbstractIncomingMessage) -> None:
        future = self._waiting.get(message.correlation_id or "")
        if future and not future.done():
            future.set_result(message.body)


class Answers:
    """The answering side of a service."""

    def __init__(self, service: Service, box: Box) -> None:
        self._service, self._box = service, box
        self._answers: dict[str, tuple[type[Ask[Any]], Callable[[Any, Asker], Awaitable[BaseModel]]]] = {}
        self._at_once = asyncio.Semaphore(ASKS_AT_ONCE)
        self._busy = 0

    @property
    def is_idle(self) -> bool:
        """Nothing is being answered."""
        return self._busy == 0

    def on(self, ask: type[Ask[R]], answer: Callable[[Any, Asker], Awaitable[R]]) -> None:
        """Answer `ask` with `answer`."""
        self._answers[ask.name] = (ask, answer)

    async def consume(self, connection: AbstractRobustConnection) -> None:
        """Start to answer on a connection that restores itself."""
        channel = await connection.channel(publisher_confirms=False)
        await channel.set_qos(prefetch_count=ASKS_AT_ONCE)
        queue = await channel.get_queue(topology.asks_queue(self._service), ensure=False)

        async def on_ask(message: AbstractIncomingMessage) -> None:
            # Acked first: who asked has stopped waiting by the time it could be delivered again.
            await message.ack()
            async with self._at_once:
                self._busy += 1
                try:
                    await self._reply(channel, message)
                finally:
                    self._busy -= 1

        await queue.consume(on_ask)

    async def _reply(self, channel: AbstractChannel, message: AbstractIncomingMessage) -> None:
        key = message.correlation_id or ""
        try:
            content = json.loads(self._box.open(message.body, f"ask:{self._service}:{key}"))
        except Unsealable:
            log.warning("ask_not_authentic")
            return
        with tracing.consuming(f"ask {content['ask']}", content["trace"], {"bothways.ask": content["ask"]}):
            answer = await self._answer(content)
        sealed = self._box.seal(json.dumps(answer).encode(), f"reply:{self._service}:{key}")
        try:
            await channel.default_exchange.publish(
                Message(sealed, correlation_id=key, delivery_mode=DeliveryMode.NOT_PERSISTENT),
                routing_key=message.reply_to or "",
                mandatory=False,
            )
        except (AMQPError, OSError, RuntimeError) as error:
            log.warning("reply_not_sent", ask=content["ask"], error=type(error).__name__)

    async def _answer(self, content: dict[str, Any]) -> dict[str, Any]:
        known = self._answers.get(content["ask"])
        if known is None:
            return {"outcome": "unknown-ask"}
        model, answer = known
        asker = Asker(content["org"], content["person_id"], content["correlation_id"], content.get("ticket"))
        try:
            reply = await answer(model.model_validate(content["body"]), asker)
        except Refused as refused:
            return {"outcome": "refused", "code": refused.code, "words": refused.words}
        except NotFound:
            return {"outcome": "not-found"}
        except Outdated as outdated:
            return {"outcome": "outdated", "body": outdated.current.model_dump(mode="json")}
        except (Retryable, Conflict, PyMongoError) as error:
            log.warning("ask_not_answered", ask=content["ask"], error=type(error).__name__)
            return {"outcome": "unavailable"}
        except Exception:
            log.exception("ask_failed", ask=content["ask"])
            return {"outcome": "failed"}
        return {"outcome": "answered", "body": reply.model_dump(mode="json")}

"""Publishing that is only done when the broker has confirmed it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aio_pika
from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractExchange
from aio_pika.exceptions import AMQPError, DeliveryError

CONFIRM_TIMEOUT_S = 5
CONNECT_TIMEOUT_S = 5
CLOUDEVENT = "application/cloudevents+json"


class NotPublished(Exception):
    """Nobody confirmed it. It may have arrived all the same: publish it again, consumers know repeats."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it goes to the broker."""

    exchange: str
    routing_key: str
    body: bytes
    message_id: str | None
    type: str | None = None
    content_type: str | None = CLOUDEVENT
    headers: Mapping[str, Any] = field(default_factory=dict)
    correlation_id: str | None = None


class Publisher:
    """One connection, one channel with confirms; after any doubt the channel is thrown away.

    A channel that was restored while a queue elected its leader may refuse every later publish; a new one does not.
    """

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = url, name
        self._lock = asyncio.Lock()
        self._connection: AbstractConnection | None = None
        self._channel: AbstractChannel | None = None
        self._exchanges: dict[str, AbstractExchange] = {}

    async def publish(self, message: Outgoing) -> None:
        """Persistent, mandatory, confirmed; NotPublished otherwise."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S + CONFIRM_TIMEOUT_S):
                exchange = await self._exchange(message.exchange)
                channel = self._channel
                async with asyncio.timeout(CONFIRM_TIMEOUT_S):
                    await exchange.publish(_wire(message), routing_key=message.routing_key, mandatory=True)
        except asyncio.CancelledError:
            # A stuck connection ends its waiters with CancelledError although nobody cancelled this task.
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            await self._renew(None)
            raise NotPublished("connection lost") from None
        except (AMQPError, DeliveryError, OSError, TimeoutError, RuntimeError) as error:
            await self._renew(locals().get("channel"))
            raise NotPublished(f"{type(error).__name__}: {str(error)[:200]}") from error

    async def send_and_forget(self, message: Message, exchange: str, routing_key: str) -> None:
        """Transient and unconfirmed: for heartbeats, which are worth nothing a second later."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                target = await self._exchange(exchange)
                await target.publish(message, routing_key=routing_key, mandatory=False)
        except (AMQPError, OSError, TimeoutError, RuntimeError):
            await self._renew(self._channel)

    async def close(self) -> None:
        """Close channel and connection."""
        async with self._lock:
            connection, self._connection, self._channel = self._connection, None, None
            if connection:
                await connection.close()

    async def _exchange(self, name: str) -> AbstractExchange:
        async with self._lock:
            if self._connection is None or self._connection.is_closed:
                self._connection = await aio_pika.connect(
                    self._url, timeout=CONNECT_TIMEOUT_S, client_properties={"connection_name": self._name}
                )
                self._channel = None
            if self._channel is None or self._channel.is_closed:
                self._channel = await self._connection.channel(publisher_confirms=True, on_return_raises=True)
                self._exchanges = {}
            if name not in self._exchanges:
                channel = self._channel
                self._exchanges[name] = (
                    await channel.get_exchange(name, ensure=False) if name else channel.default_exchange
                )
            return self._exchanges[name]

    async def _renew(self, doubted: AbstractChannel | None) -> None:
        """Throw the doubted channel away, unless somebody has done so; with None, the connection too."""
        async with self._lock:
            if doubted is not None and doubted is not self._channel:
                return
            channel, self._channel = self._channel, None
            connection = self._connection
            if doubted is None:
                self._connection = None
        for closable in (channel, connection if doubted is None else None):
            if closable is not None and not closable.is_closed:
                try:
                    async with asyncio.timeout(1):
                        await closable.close()
                except (AMQPError, OSError, TimeoutError, RuntimeError):
                    continue


def _wire(message: Outgoing) -> Message:
    return Message(
        message.body,
        headers=dict(message.headers),
        content_type=message.content_type,
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=message.message_id,
        correlation_id=message.correlation_id,
        type=message.type,
        app_id="bothways",
    )

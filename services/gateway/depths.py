"""How many messages wait in the queues of the house: what must be nothing before time is stepped."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import AMQPError

from libs.common import topology
from libs.common.errors import Unavailable

PATIENCE_S = 10

ABREAST = 4
"""Channels on which is asked at once: on one, every queue would wait for the one before it."""


class Depths:
    """Counts by passive declares, which ask for a queue and change nothing."""

    def __init__(self, url: str, delays: Sequence[float]) -> None:
        self._url = url
        self._queues = [queue.name for queue in topology.queues(delays)]
        self._connection: AbstractConnection | None = None
        self._channels: list[AbstractChannel] = []

    async def count(self) -> int:
        """All that waits anywhere; Unavailable where the broker does not say."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._count()
        except (AMQPError, OSError, RuntimeError, TimeoutError) as error:
            await self.close()
            raise Unavailable("broker-unavailable", type(error).__name__) from error

    async def close(self) -> None:
        """Hang up."""
        connection, self._connection = self._connection, None
        if connection:
            with suppress(AMQPError, OSError, RuntimeError):
                await connection.close()

    async def _count(self) -> int:
        if self._connection is None or self._connection.is_closed:
            self._connection = await aio_pika.connect(
                self._url, client_properties={"connection_name": "gateway depths"}
            )
            self._channels = [await self._connection.channel() for _ in range(ABREAST)]
        shares = [self._queues[number::ABREAST] for number in range(ABREAST)]
        return sum(await asyncio.gather(*map(_count_on, self._channels, shares)))


async def _count_on(channel: AbstractChannel, queues: Sequence[str]) -> int:
    waiting = 0
    for name in queues:
        queue = await channel.declare_queue(name, passive=True)
        waiting += queue.declaration_result.message_count or 0
    return waiting

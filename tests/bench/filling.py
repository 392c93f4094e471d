"""Puts many messages into a queue as fast as the broker confirms them."""

import asyncio
from collections.abc import Sequence

from aio_pika import DeliveryMode, Message
from aio_pika.abc import AbstractChannel

from libs.common.contracts import AnyEvent
from libs.common.publisher import CLOUDEVENT

WINDOW = 500


def message_of(event: AnyEvent, content_type: str = CLOUDEVENT) -> Message:
    """An event as its publisher puts it on the wire."""
    return Message(
        event.to_json(),
        content_type=content_type,
        message_id=event.id,
        correlation_id=event.correlationid,
        type=event.type,
        app_id="bothways",
        delivery_mode=DeliveryMode.PERSISTENT,
    )


async def publish_all(channel: AbstractChannel, queue: str, messages: Sequence[Message]) -> None:
    """All of them, confirmed, through the default exchange."""
    for first in range(0, len(messages), WINDOW):
        window = messages[first : first + WINDOW]
        await asyncio.gather(*(channel.default_exchange.publish(message, queue) for message in window))

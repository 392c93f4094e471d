"""An enterprise platform: a program that knows the house by its documents alone and imports nothing of it.

echo '{"specversion": "1.0", …}' | python -m deploy.local.story.outsider amqp://acme-hr:…@host/vhost acme-hr
"""

import asyncio
import json
import sys

import aio_pika


async def publish(url: str, platform: str, event: dict[str, object]) -> None:
    """One CloudEvent in structured mode to the platform's own exchange; the broker confirms it or this raises."""
    connection = await aio_pika.connect(url, timeout=5)
    async with connection:
        channel = await connection.channel(on_return_raises=True)
        exchange = await channel.get_exchange(f"bothways.inbound.{platform}", ensure=False)
        message = aio_pika.Message(
            json.dumps(event).encode(),
            content_type="application/cloudevents+json",
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        )
        await exchange.publish(message, routing_key=str(event["type"]))


if __name__ == "__main__":
    asyncio.run(publish(sys.argv[1], sys.argv[2], json.load(sys.stdin)))
    sys.stdout.write("The broker has confirmed it.\n")

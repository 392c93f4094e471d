"""FastStream as its tutorial shows it: one handler, one write."""

import asyncio
from datetime import datetime

from faststream import AckPolicy, FastStream
from faststream.rabbit import Channel, QueueType, RabbitBroker, RabbitQueue
from pydantic import BaseModel

from tests.bench.peers import job


class Meeting(BaseModel):
    """The data of the event."""

    pair_id: str
    session_id: str
    person_id: str
    held_at: datetime


class Reported(BaseModel):
    """The event."""

    id: str
    type: str
    source: str
    subject: str
    time: datetime
    org: str
    correlationid: str
    data: Meeting


async def write(event: Reported) -> None:
    """One document."""
    await job.write_async(event.model_dump(mode="json"))


def main() -> None:
    """Until SIGTERM."""
    broker = RabbitBroker(job.AMQP_URL, default_channel=Channel(prefetch_count=job.PREFETCH), logger=None)
    queue = RabbitQueue(job.QUEUE, queue_type=QueueType.QUORUM, durable=True)
    broker.subscriber(queue, ack_policy=AckPolicy.NACK_ON_ERROR)(write)
    asyncio.run(FastStream(broker, logger=None).run())


if __name__ == "__main__":
    main()

"""Taskiq on its aio-pika broker."""

import asyncio

from taskiq_aio_pika import AioPikaBroker, Queue

from tests.bench.peers import job, sender

WINDOW = 100

broker = AioPikaBroker(job.AMQP_URL, qos=job.PREFETCH, task_queues=[Queue(name=job.QUEUE)])
write = broker.task(task_name="write")(job.write_async)


async def kick(count: int) -> None:
    """That many tasks, a hundred on their way at once."""
    for first in range(0, count, WINDOW):
        await asyncio.gather(*(write.kiq(job.event()) for _ in range(min(WINDOW, count - first))))


if __name__ == "__main__":
    with asyncio.Runner() as runner:
        runner.run(broker.startup())
        sender.serve(lambda count: runner.run(kick(count)))
        runner.run(broker.shutdown())

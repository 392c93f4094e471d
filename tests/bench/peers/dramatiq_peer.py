"""Dramatiq with its usual threads."""

import dramatiq
from dramatiq.brokers.rabbitmq import RabbitmqBroker

from tests.bench.peers import job, sender

broker = RabbitmqBroker(url=job.AMQP_URL)
dramatiq.set_broker(broker)
write = dramatiq.actor(job.write, queue_name=job.QUEUE)


def send(count: int) -> None:
    """That many messages."""
    for _ in range(count):
        write.send(job.event())


if __name__ == "__main__":
    sender.serve(send)

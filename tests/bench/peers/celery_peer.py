"""Celery with a pool of threads."""

from celery import Celery

from tests.bench.peers import job, sender

THREADS = 16

app = Celery("bench", broker=job.AMQP_URL)
app.conf.update(
    task_default_queue=job.QUEUE,
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=job.PREFETCH // THREADS,
    worker_hijack_root_logger=False,
    # Its control queues are of a kind that newer brokers refuse.
    worker_enable_remote_control=False,
)
write = app.task(name="write")(job.write)


def send(count: int) -> None:
    """That many tasks."""
    for _ in range(count):
        write.delay(job.event())


if __name__ == "__main__":
    sender.serve(send)

"""Other frameworks under measurement, on the job of the smallest service of the house."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import aio_pika

from deploy.local.child import leash
from deploy.local.places import ROOT
from tests.bench.cases import WARM_UP, Case, Kind, Sample, require, timed
from tests.bench.events import meeting
from tests.bench.filling import message_of, publish_all
from tests.bench.peers import environment
from tests.bench.rig import Rig, counts_to, until
from tests.bench.worker import working

QUEUE = "bench"
DOCUMENTS = "documents"
PEERS = "tests.bench.peers"


class Sender(Protocol):
    """Puts messages where the peer finds them."""

    async def __call__(self, count: int) -> None:
        """That many."""
        ...


@dataclass(frozen=True, slots=True)
class PeerCase:
    """A worker of another framework, and what sends to it: a module of its own, or plain messages."""

    rig: Rig
    name: str
    words: str
    command: tuple[str, ...]
    own_sender: tuple[str, ...] = ()
    modules: str = ""
    kind: Kind = Kind.PEER

    async def measure(self, messages: int) -> Sample:
        """From a full queue to the last document."""
        documents = self.rig.database(self.name)[DOCUMENTS]
        before = await documents.count_documents({})

        async def written(count: int) -> bool:
            return await counts_to(documents, before + count)

        log = self.rig.folder / f"{self.name}.log"
        async with self._sender() as send:
            await send(WARM_UP)
            with working(self.command, self._environment(), log) as worker:
                await until(worker, lambda: written(WARM_UP), f"{self.name}'s first documents")
                total = WARM_UP + messages
                sample = await timed(worker, messages, lambda: send(messages), lambda: written(total))
        require(self.name, await documents.count_documents({}) - before, total)
        return sample

    def _environment(self) -> dict[str, str]:
        return {
            "BENCH_AMQP_URL": self.rig.amqp_url(self.name),
            "BENCH_MONGO_URL": self.rig.stack.mongo_url,
            "BENCH_DATABASE": self.rig.database(self.name).name,
            "NODE_PATH": self.modules,
        }

    def _sender(self) -> AbstractAsyncContextManager[Sender]:
        return self._program() if self.own_sender else self._plain()

    @asynccontextmanager
    async def _plain(self) -> AsyncIterator[Sender]:
        async with await aio_pika.connect(self.rig.amqp_url(self.name)) as connection:
            channel = await connection.channel()
            await channel.declare_queue(QUEUE, durable=True, arguments={"x-queue-type": "quorum"})

            async def send(count: int) -> None:
                await publish_all(channel, QUEUE, [message_of(meeting(), "application/json") for _ in range(count)])

            yield send

    @asynccontextmanager
    async def _program(self) -> AsyncIterator[Sender]:
        process = await asyncio.create_subprocess_exec(
            *leash(),
            *self.own_sender,
            env={**os.environ, "PYTHONPATH": str(ROOT), **self._environment()},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdin
        assert process.stdout
        reading, writing = process.stdout, process.stdin

        async def send(count: int) -> None:
            writing.write(f"{count}\n".encode())
            if not await reading.readline():
                raise AssertionError(f"{self.name}'s sender ended")

        try:
            yield send
        finally:
            writing.close()
            await process.wait()


def peer_cases(rig: Rig) -> list[Case]:
    """All that can be had here: without Node, its peer is left out."""
    python = str(environment.python())
    modules = environment.node_modules()
    cases: list[Case] = [
        PeerCase(
            rig,
            "celery",
            "Celery, 16 threads",
            (python, "-m", "celery", "-A", f"{PEERS}.celery_peer", "worker", *CELERY),
            (python, "-m", f"{PEERS}.celery_peer"),
        ),
        PeerCase(
            rig,
            "dramatiq",
            "Dramatiq, 2 x 16 threads",
            (python, "-m", "dramatiq", f"{PEERS}.dramatiq_peer", "-p", "2", "-t", "16"),
            (python, "-m", f"{PEERS}.dramatiq_peer"),
        ),
        PeerCase(
            rig,
            "taskiq",
            "Taskiq, 2 workers",
            (python, "-m", "taskiq", "worker", f"{PEERS}.taskiq_peer:broker", *TASKIQ),
            (python, "-m", f"{PEERS}.taskiq_peer"),
        ),
        PeerCase(rig, "faststream", "FastStream, per message", (python, "-m", f"{PEERS}.faststream_peer")),
    ]
    if modules:
        program = str(Path(environment.__file__).parent / "node" / "peer.js")
        cases.append(PeerCase(rig, "node", "Node, amqplib", ("node", program), modules=str(modules)))
    return cases


CELERY = ("-P", "threads", "-c", "16", "-l", "error", "--without-gossip", "--without-mingle", "--without-heartbeat")
TASKIQ = ("-w", "2", "--max-async-tasks", "200", "--log-level", "ERROR")

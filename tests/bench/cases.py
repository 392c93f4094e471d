"""What a case is, and the limits among them. Each case measures itself once a round."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import orjson

from deploy.local.child import leash
from deploy.local.places import ROOT
from libs.common.committer import INBOX
from libs.common.mongo import Database
from tests.bench.rig import Rig, until
from tests.bench.tiny import MEETINGS
from tests.bench.worker import Worker

WARM_UP = 200
"""Messages before the clock starts: connections are open then, and code is loaded."""

PATIENCE_S = 60.0


class Kind(StrEnum):
    """What a case is compared as."""

    LIMIT = "limit"
    HOUSE = "house"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement."""

    messages: int
    seconds: float
    cpu_s: float

    @property
    def per_s(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds

    @property
    def cpu_us(self) -> float:
        """Microseconds of CPU per message of the measured process and its children; not the broker's or database's."""
        return self.cpu_s / self.messages * 1e6


class Case(Protocol):
    """Something to measure."""

    @property
    def name(self) -> str:
        """A key: short, and the same in every run."""
        ...

    @property
    def words(self) -> str:
        """What people read."""
        ...

    @property
    def kind(self) -> Kind:
        """What it is compared as."""
        ...

    async def measure(self, messages: int) -> Sample:
        """Once, with about that many messages; fails where the counts afterwards are wrong."""
        ...


class WrongCount(AssertionError):
    """Something was lost or done twice: whatever was measured is worth nothing."""

    def __init__(self, what: str, found: int, expected: int) -> None:
        super().__init__(f"{what}: {found} instead of {expected}")


def require(what: str, found: int, expected: int) -> None:
    """A count as it must be."""
    if found != expected:
        raise WrongCount(what, found, expected)


async def timed(
    worker: Worker, messages: int, fill: Callable[[], Awaitable[None]], done: Callable[[], Awaitable[bool]]
) -> Sample:
    """From a full queue to the last effect. The worker is stopped while the queue is filled."""
    worker.freeze()
    await fill()
    cpu, began = worker.cpu_s(), time.perf_counter()
    worker.thaw()
    await until(worker, done, "the last effect")
    seconds = time.perf_counter() - began
    return Sample(messages, seconds, worker.cpu_s() - cpu)


@dataclass(frozen=True, slots=True)
class Limit:
    """One of `tests.bench.limits`, in a process of its own."""

    rig: Rig
    name: str
    words: str
    stores: bool = False
    kind: Kind = Kind.LIMIT

    async def measure(self, messages: int) -> Sample:
        """As the process says."""
        database = self.rig.database("limits")
        environment = {
            "BENCH_AMQP_URL": self.rig.amqp_url("limits"),
            "BENCH_MONGO_URL": self.rig.stack.mongo_url,
            "BENCH_DATABASE": database.name,
            "PYTHONPATH": str(ROOT),
        }
        command = [*leash(), sys.executable, "-m", "tests.bench.limits", self.name, str(messages)]
        process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
        async with asyncio.timeout(PATIENCE_S):
            output, _ = await process.communicate()
        if process.returncode:
            raise AssertionError(f"{self.name} ended with {process.returncode}")
        if self.stores:
            await self._check(database, messages)
        told = orjson.loads(output)
        return Sample(messages, told["seconds"], told["cpu_s"])

    async def _check(self, database: Database, messages: int) -> None:
        for name in (INBOX, MEETINGS):
            require(f"{self.name}: {name}", await database[name].count_documents({}), messages)


def limits(rig: Rig) -> list[Case]:
    """Broker, database and framework, each alone; and a pipeline written by hand."""
    return [
        Limit(rig, "publish", "aio-pika: publish, confirmed, 500 in flight"),
        Limit(rig, "consume", "aio-pika: consume, ack each"),
        Limit(rig, "consume-in-groups", "aio-pika: consume, one ack for 200"),
        Limit(rig, "transactions", "MongoDB: inbox + effect, 200 in one transaction", stores=True),
        Limit(rig, "deliver", "FastStream: typed event, our middleware, no storage"),
        Limit(rig, "by-hand", "aio-pika + JSON + a transaction and an ack for 200", stores=True),
    ]

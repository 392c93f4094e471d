"""Services of the house under measurement: the real handler and the smallest one, with and without group commit."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from aio_pika import Message

from libs.common import outbox, topology
from libs.common.committer import INBOX
from libs.common.contracts import Service
from tests.bench import accepting, tiny
from tests.bench.cases import WARM_UP, Case, Kind, Sample, require, timed
from tests.bench.events import meeting
from tests.bench.filling import message_of, publish_all
from tests.bench.rig import Rig, counts_to, until
from tests.bench.worker import Worker, working
from tests.support.running import Bench


class Job(Protocol):
    """What a service has to do."""

    name: str
    service: Service
    effects: str
    """The collection that gets one document per message."""

    facts: Mapping[Service, int]
    """Facts per message that reach the queues of others."""

    async def prepare(self, desk: "Desk", count: int) -> None:
        """Before the messages: what they are about."""
        ...

    def messages(self, house: Bench, some: Sequence[int], count: int) -> list[Message]:
        """Some of the `count` messages that it was prepared for."""
        ...


@dataclass(slots=True)
class Desk:
    """A service at work, seen from outside."""

    house: Bench
    worker: Worker
    service: Service

    async def ready(self) -> None:
        """Until it consumes."""
        name = topology.events_queue(self.service)

        async def consuming() -> bool:
            queue = await self.house.channel.declare_queue(name, passive=True)
            return bool(queue.declaration_result.consumer_count)

        await until(self.worker, consuming, f"{self.service} ready")

    async def give(self, messages: Sequence[Message]) -> None:
        """Into its queue."""
        await publish_all(self.house.channel, topology.events_queue(self.service), messages)

    async def handled(self) -> int:
        """Marks in its inbox."""
        return await self.house.database(self.service)[INBOX].count_documents({})

    async def finished(self, handled: int) -> bool:
        """All of it is durable, and every fact is confirmed by the broker."""
        database = self.house.database(self.service)
        return await counts_to(database[INBOX], handled) and not await database[outbox.COLLECTION].find_one({})

    async def work(self, messages: Sequence[Message]) -> None:
        """Give it and wait."""
        handled = await self.handled() + len(messages)
        await self.give(messages)
        await until(self.worker, lambda: self.finished(handled), f"{len(messages)} messages of {self.service}")


@dataclass(slots=True)
class Writing:
    """One document per event."""

    name: str = "tiny"
    service: Service = tiny.SERVICE
    effects: str = tiny.MEETINGS
    facts: Mapping[Service, int] = field(default_factory=dict)

    async def prepare(self, desk: Desk, count: int) -> None:
        """Nothing."""

    def messages(self, house: Bench, some: Sequence[int], count: int) -> list[Message]:
        """Meetings that were reported."""
        return [message_of(meeting()) for _ in some]


@dataclass(slots=True)
class Accepting:
    """Requests that mentors accept.

    Read: the request, both people and desks, both lines, whom both block, the programme, partners, words of topics.
    Written: the request, both people and desks, the pair, the clock that is stopped, the inbox mark, two facts.
    """

    name: str = "matching"
    service: Service = Service.MATCHING
    effects: str = "pairs"
    facts: Mapping[Service, int] = field(
        default_factory=lambda: {Service.JOURNAL: 1, Service.NOTIFICATIONS: 2, Service.GATEWAY: 2}
    )
    turn: int = 0

    async def prepare(self, desk: Desk, count: int) -> None:
        """People, once; and this turn's requests."""
        if not self.turn:
            await desk.work(accepting.people(desk.house, count))
        self.turn += 1
        await desk.work(accepting.requests(desk.house, self.turn, count))

    def messages(self, house: Bench, some: Sequence[int], count: int) -> list[Message]:
        """Mentors' answers."""
        return accepting.answers(house, self.turn, count, some)


@dataclass(slots=True)
class HouseCase:
    """A service of the house in a process of its own."""

    rig: Rig
    job: Job
    words: str
    apart: bool = False
    share: float = 1.0
    """Of the messages: fewer where each takes long."""

    kind: Kind = Kind.HOUSE
    house: Bench | None = None

    @property
    def name(self) -> str:
        """With or without group commit."""
        return f"{self.job.name}-apart" if self.apart else self.job.name

    async def measure(self, messages: int) -> Sample:
        """From a full queue to the last fact's confirm."""
        messages = max(1, round(messages * self.share))
        count = WARM_UP + messages
        house = self.house = self.house or await self.rig.house(self.name)
        with self._working(apart=False) as worker:
            desk = Desk(house, worker, self.job.service)
            await desk.ready()
            await self.job.prepare(desk, count)
        with self._working(apart=self.apart) as worker:
            desk = Desk(house, worker, self.job.service)
            await desk.ready()
            await desk.work(self.job.messages(house, range(WARM_UP), count))
            return await self._timed(desk, self.job.messages(house, range(WARM_UP, count), count))

    async def _timed(self, desk: Desk, messages: Sequence[Message]) -> Sample:
        house = desk.house
        for service in self.job.facts:
            queue = await house.channel.get_queue(topology.events_queue(service))
            await queue.purge()
        before = await self._counts()
        handled = before[INBOX] + len(messages)
        sample = await timed(desk.worker, len(messages), lambda: desk.give(messages), lambda: desk.finished(handled))
        after = await self._counts()
        for name, count in after.items():
            require(f"{self.name}: {name}", count - before[name], len(messages))
        for service, facts in self.job.facts.items():
            queue = await house.channel.declare_queue(topology.events_queue(service), passive=True)
            # A repeat is no mistake on this side of the exchange: whoever consumes it knows it.
            found = queue.declaration_result.message_count or 0
            require(f"{self.name}: {queue.name}", min(found, facts * len(messages)), facts * len(messages))
        return sample

    async def _counts(self) -> dict[str, int]:
        assert self.house
        database = self.house.database(self.job.service)
        return {name: await database[name].count_documents({}) for name in (INBOX, self.job.effects)}

    def _working(self, *, apart: bool) -> AbstractContextManager[Worker]:
        assert self.house
        command = [sys.executable, "-m", "tests.bench.house", self.job.name, *(["--apart"] if apart else [])]
        environment = self.house.environment_of(self.job.service)
        return working(command, environment, self.rig.folder / f"{self.name}.log")


def house_cases(rig: Rig) -> list[Case]:
    """The real handler, and the smallest one for what peers are compared with."""
    return [
        HouseCase(rig, Accepting(), "matching accepts a request (13 reads, 6 writes, 2 facts)"),
        HouseCase(rig, Accepting(), "the same, a transaction per message", apart=True, share=0.25),
        HouseCase(rig, Writing(), "one document per event"),
        HouseCase(rig, Writing(), "the same, a transaction per message", apart=True, share=0.25),
    ]

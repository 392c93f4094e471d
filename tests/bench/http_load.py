"""Asks over HTTP as cheaply as Python can: `python -m tests.bench.http_load < plan.json`, its findings as JSON.

Closed: so many connections, each asks again once it is answered; that finds the capacity. Open: arrivals come at a
rate whether anything is answered or not, as people do; each is timed from when it was due, also where no connection was
free then.
"""

import asyncio
import random
import resource
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import cycle

import httptools
import orjson

ANSWERED_WITHIN_S = 30.0
TICK_S = 0.001
ARRIVALS_SEED = 7


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, again and again."""

    method: str
    path: str
    token: str = ""
    body: str = ""

    def head(self) -> bytes:
        """All of it but the body and an `Idempotency-Key`."""
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: bench"]
        lines += [f"Authorization: Bearer {self.token}"] if self.token else []
        lines += ["Content-Type: application/json", f"Content-Length: {len(self.body)}"] if self.body else []
        return "\r\n".join([*lines, ""]).encode()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask whom, and how hard."""

    port: int
    asks: list[Ask]
    connections: int
    seconds: float
    rate: float | None = None
    """Arrivals a second; None asks again after each answer."""

    warm_up_s: float = 1.0
    """Of the seconds, those at the beginning that do not count."""


@dataclass(slots=True)
class Found:
    """What came back in the seconds that count."""

    seconds: float
    answers: dict[int, int] = field(default_factory=dict)
    waited_s: dict[int, list[float]] = field(default_factory=dict)
    """How long each waited, sorted, by status."""

    locations: list[str] = field(default_factory=list)
    """What was made by any of them, those that do not count included."""

    unanswered: int = 0
    cpu_s: float = 0.0


class Line(asyncio.Protocol):
    """A connection that is kept open."""

    transport: asyncio.Transport

    def __init__(self, load: "Load") -> None:
        self._load, self._parser = load, httptools.HttpResponseParser(self)
        self.due: float | None = None
        self.location = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It may be used."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, raw: bytes, due: float) -> None:
        """Send one."""
        self.due, self.location = due, ""
        self.transport.write(raw)

    def data_received(self, data: bytes) -> None:
        """A part of an answer."""
        self._parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        """By the parser."""
        if name.lower() == b"location":
            self.location = value.decode()

    def on_message_complete(self) -> None:
        """By the parser."""
        self._load.answered(self, self._parser.get_status_code())

    def connection_lost(self, exc: Exception | None) -> None:
        """Whatever it waited for does not come."""
        self._load.lost(self)


class Load:
    """All of it."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._found = plan, Found(plan.seconds - plan.warm_up_s)
        self._raws = cycle([(ask.head(), ask.body.encode(), ask.method == "POST") for ask in plan.asks])
        self._free: list[Line] = []
        self._late: deque[float] = deque()
        self._waited: defaultdict[int, list[float]] = defaultdict(list)
        self._answers: Counter[int] = Counter()
        self._out = self._number = 0
        self._is_open, self._is_done = True, asyncio.Event()
        self._name = f"{random.SystemRandom().getrandbits(48):x}"
        self._loop = asyncio.get_running_loop()
        self._from = self._until = 0.0

    async def run(self) -> Found:
        """Connect, ask, wait for the last answers."""
        await asyncio.gather(*(self._connect() for _ in range(self._plan.connections)))
        began, cpu = self._loop.time(), _cpu_s()
        self._from, self._until = began + self._plan.warm_up_s, began + self._plan.seconds
        if self._plan.rate is None:
            while self._free:
                self._ask(began)
            await asyncio.sleep(self._plan.seconds)
        else:
            await self._arrive(began, self._plan.rate)
        self._is_open = False
        self._found.unanswered = len(self._late)
        self._late.clear()
        if self._out:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_done.wait(), ANSWERED_WITHIN_S)
        self._found.unanswered += self._out
        self._found.cpu_s = _cpu_s() - cpu
        self._found.answers = dict(self._answers)
        self._found.waited_s = {status: sorted(waited) for status, waited in self._waited.items()}
        return self._found

    def answered(self, line: Line, status: int) -> None:
        """One less to wait for; the line is free for the next."""
        now = self._loop.time()
        assert line.due is not None
        if self._from <= now < self._until:
            self._answers[status] += 1
            self._waited[status].append(now - line.due)
        if line.location:
            self._found.locations.append(line.location)
        line.due = None
        self._less()
        self._free.append(line)
        if self._is_open and self._plan.rate is None:
            self._ask(now)
        elif self._late:
            self._ask(self._late.popleft())

    def lost(self, line: Line) -> None:
        """The other side hung up, which nobody here expects while an answer is awaited."""
        if line.due is not None:
            self._answers[0] += 1
            self._less()
        elif line in self._free:
            self._free.remove(line)

    def _less(self) -> None:
        self._out -= 1
        if not self._out and not self._is_open:
            self._is_done.set()

    async def _connect(self) -> None:
        _, line = await self._loop.create_connection(lambda: Line(self), "127.0.0.1", self._plan.port)
        self._free.append(line)

    async def _arrive(self, began: float, rate: float) -> None:
        for due in arrivals(began, self._until, rate):
            if (ahead := due - self._loop.time()) > 0:
                await asyncio.sleep(max(ahead, TICK_S))
            if self._free:
                self._ask(due)
            else:
                self._late.append(due)

    def _ask(self, due: float) -> None:
        head, body, is_write = next(self._raws)
        self._number += 1
        key = f"Idempotency-Key: {self._name}-{self._number}\r\n".encode() if is_write else b""
        self._out += 1
        self._free.pop().ask(head + key + b"\r\n" + body, due)


def arrivals(began: float, until: float, rate: float) -> Iterator[float]:
    """When people come who know nothing of each other; the same each time."""
    dice = random.Random(ARRIVALS_SEED)  # noqa: S311 - repeatable, not secret
    due = began
    while (due := due + dice.expovariate(rate)) < until:
        yield due


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def main(raw: bytes) -> Found:
    """As planned."""
    said = orjson.loads(raw)
    asks = [Ask(**ask) for ask in said.pop("asks")]
    return await Load(Plan(asks=asks, **said)).run()


if __name__ == "__main__":
    found = asyncio.run(main(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(orjson.dumps(asdict(found), option=orjson.OPT_NON_STR_KEYS))

"""The gateway at its capacity and at twice that, beside a bare FastAPI route: `python -m tests.bench.gateway`.

Each round takes every route in turn. Its capacity is what is served where so many clients each ask again once they are
answered; then people come twice as often, whether anything is answered or not; then its capacity is taken once more,
for a shared machine is faster in one moment than in the next. What is measured has a core of its own, where there are
two: who asks, the database and the broker take nothing from it. In the end every accepted write is looked for.
"""

import asyncio
import base64
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import mean, median
from typing import Annotated, Any

import httpx2
import orjson
import psutil
import typer
from rich.console import Console
from rich.table import Table

from deploy.local.places import ROOT
from deploy.local.ports import choose_ports
from deploy.local.trouble import troubles_in_words
from libs.common.chain import LOG
from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.pairs import Member, PairFormed, PairRole
from libs.common.contracts.requests import Direction, MentorRequested, RequestOpened, RequestState
from libs.common.outbox import COLLECTION as OUTBOX
from services.gateway.sign_in import Tokens
from tests.bench.bare_route import THINGS
from tests.bench.http_load import Ask, Plan
from tests.bench.rig import Rig, rig, servers, until
from tests.bench.worker import Worker, put_on, working
from tests.support.running import Bench, eventually
from tests.support.stack import TestStack

ORG = "acme"
MENTOR = "mentor"
READERS = [f"reader-{number}" for number in range(200)]
WRITERS = [f"writer-{number}" for number in range(200)]
REQUESTS_EACH = 3
CLOSED, OPEN = 48, 400
"""Connections: enough that the server always has something to do, and enough that arrivals seldom want for one."""

TOKEN_KEY = b"t" * 32
OPERATOR_KEY = "operator-key-of-the-bench"
BATCH = "application/cloudevents-batch+json"
MUCH = "1000000000"
QUOTAS = ("PERSON", "KEY", "ORGANISATION")
SERVED = frozenset({200, 202})
PATIENCE_S = 120.0
WIDTH = 190
"""Of the table where no terminal says otherwise."""


@dataclass(frozen=True, slots=True)
class Route:
    """What is asked of whom."""

    name: str
    words: str
    port: int
    asks: list[Ask]
    worker: Worker


@dataclass(frozen=True, slots=True)
class Loaded:
    """How a route did under one load."""

    served: float
    """A second."""

    refused: float
    other: int
    """Neither served nor refused: errors, cut connections, and what was never answered."""

    served_p50_ms: float
    served_p99_ms: float
    refused_p50_ms: float
    refused_p99_ms: float
    cpu_ms: float
    """The server's, for each that was served."""

    generator: float
    """The share of one core that asking took."""

    locations: list[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Round:
    """A route at capacity, at twice that, and at capacity again."""

    full: Loaded
    over: Loaded
    again: Loaded

    @property
    def kept(self) -> float:
        """The share of its capacity, as it was before and after, that is still served when twice as many come."""
        return self.over.served / mean((self.full.served, self.again.served))


@dataclass(slots=True)
class Floor:
    """All of it, running."""

    house: Bench
    routes: list[Route]
    rounds: dict[str, list[Round]] = field(default_factory=dict)


async def loaded(route: Route, seconds: float, rate: float | None = None) -> Loaded:
    """One load on one route, by a process of its own."""
    plan = Plan(route.port, route.asks, CLOSED if rate is None else OPEN, seconds, rate)
    cpu = route.worker.cpu_s()
    generator = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.http_load", stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    out, _ = await generator.communicate(orjson.dumps(asdict(plan)))
    cpu = route.worker.cpu_s() - cpu
    route.worker.require_alive()
    return summed(orjson.loads(out), cpu, seconds)


def summed(found: dict[str, Any], cpu_s: float, seconds: float) -> Loaded:
    """What the generator found, a second."""
    answers = {int(status): number for status, number in found["answers"].items()}
    waited = {int(status): times for status, times in found["waited_s"].items()}
    served = sum(number for status, number in answers.items() if status in SERVED)
    refused = answers.get(503, 0)
    of_served = sorted(one for status in SERVED for one in waited.get(status, []))
    return Loaded(
        served=served / found["seconds"],
        refused=refused / found["seconds"],
        other=sum(answers.values()) - served - refused + found["unanswered"],
        served_p50_ms=_percentile_ms(of_served, 0.5),
        served_p99_ms=_percentile_ms(of_served, 0.99),
        refused_p50_ms=_percentile_ms(waited.get(503, []), 0.5),
        refused_p99_ms=_percentile_ms(waited.get(503, []), 0.99),
        cpu_ms=1000 * cpu_s * found["seconds"] / seconds / served if served else 0.0,
        generator=found["cpu_s"] / seconds,
        locations=found["locations"],
    )


def _percentile_ms(ordered: Sequence[float], share: float) -> float:
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@asynccontextmanager
async def opened(made: Rig, folder: Path, places: int | None) -> AsyncIterator[Floor]:
    """The gateway and the bare route, ready, with people, requests and pairs."""
    house = await made.house("gateway")
    bare_port, port = choose_ports(2)
    bare = {"BENCH_MONGO_URL": house.mongo_url, "BENCH_DATABASE": f"{made.name}-bare"}
    await made.database("bare")[THINGS].insert_many([{"_id": name, "name": name} for name in READERS])
    with ExitStack() as running:
        command = [sys.executable, "-m", "tests.bench.bare_route", str(bare_port)]
        bare_worker = running.enter_context(working(command, bare, folder / "bare.log"))
        command = [sys.executable, "-m", "services.gateway"]
        worker = running.enter_context(working(command, _environment(house, port, places), folder / "gateway.log"))
        await _up(worker, f"http://127.0.0.1:{port}/readyz")
        await _up(bare_worker, f"http://127.0.0.1:{bare_port}/things/none")
        await _furnish(house, port)
        first, *others = os.sched_getaffinity(0)
        if others:
            put_on(others, psutil.Process())
            worker.put_on([first])
            bare_worker.put_on([first])
        yield Floor(house, _routes(port, worker, bare_port, bare_worker))


def _environment(house: Bench, port: int, places: int | None) -> dict[str, str]:
    own = {
        "BOTHWAYS_ENV": "test",
        "BOTHWAYS_PORT": str(port),
        "BOTHWAYS_TOKEN_KEY": base64.b64encode(TOKEN_KEY).decode(),
        "BOTHWAYS_OPERATOR_KEY": OPERATOR_KEY,
        "BOTHWAYS_LOG_FORMAT": "json",
        **{f"BOTHWAYS_REQUESTS_PER_{whose}": MUCH for whose in QUOTAS},
    }
    capped = {"BOTHWAYS_REQUESTS_AT_ONCE": str(places)} if places else {}
    return house.environment_of(Service.GATEWAY) | own | capped


def _routes(port: int, worker: Worker, bare_port: int, bare: Worker) -> list[Route]:
    tokens = Tokens(TOKEN_KEY, "bothways", "bothways", timedelta(days=1))
    readers = {name: tokens.issue(ORG, name) for name in READERS}
    body = json.dumps({"topics": ["Python"], "mentor_id": MENTOR, "message": "May we talk about how you began?"})
    return [
        Route("bare", "bare FastAPI, one find_one", bare_port, [Ask("GET", f"/things/{one}") for one in readers], bare),
        Route("list", "GET /v1/requests", port, [Ask("GET", "/v1/requests", key) for key in readers.values()], worker),
        Route("pair", "GET /v1/pairs/{id}", port, [_pair_of(*reader) for reader in readers.items()], worker),
        Route("ask", "POST /v1/requests", port, [_asking(tokens.issue(ORG, one), body) for one in WRITERS], worker),
    ]


def _pair_of(name: str, token: str) -> Ask:
    return Ask("GET", f"/v1/pairs/pair-{name}", token)


def _asking(token: str, body: str) -> Ask:
    return Ask("POST", "/v1/requests", token, body)


async def _up(worker: Worker, url: str) -> None:
    async def is_up() -> bool:
        async with httpx2.AsyncClient() as http:
            try:
                return (await http.get(url)).status_code < 500
            except httpx2.HTTPError:
                return False

    await until(worker, is_up, url)


async def _furnish(house: Bench, port: int) -> None:
    """People by the operator's and the platform's doors, their requests and pairs as facts of matching."""
    url, people = f"http://127.0.0.1:{port}", [MENTOR, *READERS, *WRITERS]
    async with httpx2.AsyncClient(base_url=url, timeout=60) as http:
        platform = {"platform_id": "hr", "org": ORG, "name": "HR", "scopes": ["send-events"]}
        answer = await http.post("/v1/platforms", json=platform, headers={"Authorization": f"Bearer {OPERATOR_KEY}"})
        headers = {"Authorization": f"Bearer {answer.json()['api_key']}", "Content-Type": BATCH}
        for first in range(0, len(people), 100):
            events = json.dumps([joined(name) for name in people[first : first + 100]])
            answer = await http.post("/v1/events", content=events, headers=headers)
            assert (answer.status_code, answer.json()["rejected"]) == (202, 0), answer.text
    for name in READERS:
        for fact in _facts_of(house, name):
            await house.publish(fact)
    log = house.database(Service.GATEWAY)[LOG]

    async def all_written() -> bool:
        return await log.count_documents({}) >= len(people) + len(READERS) * (REQUESTS_EACH + 1)

    await eventually(all_written, within_s=PATIENCE_S, what="people, requests and pairs in the log")


def joined(name: str) -> dict[str, Any]:
    """Somebody is here, as a platform says it."""
    data = {"person_id": name, "name": name, "email": f"{name}@example.org"}
    kind, source = "bothways.PersonJoined.v1", "https://hr.example.org"
    return {"specversion": "1.0", "id": f"joined-{name}", "source": source, "type": kind, "org": ORG, "data": data}


def _facts_of(house: Bench, name: str) -> Iterator[AnyEvent]:
    way = {"direction": Direction.FORWARD, "topics": ("Python",)}
    members = (Member(person_id=MENTOR, role=PairRole.MENTOR), Member(person_id=name, role=PairRole.MENTEE))
    yield house.event(PairFormed(pair_id=f"pair-{name}", members=members, **way), f"pair-{name}", sequence=1)
    for number in range(REQUESTS_EACH):
        own = {"request_id": f"req-{name}-{number}", "mentee_id": name, "mentor_id": MENTOR}
        yield house.event(RequestOpened(**own, **way, state=RequestState.OPEN), own["request_id"], sequence=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the writes that were answered with 202."""

    accepted: int
    missing: int
    doubled: int


async def kept(house: Bench, locations: Sequence[str]) -> Kept:
    """Each accepted write's event, looked for in the log once everything is published."""
    database = house.database(Service.GATEWAY)
    wanted = {location.rpartition("/")[2] for location in locations}

    async def counted() -> Counter[str]:
        query = {"type": MentorRequested.type, "org": ORG}
        return Counter([row["request_id"] async for row in database[LOG].find(query, {"request_id": 1})])

    async def all_published() -> bool:
        return not await database[OUTBOX].find_one({}) and wanted <= (await counted()).keys()

    with suppress(AssertionError):
        await eventually(all_published, within_s=PATIENCE_S, what="an empty outbox")
    found = await counted()
    return Kept(len(wanted), len(wanted - found.keys()), sum(number > 1 for number in found.values()))


async def measured(floor: Floor, rounds: int, seconds: float) -> Kept:
    """All rounds of all routes, then the count."""
    locations: list[str] = []
    for number in range(rounds):
        for route in [*floor.routes[number % 2 :], *floor.routes[: number % 2]]:
            full = await loaded(route, seconds)
            over = await loaded(route, seconds, 2 * full.served)
            again = await loaded(route, seconds)
            floor.rounds.setdefault(route.name, []).append(Round(full, over, again))
            locations += full.locations + over.locations + again.locations
    return await kept(floor.house, locations)


def report(console: Console, floor: Floor, count: Kept) -> None:
    """Medians, as ratios to the bare route of the same round."""
    bare = floor.rounds["bare"]
    names = ("served", "/ bare", "p50 ms", "p99 ms", "CPU ms")
    over = ("served", "kept", "p50", "p99", "/ bare's at capacity", "503s", "their p99", "other")
    table = Table("route", *names, *(f"2x: {name}" for name in over), title=f"{len(bare)} rounds, medians")
    for route in floor.routes:
        own = floor.rounds[route.name]
        pairs = list(zip(own, bare, strict=True))
        table.add_row(
            route.words,
            f"{median(one.full.served for one in own):,.0f}/s",
            f"{median(one.full.served / other.full.served for one, other in pairs):.2f}",
            f"{median(one.full.served_p50_ms for one in own):.0f}",
            f"{median(one.full.served_p99_ms for one in own):.0f}",
            f"{median(one.full.cpu_ms for one in own):.2f}",
            f"{median(one.over.served for one in own):,.0f}/s",
            "{:.2f} ({:.2f} to {:.2f})".format(*(take(one.kept for one in own) for take in (median, min, max))),
            f"{median(one.over.served_p50_ms for one in own):.0f}",
            f"{median(one.over.served_p99_ms for one in own):,.0f}",
            f"{median(one.over.served_p99_ms / other.full.served_p99_ms for one, other in pairs):.1f}",
            f"{median(one.over.refused for one in own):,.0f}/s",
            f"{median(one.over.refused_p99_ms for one in own):.0f}",
            f"{sum(one.full.other + one.over.other + one.again.other for one in own)}",
        )
    console.print(table)
    good = not count.missing and not count.doubled
    words = f"{count.accepted:,} accepted writes: {count.missing} not in the log, {count.doubled} there twice"
    console.print(f"[{'green' if good else 'red'}]{words}[/]")


async def _run(stack: TestStack, folder: Path, rounds: int, seconds: float, places: int | None) -> tuple[Floor, Kept]:
    async with rig(stack, folder) as made, opened(made, folder, places) as floor:
        return floor, await measured(floor, rounds, seconds)


def main(
    rounds: Annotated[int, typer.Option(min=1, max=20, help="Each takes every route, at capacity and twice.")] = 3,
    seconds: Annotated[float, typer.Option(min=2, help="For each load, of which the first one is not counted.")] = 5.0,
    at_once: Annotated[int | None, typer.Option(help="BOTHWAYS_REQUESTS_AT_ONCE, where not the default.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all rounds there.")] = None,
) -> None:
    """Measure, print, look for every accepted write."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    with troubles_in_words(), servers() as (stack, folder):
        floor, count = asyncio.run(_run(stack, folder, rounds, seconds, at_once))
    report(console, floor, count)
    if json_file:
        own = {name: [asdict(one) for one in found] for name, found in floor.rounds.items()}
        json_file.write_text(json.dumps({"rounds": own, "kept": asdict(count)}, indent=2) + "\n")
    sys.exit(bool(count.missing or count.doubled))


if __name__ == "__main__":
    typer.run(main)

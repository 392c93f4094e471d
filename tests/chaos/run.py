"""`python -m tests.chaos.run`: the whole system under load and SIGKILL, then the count."""

import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import aio_pika
import httpx2
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from deploy.local.story.clients import taken_in
from libs.common import topology
from libs.common.contracts import Service
from tests.chaos.checker import Verdict, check
from tests.chaos.kills import Kills
from tests.chaos.load import AT_ONCE, ORG, Load
from tests.support.running import PATIENCE_S, eventually
from tests.support.system import System, system

WITNESS = "witness"
QUIET_S = 300.0


@dataclass(slots=True)
class Storm:
    """How hard it blows."""

    requests: int
    replicas: int = 1
    rounds: int = 1
    seed: int = 7
    console: Console = field(default_factory=Console)

    async def blow(self, folder: Path) -> Verdict:
        """Load, kills, quiet, count."""
        dice = random.Random(self.seed)  # noqa: S311 - repeatable, not secret
        async with system(folder, replicas=self.replicas) as running:
            await declare_witness(running)
            load = Load(running, self.requests, self.replicas, dice)
            await load.people()
            await taken_in(running.url(), running.secrets["BOTHWAYS_OPERATOR_KEY"])
            started = time.monotonic()
            kills = Kills(running, dice, self.rounds, lambda words: self.console.print(f"  [red]{words}[/]"))
            with _bar(self.console) as bar:
                task = bar.add_task("accepted requests", total=self.requests)
                killing = asyncio.create_task(kills.run(lambda: len(load.accepted) / self.requests))
                try:
                    await load.run(lambda done: bar.update(task, completed=done))
                    await killing
                finally:
                    killing.cancel()
            seconds = time.monotonic() - started
            await until_quiet(running)
            await taken_in(running.url(), running.secrets["BOTHWAYS_OPERATOR_KEY"])
            verdict = await check(running, load.accepted, await witnessed(running))
            verdict.shares = await shares(running)
            verdict.counts |= {"HTTP calls": load.tries, "kills": len(kills.done), "seconds": round(seconds)}
            return verdict


async def declare_witness(running: System) -> None:
    """A durable queue that hears every event, so that the broker itself says what it carried."""
    async with broker(running) as channel:
        queue = await channel.declare_queue(WITNESS, durable=True, arguments={"x-queue-type": "quorum"})
        await queue.bind(topology.EVENTS, f"{ORG}.#")


async def witnessed(running: System) -> set[str]:
    """The keys of every event that the broker carried."""
    keys: set[str] = set()
    async with broker(running) as channel:
        await channel.set_qos(1000)
        queue = await channel.get_queue(WITNESS)
        # Three seconds without one may also be a broker that is slow.
        while (await queue.declare()).message_count:
            async with queue.iterator(timeout=3) as messages:
                with suppress(TimeoutError):
                    async for message in messages:
                        event = json.loads(message.body)
                        keys.add(f"{event['org']}/{event['source']}/{event['id']}")
                        await message.ack()
    return keys


async def shares(running: System) -> dict[tuple[Service, int], int]:
    """What each process says it has done, by its own metrics."""
    found: dict[tuple[Service, int], int] = {}
    async with httpx2.AsyncClient(timeout=PATIENCE_S) as http:
        for key, port in running.ports.items():
            lines = (await http.get(f"http://127.0.0.1:{port}/metrics")).text.splitlines()
            values = [line.rpartition(" ")[2] for line in lines if line.startswith("bothways_committed_units_total ")]
            found[key] = round(float(values[0]))
    return found


@asynccontextmanager
async def broker(running: System) -> AsyncIterator[aio_pika.abc.AbstractChannel]:
    """A channel of the administrator's."""
    connection = await aio_pika.connect(running.amqp_url)
    async with connection:
        yield await connection.channel()


async def until_quiet(running: System) -> None:
    """No message waits, no outbox row, no mail on its way: twice in a row."""
    seen = 0

    async def quiet() -> bool:
        nonlocal seen
        running.require_alive()
        waiting = await running.waiting_messages()
        rows = sum([await running.database(one)["outbox"].count_documents({}) for one in Service])
        unsent = {"channel": "mail", "state": {"$in": ["waiting", "sending"]}}
        mails = await running.database(Service.NOTIFICATIONS)["deliveries"].count_documents(unsent)
        seen = seen + 1 if not waiting and not rows and not mails else 0
        if seen:
            await asyncio.sleep(1)
        return seen >= 3

    await eventually(quiet, within_s=QUIET_S, what="quiet after the storm")


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def report(console: Console, verdict: Verdict) -> None:
    """The counts, then what is wrong."""
    table = Table("counted", "number", title="After the storm")
    for what, count in verdict.counts.items():
        table.add_row(what, f"{count:,}")
    console.print(table)
    for wrong in verdict.wrong:
        console.print(f"[bold red]✗[/] {wrong}", highlight=False)
    if not verdict.wrong:
        console.print("[green]✓[/] Nothing lost, nothing doubled, no hole.")


def main(
    requests: Annotated[int, typer.Option(help="Requests to accept.", min=AT_ONCE)] = 2000,
    replicas: Annotated[int, typer.Option(help="Processes of each service.", min=1)] = 1,
    rounds: Annotated[int, typer.Option(help="How often each target is killed.", min=0)] = 3,
    seed: Annotated[int, typer.Option(help="Repeats the same order of kills.")] = 7,
    keep: Annotated[Path | None, typer.Option(help="Keep logs and mails in this folder.")] = None,
) -> None:
    """Kill each service, the broker and the database under load; count what became of every event."""
    console = Console()
    storm = Storm(requests, replicas, rounds, seed, console)
    with tempfile.TemporaryDirectory(prefix="bothways-chaos-") as home:
        verdict = asyncio.run(storm.blow(keep or Path(home)))
    report(console, verdict)
    sys.exit(bool(verdict.wrong))


if __name__ == "__main__":
    typer.run(main)

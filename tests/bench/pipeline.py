"""Events per second through a real handler, beside limits and peers of the same run: `python -m tests.bench.pipeline`.

Every case is measured once a round, in another order each time, on a broker and a database of the run's own, with
their data on disk. A worker is a process of its own: it is warmed up, stopped while its queue is filled, and timed from
then to its last effect; what fits its prefetch is in its socket before the clock starts, for the house as for peers.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.local.trouble import troubles_in_words
from tests.bench.cases import Case, limits
from tests.bench.house_cases import house_cases
from tests.bench.peer_cases import peer_cases
from tests.bench.peers import environment
from tests.bench.report import Report
from tests.bench.rig import rig, servers
from tests.support.stack import TestStack

WIDTH = 140
"""Of the tables where no terminal says otherwise."""

console = Console(width=None if sys.stdout.isatty() else WIDTH)


def main(
    rounds: Annotated[int, typer.Option(min=1, max=40, help="Each measures every case once.")] = 5,
    messages: Annotated[int, typer.Option(min=10, help="Per case and round; a quarter where each is slow.")] = 2000,
    peers: Annotated[bool, typer.Option(help="Measure other frameworks too.")] = True,
    only: Annotated[list[str] | None, typer.Option(help="A case by its name in the JSON; may be repeated.")] = None,
    minutes: Annotated[float, typer.Option(help="No round begins that would probably end later.")] = 5.5,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all samples there.")] = None,
) -> None:
    """Measure, print, say which goals are reached."""
    with troubles_in_words(), ExitStack() as opened:
        if peers:
            with console.status("Installing the peers (once)"):
                environment.python()
                environment.node_modules()
        with console.status("Starting a broker and a database"):
            stack, folder = opened.enter_context(servers())
        report = asyncio.run(_run(stack, folder, Plan(rounds, messages, minutes), peers=peers, only=only))
    report.print(console)
    if json_file:
        json_file.write_text(json.dumps(report.as_json(), indent=2) + "\n")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    rounds: int
    messages: int
    minutes: float = 5.5


async def _run(stack: TestStack, folder: Path, plan: Plan, *, peers: bool, only: Sequence[str] | None) -> Report:
    async with rig(stack, folder) as made:
        cases = [*limits(made), *house_cases(made), *(peer_cases(made) if peers else [])]
        return await measure(stack, [case for case in cases if not only or case.name in only], plan)


async def measure(stack: TestStack, cases: Sequence[Case], plan: Plan) -> Report:
    """All rounds, or as many as there is time for."""
    versions = f"RabbitMQ {stack.broker_version}, MongoDB {stack.database_version} ({stack.backend})"
    report = Report(versions, plan.messages, cases, {case.name: [] for case in cases})
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        await _rounds(report, progress, plan)
    return report


async def _rounds(report: Report, progress: Progress, plan: Plan) -> None:
    task = progress.add_task("", total=plan.rounds * len(report.cases))
    began, longest = time.monotonic(), 0.0
    for number in range(plan.rounds):
        round_began = time.monotonic()
        if number and round_began + longest > began + 60 * plan.minutes:
            progress.console.print(f"{number} rounds of {plan.rounds}: there is no time for more (--minutes).")
            return
        for case in _in_turn(report.cases, number):
            progress.update(task, description=f"Round {number + 1}: {case.words}")
            report.samples[case.name].append(await case.measure(report.messages))
            progress.advance(task)
        report.loads.append(os.getloadavg()[0])
        longest = max(longest, time.monotonic() - round_began)


def _in_turn(cases: Sequence[Case], number: int) -> list[Case]:
    """Each round begins elsewhere: no case always has the same neighbour or the warmest machine."""
    first = number * 3 % len(cases)
    return [*cases[first:], *cases[:first]]


if __name__ == "__main__":
    typer.run(main)

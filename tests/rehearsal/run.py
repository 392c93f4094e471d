"""`python -m tests.rehearsal.run`: months of a programme in minutes, then what became of it, beside the model."""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Annotated

import httpx2
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from deploy.local.demo.events import ORG, person_joined
from deploy.local.demo.organisation import demo_people
from deploy.local.demo.rehearsal.cast import Couple, couples
from deploy.local.demo.rehearsal.script import PERSONAS, Persona, script
from deploy.local.demo.rehearsal.stage import COARSE, FINE, ORGANISER_ID, Played, Stage
from libs.common.contracts import Service
from libs.common.contracts.pairs import PairPhaseChanged
from tests.rehearsal import dry, model
from tests.rehearsal.model import Outcome
from tests.support.doors import add_platform, operator, send_events
from tests.support.system import System, system

FADING = "fading"
RESERVE = 5
"""Couples who wait, should a rule stand against some of the others."""


@dataclass(slots=True)
class Verdict:
    """What became of the pairs, by persona, and where services and model differ."""

    lived: dict[str, list[Outcome]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    messages: int = 0
    """How many the dry run says, and the service said."""

    unforeseen: list[str] = field(default_factory=list)
    """Where these two differ."""

    calls: int = 0
    seconds: float = 0


@dataclass(slots=True)
class Rehearsal:
    """So many pairs for so many days; or, with `foretold`, the couples of the dry run, in fine strides."""

    pairs: int
    days: int
    foretold: bool = False
    console: Console = field(default_factory=Console)

    async def run(self, folder: Path) -> Verdict:
        """Pairs form, live by their scripts, and are compared with the model."""
        started = time.monotonic()
        async with system(folder) as running, stage_of(running) as stage:
            taken = {ORGANISER_ID}
            everybody = {is_reverse: couples(is_reverse, taken) for is_reverse in (True, False)}
            dry_pairs = dry.cast_of(everybody) if self.foretold else []
            stage.grain = FINE if self.foretold else COARSE
            parts = [PERSONAS[number % len(PERSONAS)] for number in range(self.pairs)]
            needed = Counter(persona.is_reverse for persona in parts)
            queues = {one: iter(list(islice(queue, needed[one] + RESERVE))) for one, queue in everybody.items()}
            await joined(running, stage, taken)
            played = await self._cast(stage, parts, queues)
            with _bar(self.console) as bar:
                task = bar.add_task("days", total=self.days)
                for day in range(self.days + 1):
                    await stage.step(int(day > 0))
                    await asyncio.gather(*(stage.play(pair, day) for pair in played))
                    await asyncio.gather(*(pair.play(stage, day) for pair in dry_pairs if day < self.days))
                    bar.update(task, completed=day)
            await stage.step(0)
            verdict = await compared(running, played, self.days)
            if self.foretold:
                verdict.messages, verdict.unforeseen = await dry.compared(running, stage, dry_pairs, self.days)
        verdict.calls, verdict.seconds = stage.calls, time.monotonic() - started
        return verdict

    async def _cast(self, stage: Stage, parts: list[Persona], queues: Mapping[bool, Iterator[Couple]]) -> list[Played]:
        """The personas in turn, each played by the next couple that may be a pair."""
        played: list[Played] = []
        while parts:
            group, parts = parts[: self.pairs], []
            chosen = [(persona, couple) for persona in group for couple in islice(queues[persona.is_reverse], 1)]
            formed = await asyncio.gather(*(stage.form(couple) for _, couple in chosen))
            for (persona, couple), pair_id in zip(chosen, formed, strict=True):
                if pair_id:
                    played.append(self._played(persona, couple, pair_id, len(played)))
                else:
                    parts.append(persona)
        return played

    def _played(self, persona: Persona, couple: Couple, pair_id: str, seed: int) -> Played:
        return Played(pair_id, couple, persona.name, script(persona, seed, self.days))


@asynccontextmanager
async def stage_of(running: System) -> AsyncIterator[Stage]:
    """The first morning, before anybody has come."""
    async with httpx2.AsyncClient(base_url=running.url(), timeout=60) as http:
        stage = Stage(http, operator(running))
        await stage.begin()
        yield stage


async def joined(running: System, stage: Stage, person_ids: Collection[str]) -> None:
    """These alone: everybody who joins would be told things for months."""
    hr = await add_platform(running, "rehearsal-hr", ORG)
    people = [one for one in demo_people() if one.person_id in {*person_ids, ORGANISER_ID}]
    await send_events(running, hr.api_key, [person_joined(one, stage.now) for one in people])


async def compared(running: System, played: list[Played], days: int) -> Verdict:
    """What the services say became of each pair, held against what the model says."""
    verdict, lived = Verdict(), await lives(running)
    for pair in played:
        found = lived.get(pair.pair_id, Outcome())
        expected = model.play(pair.acts, is_reverse=pair.couple.direction == "reverse", days=days)
        verdict.lived.setdefault(pair.name, []).append(found)
        verdict.wrong += [f"{pair.name} {pair.pair_id}: {words}" for words in differences(found, expected)]
    return verdict


def differences(found: Outcome, expected: Outcome) -> list[str]:
    """In words; nothing where they are the same."""
    words = [f"{side} did not reach {milestone}" for milestone, side in sorted(expected.milestones - found.milestones)]
    words += [f"{side} reached {milestone}" for milestone, side in sorted(found.milestones - expected.milestones)]
    for name in ("sessions", "fades", "revivals", "ending"):
        one, other = getattr(found, name), getattr(expected, name)
        words += [f"{name}: {one!r}, expected {other!r}"] if one != other else []
    return words


async def lives(running: System) -> dict[str, Outcome]:
    """What the journal keeps of each pair, and when the log says that it faded and came back."""
    journal, gateway = running.database(Service.JOURNAL), running.database(Service.GATEWAY)
    stories = [row async for row in journal["stories"].find({})]
    found = {row["pair_id"]: Outcome(sessions=row["sessions_held"]) for row in stories}
    formed = {row["pair_id"]: row["formed_at"] for row in stories}
    async for row in journal["milestones"].find({}):
        found[row["pair_id"]].milestones.add((row["milestone"], row["side"]))
    before: dict[str, str] = {}
    async for row in gateway["log"].find({"type": PairPhaseChanged.type}).sort("position", 1):
        pair_id, phase = row["subject"], row["data"]["phase"]
        day = (row["time"].date() - formed[pair_id].date()).days
        if phase == FADING != before.get(pair_id):
            found[pair_id].fades.append(day)
        elif before.get(pair_id) == FADING != phase and phase != "afterlife":
            found[pair_id].revivals.append(day)
        before[pair_id] = phase
    async for row in gateway["log"].find({"type": "bothways.PairEnded.v1"}):
        found[row["subject"]].ending = row["data"]["ending"]
    return found


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def report(console: Console, verdict: Verdict) -> None:
    """The table, then what is wrong."""
    table = Table("persona", "pairs", "sessions", "milestones", "fades", "revivals", "endings", title="After the time")
    for name, outcomes in verdict.lived.items():
        endings = Counter(one.ending for one in outcomes if one.ending)
        sums = (
            len(outcomes),
            sum(one.sessions for one in outcomes),
            sum(len(one.milestones) for one in outcomes),
            sum(len(one.fades) for one in outcomes),
            sum(len(one.revivals) for one in outcomes),
        )
        table.add_row(name, *(f"{number:,}" for number in sums), ", ".join(f"{k} {v}" for k, v in endings.items()))
    console.print(table)
    console.print(f"{verdict.calls:,} calls in {verdict.seconds:.0f} s")
    for wrong in verdict.wrong[:40]:
        console.print(f"[bold red]✗[/] {wrong}", highlight=False)
    if not verdict.wrong:
        console.print("[green]✓[/] Every milestone, fading, revival and ending is what the model says.")


def report_foretold(console: Console, verdict: Verdict) -> None:
    """Whether everybody was told what was foretold."""
    for unforeseen in verdict.unforeseen[:40]:
        console.print(f"[bold red]✗[/] {unforeseen}", highlight=False)
    if not verdict.unforeseen:
        console.print(
            f"[green]✓[/] All {verdict.messages:,} messages are what the dry run says, and there are no others."
        )


def main(
    pairs: Annotated[int, typer.Option(help="How many pairs; 0: those of the dry run alone.", min=0, max=340)] = 200,
    days: Annotated[int, typer.Option(help="For how many days.", min=1, max=400)] = 182,
    foretold: Annotated[bool, typer.Option(help="Hold the dry run against what is said, after the pairs.")] = True,
    keep: Annotated[Path | None, typer.Option(help="Keep logs and mails in this folder.")] = None,
) -> None:
    """Play a programme in stepped time on the real services, and compare what came of it with a plain model."""
    console, wrong = Console(), False
    with tempfile.TemporaryDirectory(prefix="bothways-rehearsal-") as home:
        folder = keep or Path(home)
        if pairs:
            verdict = asyncio.run(Rehearsal(pairs, days, console=console).run(folder / "pairs"))
            report(console, verdict)
            wrong = bool(verdict.wrong)
        if foretold:
            verdict = asyncio.run(Rehearsal(0, days, foretold=True, console=console).run(folder / "foretold"))
            report_foretold(console, verdict)
            wrong = wrong or bool(verdict.unforeseen)
    sys.exit(wrong)


if __name__ == "__main__":
    typer.run(main)

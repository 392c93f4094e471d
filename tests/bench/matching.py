"""Whom to suggest among many, beside the limit of the same run: `python -m tests.bench.matching`.

The limit is reading as many bytes as the index has, once, by one thread, from memory that was filled with random
numbers. Searches and the limit take turns; a round's ratio is of that round. The people are the same in every run.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from tests.bench import exposure
from tests.bench.crowd import Crowd
from tests.bench.examining import Examined
from tests.bench.exposure import BALANCED, MENTEES, PLAIN, RANKINGS
from tests.bench.goals import LARGEST_SPREAD
from tests.bench.searching import CASES, Measured, Plan, measure

WIDTH = 140
FEW_TOPICS, MANY_TOPICS = 64, 10_000
LARGEST = 1_000_000
SIZES = (10_000, 100_000, LARGEST)

console = Console(width=None if sys.stdout.isatty() else WIDTH)


@dataclass(frozen=True, slots=True)
class Aim:
    """What must be reached, and what was measured, round by round. `is_timed`: worth nothing on an unsteady machine."""

    key: str
    words: str
    wanted: float
    measured: Sequence[float]
    is_timed: bool = True
    is_least: bool = False

    @property
    def is_reached(self) -> bool:
        """By the median."""
        reached = median(self.measured)
        return reached >= self.wanted if self.is_least else reached <= self.wanted


@dataclass(slots=True)
class Report:
    """All crowds of a run."""

    crowds: list[Measured] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    exposure: list[dict[str, Examined]] = field(default_factory=list)
    """By seed, then by ranking."""

    def aims(self) -> Iterator[Aim]:
        """Speed is promised of the largest crowd, all else of every one."""
        largest = max(one.crowd.people for one in self.crowds)
        for one in self.crowds:
            name = one.crowd.name
            if one.crowd.people == largest:
                yield from _speed(one, name)
            yield Aim("G5", f"{name}: bytes a person", 128, [one.bytes_a_person], is_timed=False)
            yield Aim("G6", f"{name}: a change can be found, µs", 50, one.update_us)
            if one.kept:
                yield Aim("G4", f"{name}: score / exact score", 0.999, [min(one.kept)], is_timed=False, is_least=True)
                yield Aim("G4", f"{name}: hard rules broken", 0, [one.broken_rules], is_timed=False)
        yield from _balance(self.exposure)

    def unsteady(self) -> list[tuple[str, float]]:
        """The limits that varied too much for a verdict, and by how much."""
        floors = {
            f"{one.crowd.people:,} people, {one.crowd.vocabulary:,} topics": one.p50("floor") for one in self.crowds
        }
        spreads = [(name, max(floor) / min(floor)) for name, floor in floors.items()]
        return [(name, spread) for name, spread in spreads if spread > LARGEST_SPREAD]

    def verdict(self, aim: Aim) -> str:
        """Or none."""
        if aim.is_timed and self.unsteady():
            return "no verdict"
        return "reached" if aim.is_reached else "short"

    def print(self, to: Console) -> None:
        """For people."""
        to.print(_searches(self.crowds))
        if self.exposure:
            to.print(_exposure(self.exposure))
        to.print(self._goals())
        loads = ", ".join(f"{load:.1f}" for load in self.loads)
        to.print(f"Load average after each crowd: {loads} ({os.cpu_count()} cores).")
        for name, spread in self.unsteady():
            to.print(
                f"[bold yellow]No verdict on speed:[/] the limit of {name} varied by {spread:.1f} (at most "
                f"{LARGEST_SPREAD:g}). The machine was too busy; run it again when it is quiet."
            )

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "loads": self.loads,
            "crowds": [_as_json(one) for one in self.crowds],
            "exposure": [{name: _shown(one) for name, one in seed.items()} for seed in self.exposure],
            "goals": [
                {
                    "key": aim.key,
                    "words": aim.words,
                    "wanted": aim.wanted,
                    "median": median(aim.measured),
                    "range": [min(aim.measured), max(aim.measured)],
                    "verdict": self.verdict(aim),
                }
                for aim in self.aims()
            ],
            "unsteady": dict(self.unsteady()),
        }

    def _goals(self) -> Table:
        table = Table(title="Goals: medians of the rounds", title_justify="left")
        for heading in ("", "", "measured", "range", "wanted", ""):
            table.add_column(heading, justify="right" if heading in ("measured", "range", "wanted") else "left")
        for aim in self.aims():
            span = f"{min(aim.measured):.3g} to {max(aim.measured):.3g}"
            wanted = f"{'≥' if aim.is_least else '≤'} {aim.wanted:g}"
            table.add_row(aim.key, aim.words, f"{median(aim.measured):.3g}", span, wanted, self.verdict(aim))
        return table


def main(
    people: Annotated[list[int] | None, typer.Option(help="A size; may be repeated.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=40)] = 5,
    searches: Annotated[int, typer.Option(min=1, help="In each round.")] = 40,
    mentees: Annotated[int, typer.Option(min=30, help="Of the test of exposure, half as many mentors.")] = MENTEES,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all samples there.")] = None,
) -> None:
    """Measure, print, say which goals are reached."""
    report = run(people or SIZES, Plan(rounds=rounds, searches=searches))
    with console.status(f"{mentees:,} mentees who are shown mentors"):
        report.exposure = exposure.measure(mentees)
    report.print(console)
    if json_file:
        json_file.write_text(json.dumps(report.as_json(), indent=2) + "\n")


def run(sizes: Sequence[int], plan: Plan) -> Report:
    """Each size with few topics and with many."""
    report = Report()
    for people in sizes:
        for vocabulary in (FEW_TOPICS, MANY_TOPICS):
            with console.status(f"{people:,} people who speak of {vocabulary:,} topics"):
                report.crowds.append(measure(Crowd(people, vocabulary), plan))
            report.loads.append(os.getloadavg()[0])
    return report


def _speed(one: Measured, name: str) -> Iterator[Aim]:
    if one.crowd.vocabulary == MANY_TOPICS:
        yield Aim("G1", f"{name}: search / limit", 0.30, one.of_floor("one thread"))
        return
    yield Aim("G2", f"{name}: search / limit", 1.0, one.of_floor("one thread"))
    yield Aim("G2", f"{name}: search by two threads / limit", 0.6, one.of_floor("two threads"))
    spreads = [slow / usual for slow, usual in zip(one.p95("one thread"), one.p50("one thread"), strict=True)]
    yield Aim("G3", f"{name}: p95 / p50", 1.5, spreads)


def _balance(seeds: Sequence[dict[str, Examined]]) -> Iterator[Aim]:
    """By seed."""
    if seeds:
        matches = [one[BALANCED].matches / one[PLAIN].matches for one in seeds]
        most = [one[BALANCED].most_shown / one[PLAIN].most_shown for one in seeds]
        yield Aim("G10", "expected matches / by score alone", 1.05, matches, is_timed=False, is_least=True)
        yield Aim("G10", "most shown / by score alone", 0.6, most, is_timed=False)


def _exposure(seeds: Sequence[dict[str, Examined]]) -> Table:
    table = Table(title="Who is shown how often: medians of the seeds", title_justify="left")
    table.add_column("ranking")
    for heading in _shown(seeds[0][PLAIN]):
        table.add_column(heading.replace("_", " "), justify="right")
    for name in RANKINGS:
        rows = [_shown(one[name]) for one in seeds]
        table.add_row(name, *(f"{median(row[key] for row in rows):.4g}" for key in rows[0]))
    return table


def _shown(one: Examined) -> dict[str, float]:
    return {
        "expected_matches": one.matches,
        "gini": one.gini,
        "most_shown": one.most_shown,
        "never_shown": one.never_shown,
        "mean_score": one.mean_score,
    }


def _searches(crowds: Sequence[Measured]) -> Table:
    table = Table(title="One search for the best 20, ms, and its ratio to the limit", title_justify="left")
    for heading in ("people", "topics", "", "p50", "p95", "of the limit", "build, s"):
        table.add_column(heading, justify="left" if heading == "" else "right")
    for one in crowds:
        for case in CASES:
            ratio = f"{median(one.of_floor(case)):.2f}" if case != "floor" else ""
            times = (f"{median(one.p50(case)):.3f}", f"{median(one.p95(case)):.3f}")
            words = "the limit" if case == "floor" else case
            table.add_row(
                f"{one.crowd.people:,}", f"{one.crowd.vocabulary:,}", words, *times, ratio, f"{one.build_s:.1f}"
            )
        table.add_section()
    return table


def _as_json(one: Measured) -> dict[str, Any]:
    return {
        "people": one.crowd.people,
        "vocabulary": one.crowd.vocabulary,
        "build_s": one.build_s,
        "bytes_a_person": one.bytes_a_person,
        "p50_ms": {case: one.p50(case) for case in CASES},
        "p95_ms": {case: one.p95(case) for case in CASES},
        "update_us": median(one.update_us),
        "kept": one.kept,
        "broken_rules": one.broken_rules,
    }


if __name__ == "__main__":
    typer.run(main)

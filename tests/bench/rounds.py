"""Cohort rounds beside other solvers, on the same people: `python -m tests.bench.rounds`.

Every solver is timed once a round where it can be waited for, in another order each time; sorting random numbers is the
limit that tells how steady the machine was. Peers run in processes and environments of their own, get the scores ready
made, and their clock starts when they have read them. Every placement is held against every pair that may be placed.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from deploy.local.trouble import troubles_in_words
from services.matching.rounds.candidates import Edges
from services.matching.rounds.cohort import Ints
from services.matching.rounds.flow import assign
from services.matching.rounds.solving import solve
from tests.bench.goals import LARGEST_SPREAD, Goal, outcome, unsteady
from tests.bench.peers import environment
from tests.bench.rounds_instance import NOBODY, Instance, Worth, worth
from tests.bench.rounds_peers import CANNOT, DENSE, POINTS, SPARSE, STABLE, Solver, mentor_match, scipy_peer
from tests.bench.rounds_prices import highest_total
from tests.bench.rounds_published import published_table

LARGEST_DENSE, LARGEST_SLOW = 5_000, 1_000
LIMIT, HOUSE, FLOW, GREEDY, PROVEN = "sorting", "house", "flow", "greedy", "proven"
console = Console(width=None if sys.stdout.isatty() else 140)


def sorting(_: Instance) -> tuple[float, Ints]:
    """What the machine can do at the moment: memory and one core."""
    numbers = np.random.default_rng(7).integers(0, 1 << 40, 4_000_000)
    began = time.perf_counter()
    numbers.sort()
    return time.perf_counter() - began, np.zeros(0, dtype=np.int64)


def house(instance: Instance) -> tuple[float, Ints]:
    """All of it: people in, scores, optimum, rules checked once more, reasons and fairness report out."""
    cohort, pool = instance.cohort, instance.pool
    began = time.perf_counter()
    placed = solve(cohort).placed
    seconds = time.perf_counter() - began
    found = np.full(instance.mentees, NOBODY, dtype=np.int64)
    for one in placed:
        found[pool.mentee_rows[one.couple.mentee_id]] = pool.mentor_rows[one.couple.mentor_id]
    return seconds, found


def flow(instance: Instance) -> tuple[float, Ints]:
    """The assignment alone, of the same edges as scipy's sparse solver."""
    edges, places = instance.favourites, instance.pool.places
    began = time.perf_counter()
    taken = assign(edges, instance.mentees, places)
    return time.perf_counter() - began, _mentors(instance, edges, taken)


def greedy(instance: Instance) -> tuple[float, Ints]:
    """The best pair first, then the best of what is left."""
    edges, left = instance.favourites, instance.pool.places.tolist()
    began = time.perf_counter()
    order = np.argsort(-edges.values, kind="stable")
    found = np.full(instance.mentees, NOBODY, dtype=np.int64)
    for mentee, mentor in zip(edges.mentees[order].tolist(), edges.mentors[order].tolist(), strict=True):
        if found[mentee] == NOBODY and left[mentor]:
            found[mentee] = mentor
            left[mentor] -= 1
    return time.perf_counter() - began, found


def _mentors(instance: Instance, edges: Edges, taken: Ints) -> Ints:
    found = np.full(instance.mentees, NOBODY, dtype=np.int64)
    found[edges.mentees[taken]] = edges.mentors[taken]
    return found


def solvers(mentees: int, *, peers: bool) -> dict[str, Solver]:
    """Those that can be waited for at this size."""
    found: dict[str, Solver] = {LIMIT: sorting, HOUSE: house, FLOW: flow, GREEDY: greedy}
    if peers:
        found[SPARSE] = scipy_peer("sparse", lambda instance: instance.favourites)
        if mentees <= LARGEST_DENSE:
            found[DENSE] = scipy_peer("dense", lambda instance: instance.everything)
        if mentees <= LARGEST_SLOW:
            found |= {STABLE: scipy_peer("stable", lambda instance: instance.everything), POINTS: mentor_match}
    return found


@dataclass(slots=True)
class Measured:
    """One size: the seconds of every solver, round by round, and what its placement is worth."""

    instance: Instance
    seconds: dict[str, list[float]] = field(default_factory=dict)
    worths: dict[str, Worth] = field(default_factory=dict)
    loads: list[float] = field(default_factory=list)
    highest: float | None = None
    """What prices prove no placement of all pairs to exceed, where no dense solver says it."""

    def measure(self, rounds: int, *, peers: bool) -> None:
        """Every solver once a round."""
        found = list(solvers(self.instance.mentees, peers=peers).items())
        judged = self.instance.everything if self.instance.mentees <= LARGEST_DENSE else self.instance.favourites
        for number in range(rounds):
            first = number * 3 % len(found)
            for name, solver in [*found[first:], *found[:first]]:
                seconds, mentor_of = solver(self.instance)
                self.seconds.setdefault(name, []).append(seconds)
                if len(mentor_of):
                    self.worths[name] = worth(judged, self.instance.pool.places, mentor_of)
                if name == FLOW and self.instance.mentees > LARGEST_DENSE and self.highest is None:
                    self.highest = highest_total(self.instance, mentor_of)
            self.loads.append(os.getloadavg()[0])

    def table(self) -> Table:
        """For people."""
        mentees, mentors = self.instance.mentees, len(self.instance.pool.mentors)
        table = Table(title=f"{mentees:,} mentees, {mentors:,} mentors", title_justify="left")
        headings = (
            "",
            "seconds",
            "min",
            "max",
            "total",
            "unmatched",
            "over capacity",
            "barred pairs",
            "blocking pairs",
        )
        for heading in headings:
            table.add_column(heading, justify="right" if heading else "left")
        for name, seconds in self.seconds.items():
            times = [f"{number:.3f}" for number in (median(seconds), min(seconds), max(seconds))]
            table.add_row(name, *times, *(_cells(self.worths[name]) if name in self.worths else ()))
        return table

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        worths = {name: {one: getattr(found, one) for one in found.__slots__} for name, found in self.worths.items()}
        return {"mentees": self.instance.mentees, "seconds": self.seconds, "worths": worths, "loads": self.loads}


def _cells(one: Worth) -> Iterator[str]:
    yield f"{one.total:,.2f}"
    for number in (one.unmatched, one.over_capacity, one.broken, one.blocking):
        yield f"{number:,}"


def goals_of(measured: Measured) -> Iterator[tuple[Goal, dict[str, list[float]]]]:
    """Those of this size, each with what it compares: all are reached from a least ratio on."""
    mentees, seconds, worths = measured.instance.mentees, measured.seconds, measured.worths
    if mentees == 20_000:
        yield (
            Goal("G7", "10 s / scores and optimum, two-sided", 1.0, lambda rate: 10 / rate[HOUSE], (HOUSE,)),
            seconds,
        )
    if mentees == 20_000 and SPARSE in seconds:
        words = "scipy's sparse solver / the flow, on the same edges"
        yield Goal("G9", words, 5.0, lambda rate: rate[SPARSE] / rate[FLOW], (SPARSE, FLOW)), seconds
    if DENSE in worths:
        totals = {name: [worths[name].total] for name in (HOUSE, DENSE)}
        words = f"total / scipy's dense optimum, {mentees:,} mentees"
        yield Goal("G8", words, 0.999, lambda rate: rate[HOUSE] / rate[DENSE], (HOUSE, DENSE)), totals
    if measured.highest:
        totals = {HOUSE: [worths[HOUSE].total], PROVEN: [measured.highest]}
        words = f"total / what prices prove no placement of all pairs to exceed, {mentees:,} mentees"
        yield Goal("G8", words, 0.999, lambda rate: rate[HOUSE] / rate[PROVEN], (HOUSE, PROVEN)), totals


def main(
    rounds: Annotated[int, typer.Option(min=1, max=20, help="Each times every solver once.")] = 3,
    size: Annotated[list[int] | None, typer.Option(help="Mentees; may be repeated.")] = None,
    peers: Annotated[bool, typer.Option(help="Measure other solvers too.")] = True,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all samples there.")] = None,
    published: Annotated[Path | None, typer.Option(help="A folder with OR-Library's assign100.txt and others.")] = None,
) -> None:
    """Measure, print, say which goals are reached."""
    if published:
        console.print(published_table(published))
    with troubles_in_words():
        if peers:
            with console.status("Installing the peers (once)"):
                environment.python("bench-rounds")
                environment.python("bench-mentor-match")
        solve(Instance(10).cohort)  # compiles the inner loop, which a process does once
        found = [Measured(Instance(mentees)) for mentees in size or (1_000, 5_000, 20_000)]
        for measured in found:
            with console.status(f"{measured.instance.mentees:,} mentees"):
                measured.measure(rounds, peers=peers)
            console.print(measured.table())
    _say(found)
    if json_file:
        json_file.write_text(json.dumps([one.as_json() for one in found], indent=2) + "\n")


def _say(found: list[Measured]) -> None:
    table = Table(title="Goals: medians of the rounds' ratios", title_justify="left")
    for heading in ("", "ratio", "measured", "range", "wanted", ""):
        table.add_column(heading)
    for measured in found:
        is_unsteady = unsteady(measured.seconds, [LIMIT])
        for goal, rates in goals_of(measured):
            one = outcome(goal, rates)
            # A total is the same however busy the machine is.
            verdict = "no verdict" if is_unsteady and rates is measured.seconds else "short"
            verdict = "reached" if verdict == "short" and one.is_reached else verdict
            span = f"{one.lowest:.4f} to {one.highest:.4f}"
            table.add_row(goal.key, goal.words, f"{one.median:.4f}", span, f"≥ {goal.least:g}", verdict)
        for name, spread in is_unsteady:
            console.print(
                f"{measured.instance.mentees:,}: “{name}” varied by {spread:.1f} (at most {LARGEST_SPREAD:g})"
            )
    console.print(table)
    for name, words in CANNOT.items():
        if any(name in measured.worths for measured in found):
            console.print(f"{name}: {words}")
    broken = sum(
        measured.worths[name].broken + measured.worths[name].over_capacity for measured in found for name in (HOUSE,)
    )
    console.print(f"Barred pairs and mentors over capacity in the house's placements: {broken}.")
    loads = "; ".join(", ".join(f"{load:.1f}" for load in measured.loads) for measured in found)
    console.print(f"Load average at the rounds' ends: {loads} ({os.cpu_count()} cores).")


if __name__ == "__main__":
    typer.run(main)

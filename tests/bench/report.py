"""What was measured, as tables for people and as JSON for programs."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.cases import Case, Kind, Sample
from tests.bench.goals import LARGEST_SPREAD, Outcome, best, goals, outcome, unsteady

HEADINGS = {
    Kind.LIMIT: "Limits",
    Kind.HOUSE: "The house",
    Kind.PEER: "Peers: one document per event",
}


@dataclass(slots=True)
class Report:
    """All samples of a run."""

    servers: str
    messages: int
    cases: Sequence[Case]
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    loads: list[float] = field(default_factory=list)
    """The machine's load average over the last minute, at the end of each round."""

    @property
    def rates(self) -> dict[str, list[float]]:
        """Per second, by case and round."""
        return {name: [sample.per_s for sample in samples] for name, samples in self.samples.items()}

    @property
    def best_peer(self) -> str | None:
        """Whom to compare with."""
        return best(self.rates, self._names(Kind.PEER))

    def outcomes(self) -> list[Outcome]:
        """The goals as measured."""
        return [outcome(goal, self.rates) for goal in goals(self.best_peer) if self.rates.keys() >= set(goal.needs)]

    def unsteady(self) -> list[tuple[str, float]]:
        """Limits that varied too much for a verdict."""
        return unsteady(self.rates, self._names(Kind.LIMIT))

    def print(self, console: Console) -> None:
        """For people."""
        console.print(self._measurements())
        console.print(self._goals())
        loads = ", ".join(f"{load:.1f}" for load in self.loads)
        console.print(f"{len(self.loads)} rounds; load average at their ends: {loads} ({os.cpu_count()} cores).")
        console.print(f"{self.servers}. Every round's inbox marks and effects were counted: none missing, none twice.")
        for name, spread in self.unsteady():
            console.print(
                f"[bold yellow]No verdict:[/] the limit “{name}” varied by {spread:.1f} (at most {LARGEST_SPREAD:g}). "
                "The machine was too busy; run it again when it is quiet."
            )

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "servers": self.servers,
            "messages": self.messages,
            "loads": self.loads,
            "cases": [self._case(case) for case in self.cases],
            "goals": [
                {
                    "key": one.goal.key,
                    "words": one.goal.words,
                    "least": one.goal.least,
                    "median": one.median,
                    "range": [one.lowest, one.highest],
                    "verdict": self._verdict(one),
                }
                for one in self.outcomes()
            ],
            "unsteady": dict(self.unsteady()),
        }

    def _case(self, case: Case) -> dict[str, Any]:
        samples = self.samples[case.name]
        return {
            "name": case.name,
            "words": case.words,
            "kind": case.kind,
            "messages": samples[0].messages,
            "per_s": [round(sample.per_s, 1) for sample in samples],
            "cpu_us": [round(sample.cpu_us, 1) for sample in samples],
        }

    def _names(self, kind: Kind) -> list[str]:
        return [case.name for case in self.cases if case.kind is kind]

    def _measurements(self) -> Table:
        table = Table(title="Messages per second, one process", title_justify="left")
        table.add_column("")
        headings = ("median", "min", "max", "CPU µs/msg", "of plain consume", f"of {self.best_peer or 'best peer'}")
        for heading in headings:
            table.add_column(heading, justify="right")
        for kind, heading in HEADINGS.items():
            of_kind = [case for case in self.cases if case.kind is kind]
            if of_kind:
                table.add_row(f"[bold]{heading}[/]")
            for case in of_kind:
                table.add_row(*self._row(case))
            table.add_section()
        return table

    def _row(self, case: Case) -> tuple[str, ...]:
        rates, samples = self.rates[case.name], self.samples[case.name]
        numbers = (f"{number:,.0f}" for number in (median(rates), min(rates), max(rates)))
        cpu = f"{median(sample.cpu_us for sample in samples):,.0f}"
        return (
            case.words,
            *numbers,
            cpu,
            self._ratio(case.name, "consume"),
            self._ratio(case.name, self.best_peer or ""),
        )

    def _ratio(self, name: str, other: str) -> str:
        if other not in self.rates:
            return ""
        rounds = zip(self.rates[name], self.rates[other], strict=True)
        return f"{median(mine / theirs for mine, theirs in rounds):.2f}"

    def _goals(self) -> Table:
        table = Table(title="Goals: medians of the rounds' ratios", title_justify="left")
        for heading in ("", "ratio", "measured", "range", "wanted", ""):
            table.add_column(heading, justify="right" if heading in ("measured", "range", "wanted") else "left")
        for one in self.outcomes():
            measured = f"{one.median:.2f}"
            span = f"{one.lowest:.2f} to {one.highest:.2f}"
            table.add_row(one.goal.key, one.goal.words, measured, span, f"≥ {one.goal.least:g}", self._verdict(one))
        return table

    def _verdict(self, one: Outcome) -> str:
        if self.unsteady():
            return "no verdict"
        return "reached" if one.is_reached else "short"

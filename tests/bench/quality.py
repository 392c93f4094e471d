"""How good suggestions are for the demo's real people, beside brute force and chance: `python -m tests.bench.quality`.

Everybody who is ready to learn and says what looks for somebody, in each direction, and is shown five. Nothing is
timed: the same people give the same numbers on every machine.
"""

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from services.matching.domain.directions import Direction
from services.matching.domain.lots import lot
from services.matching.domain.people import Person
from services.matching.domain.suggestions import Search, Suggestion
from tests.bench.examining import Examined, turns
from tests.bench.matching import Aim
from tests.bench.quality_people import Staff, demo_staff
from tests.bench.quality_rankings import (
    ENOUGH,
    SEED,
    SHOWN,
    Expecting,
    Lists,
    Suggesting,
    brute_force,
    by_chance,
    fits_both_ways,
    share_with_enough,
)
from tests.bench.quality_truth import untrue

INDEX, BRUTE_FORCE, PLAIN, CHANCE = "index", "brute force", "by score", "random"
RANKINGS = (INDEX, BRUTE_FORCE, PLAIN, CHANCE)

console = Console(width=None if sys.stdout.isatty() else 140)


@dataclass(slots=True)
class Measured:
    """One direction. `otherwise` counts searches to which the index gave another answer than brute force.

    `possible` is, for each who looks, how many may be suggested that fit both ways: no ranking can show more.
    """

    direction: Direction
    lists: dict[str, Lists]
    examined: dict[str, Examined]
    possible: list[int] = field(default_factory=list)
    suggestions: int = 0
    otherwise: int = 0
    untrue: list[str] = field(default_factory=list)

    @property
    def searches(self) -> int:
        return len(self.lists[INDEX].fitting)

    def ratio(self, other: str) -> float:
        """Of how many of a list fit both ways."""
        mean = self.lists[other].mean
        return self.lists[INDEX].mean / mean if mean else float("inf")

    def check(self, search: Search, mentors: Sequence[Person], found: Sequence[Suggestion]) -> None:
        self.suggestions += len(found)
        for mentor, one in zip(mentors, found, strict=True):
            self.untrue += untrue(search, mentor, one)


def measure(staff: Staff, suggesting: Suggesting, direction: Direction) -> Measured:
    """Everybody's five by each ranking."""
    everybody = {
        seeker.person_id: brute_force(staff, staff.search(seeker, direction))
        for seeker in track(staff.seekers, f"{direction}", console=console, transient=True)
    }
    measured = Measured(direction, {name: Lists.among(staff.shown) for name in RANKINGS}, _unread(staff, everybody))
    expecting, chance = Expecting(staff, direction), random.Random(SEED)  # noqa: S311 - the same in every run
    for seeker in staff.seekers:
        search, exact = staff.search(seeker, direction), everybody[seeker.person_id]
        found, chosen = suggesting(search), expecting.choose(search, exact)
        for name, some in ((INDEX, found), (BRUTE_FORCE, chosen), (PLAIN, exact[:SHOWN])):
            measured.lists[name].add(seeker, [staff.by_id[one.mentor_id] for one in some])
            measured.examined[name].add(seeker.person_id, some)
        measured.lists[CHANCE].add(seeker, by_chance(staff, search, chance))
        measured.possible.append(sum(fits_both_ways(seeker, staff.by_id[one.mentor_id]) for one in exact))
        measured.otherwise += found != chosen
        measured.check(search, [staff.by_id[one.mentor_id] for one in found], found)
    return measured


def _unread(staff: Staff, everybody: Mapping[str, Sequence[Suggestion]]) -> dict[str, Examined]:
    """By ranking, before somebody is shown: mentors read of who suits them best, equals by lot."""
    suiting: dict[str, list[tuple[float, float, str]]] = {one.person_id: [] for one in staff.shown}
    for asker_id, found in everybody.items():
        for one in found:
            suiting[one.mentor_id].append((-one.score, lot(asker_id, one.mentor_id, 1), asker_id))
    back = turns({mentor_id: [asker_id for *_, asker_id in sorted(some)] for mentor_id, some in suiting.items()})
    return {name: Examined(dict.fromkeys(suiting, 0), back) for name in (INDEX, BRUTE_FORCE, PLAIN)}


@dataclass(slots=True)
class Report:
    """All directions of a run."""

    staff: Staff
    measured: list[Measured]

    def aims(self) -> Iterator[Aim]:
        """Of all directions together, then of each."""
        otherwise = sum(one.otherwise for one in self.measured)
        wrong = sum(len(one.untrue) for one in self.measured)
        yield Aim("index", "answers other than brute force's", 0, [otherwise], is_timed=False)
        yield Aim("words", "reasons and gaps that are not true", 0, [wrong], is_timed=False)
        for one in self.measured:
            words = f"{one.direction}: share with {ENOUGH} that fit both ways / possible"
            share = one.lists[INDEX].share / (share_with_enough(one.possible) or 1)
            yield Aim("fit", words, 0.9, [share], is_timed=False, is_least=True)
            balanced, plain = one.examined[INDEX], one.examined[PLAIN]
            gain = balanced.matches / (plain.matches or 1)
            yield Aim(
                "balance", f"{one.direction}: expected matches / by score", 1.0, [gain], is_timed=False, is_least=True
            )
            most = balanced.most_shown / max(1, plain.most_shown)
            yield Aim("balance", f"{one.direction}: most shown / by score", 1.0, [most], is_timed=False)

    def print(self, to: Console) -> None:
        """For people."""
        everybody, seekers, shown = (len(some) for some in (self.staff.people, self.staff.seekers, self.staff.shown))
        to.print(self._table())
        to.print(self._goals())
        to.print(
            f"{seekers:,} of {everybody:,} people look, {shown:,} can be shown; each list has at most {SHOWN}. "
            f"{sum(one.suggestions for one in self.measured):,} suggestions of the index were read back."
        )

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "people": len(self.staff.people),
            "directions": [
                {
                    "direction": one.direction,
                    "searches": one.searches,
                    "suggestions": one.suggestions,
                    "possible": share_with_enough(one.possible),
                    "otherwise": one.otherwise,
                    "untrue": one.untrue,
                    "rankings": {name: _numbers(lists) for name, lists in one.lists.items()},
                    "expected_matches": {name: examined.matches for name, examined in one.examined.items()},
                    "mean_score": {name: examined.mean_score for name, examined in one.examined.items()},
                }
                for one in self.measured
            ],
        }

    def _table(self) -> Table:
        title = f"Share of those who look who have {ENOUGH} that fit both ways, and who is shown how often"
        table = Table(title=title, title_justify="left")
        headings = (
            "direction",
            "ranking",
            "share",
            "of five",
            "index / this",
            "matches",
            "score",
            "Gini",
            "most shown",
            "never shown",
        )
        for heading in headings:
            table.add_column(heading, justify="left" if heading in headings[:2] else "right")
        for one in self.measured:
            for name, lists in one.lists.items():
                ratio = "" if name == INDEX else f"{one.ratio(name):.2f}"
                shown = (f"{lists.gini:.3f}", f"{lists.most_shown:,}", f"{lists.never_shown:,}")
                read = one.examined.get(name)
                examined = (f"{read.matches:.0f}", f"{read.mean_score:.3f}") if read else ("", "")
                row = (name, f"{lists.share:.3f}", f"{lists.mean:.2f}", ratio, *examined, *shown)
                table.add_row(str(one.direction), *row)
            table.add_row(str(one.direction), "possible", f"{share_with_enough(one.possible):.3f}")
            table.add_section()
        return table

    def _goals(self) -> Table:
        table = Table("", "", "measured", "wanted", "", title="Goals", title_justify="left")
        for aim in self.aims():
            wanted = f"{'≥' if aim.is_least else '≤'} {aim.wanted:g}"
            verdict = "reached" if aim.is_reached else "short"
            table.add_row(aim.key, aim.words, f"{aim.measured[0]:.3g}", wanted, verdict)
        return table


def _numbers(lists: Lists) -> dict[str, float]:
    return {
        "share": lists.share,
        "of_five": lists.mean,
        "gini": lists.gini,
        "most_shown": lists.most_shown,
        "never_shown": lists.never_shown,
    }


def run(people: int | None = None) -> Report:
    """Among the whole organisation, or its first so many people."""
    staff = demo_staff(people)
    suggesting = Suggesting(staff)
    return Report(staff, [measure(staff, suggesting, direction) for direction in Direction])


def main(
    people: Annotated[int | None, typer.Option(min=10, help="Only the first so many.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all numbers there.")] = None,
) -> None:
    """Measure, print, say which goals are reached."""
    report = run(people)
    report.print(console)
    if json_file:
        json_file.write_text(json.dumps(report.as_json(), indent=2) + "\n")


if __name__ == "__main__":
    typer.run(main)

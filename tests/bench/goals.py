"""What the pipeline must reach, as ratios of things measured in the same round. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

LARGEST_SPREAD = 2.0
"""Of a limit's largest rate to its smallest: beyond it the machine was too unsteady for any verdict."""

Rates = Mapping[str, Sequence[float]]
"""Messages per second of every case, round by round."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio and the least it must be."""

    key: str
    words: str
    least: float
    ratio: Callable[[Mapping[str, float]], float]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal as it was measured: the median of the rounds' ratios, and their range."""

    goal: Goal
    median: float
    lowest: float
    highest: float

    @property
    def is_reached(self) -> bool:
        """By the median."""
        return self.median >= self.goal.least


def in_series(*rates: float) -> float:
    """What is left when one waits for the other: no overlap at all."""
    return 1 / sum(1 / rate for rate in rates)


def goals(best_peer: str | None) -> list[Goal]:
    """All of them; those about peers only where there are any."""
    found = [
        Goal(
            "G11",
            "written by hand / its series bound: broker and database overlap here",
            0.8,
            lambda rate: rate["by-hand"] / in_series(rate["consume-in-groups"], rate["transactions"]),
            ("by-hand", "consume-in-groups", "transactions"),
        ),
        Goal(
            "G12",
            "group commit, one document / its series bound (delivery, transactions)",
            0.7,
            lambda rate: rate["tiny"] / in_series(rate["deliver"], rate["transactions"]),
            ("tiny", "deliver", "transactions"),
        ),
        Goal(
            "G12",
            "group commit, one document / a transaction per message",
            4.0,
            lambda rate: rate["tiny"] / rate["tiny-apart"],
            ("tiny", "tiny-apart"),
        ),
        Goal(
            "G12",
            "group commit, real handler / a transaction per message",
            4.0,
            lambda rate: rate["matching"] / rate["matching-apart"],
            ("matching", "matching-apart"),
        ),
    ]
    if best_peer:
        found.append(
            Goal(
                "G13",
                f"one document through the house / best peer ({best_peer})",
                3.0,
                lambda rate: rate["tiny"] / rate[best_peer],
                ("tiny", best_peer),
            )
        )
    return found


def outcome(goal: Goal, rates: Rates) -> Outcome:
    """Each round's ratio for itself, so that a neighbour who comes and goes is in both its parts."""
    rounds = zip(*(rates[name] for name in goal.needs), strict=True)
    ratios = [goal.ratio(dict(zip(goal.needs, values, strict=True))) for values in rounds]
    return Outcome(goal, median(ratios), min(ratios), max(ratios))


def unsteady(rates: Rates, limits: Sequence[str]) -> list[tuple[str, float]]:
    """The limits that varied too much, and by how much."""
    spreads = [(name, max(rates[name]) / min(rates[name])) for name in limits]
    return [(name, spread) for name, spread in spreads if spread > LARGEST_SPREAD]


def best(rates: Rates, peers: Sequence[str]) -> str | None:
    """The peer with the highest median."""
    return max(peers, key=lambda name: median(rates[name]), default=None)

"""Who of those that fit is shown first, so that nobody is flooded while others wait to be asked.

A mentor whom many suit has a bar: what the best of those score who may ask, a few for each place that is left. Half of
it is taken off for the order, never off the score. So a mentor is shown first to those who are among their best.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.matching.domain.lots import lot
from services.matching.domain.people import Person

ASKERS_A_PLACE = 4
"""So many may ask before a place is taken."""

BAR_COUNTS = 0.5
"""Whose wishes come first: at 0 those of who looks alone, at 1 those of all who may ask."""

DIGITS = 6

WELL_ENOUGH = 0.8
"""Of the score of those who would be shown by score alone: nobody who fits less takes their place."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a mentor has before them: requests that wait for an answer, and what those score who may ask, falling."""

    waiting: int = 0
    askers: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A mentor before somebody who looks, by their score for each other."""

    mentor: Person
    score: float
    demand: Demand

    @property
    def bar(self) -> float:
        """The mean over the best; low where there is more room than there are people who fit."""
        places = max(0, self.mentor.free_places - self.demand.waiting)
        count = max(1, ASKERS_A_PLACE * places)
        return sum(self.demand.askers[:count]) / count

    @property
    def is_busy(self) -> bool:
        """What waits for an answer already takes every place."""
        return self.demand.waiting >= self.mentor.free_places

    @property
    def weight(self) -> float:
        """How much of a mentor is left for one more."""
        return self.mentor.free_places / (1 + self.demand.waiting)


def balanced(asker_id: str, found: Sequence[Standing], limit: int) -> list[Standing]:
    """So many of those found, who come best score first. Equals go by lot."""
    enough = WELL_ENOUGH * min((one.score for one in found[:limit]), default=0.0)
    fit_enough = [one for one in found if one.score >= enough]
    fit_enough.sort(key=lambda one: _rank(asker_id, one))
    return fit_enough[:limit]


def _rank(asker_id: str, one: Standing) -> tuple[float, bool, float, str]:
    """Lower is better."""
    mentor_id = one.mentor.person_id
    standing = round(one.score - BAR_COUNTS * one.bar, DIGITS)
    return -standing, one.is_busy, lot(asker_id, mentor_id, one.weight), mentor_id

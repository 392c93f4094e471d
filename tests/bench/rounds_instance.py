"""One instance of a round, as all solvers get it, and what a placement of it is worth."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.matching.rounds.candidates import Edges, candidates_of, listed, look_at, unturned, whole
from services.matching.rounds.cohort import Cohort, Ints, Pooled
from services.matching.rounds.scan import UNIT, Span
from tests.bench.rounds_people import make_cohort

NOBODY = -1


@dataclass(frozen=True)
class Instance:
    """So many mentees. Pairs that are in no edge may not be placed."""

    mentees: int

    @cached_property
    def cohort(self) -> Cohort:
        """The people."""
        return make_cohort(self.mentees)

    @cached_property
    def pool(self) -> Pooled:
        """The same, numbered."""
        return Pooled.of(self.cohort)

    @cached_property
    def favourites(self) -> Edges:
        """Both sides' best: what the house's solver and the sparse peers get."""
        return candidates_of(self.cohort, self.pool, 2).edges

    @cached_property
    def everything(self) -> Edges:
        """Every pair that may be placed at all."""
        return self.pairs(0, self.mentees)

    def pairs(self, first: int, last: int) -> Edges:
        """All pairs of some of the mentees."""
        mentors = len(self.pool.mentors)
        seen = look_at(self.cohort, self.pool)(Span(first, last, mentors, 1))
        mentee, mentor, values = unturned(listed(seen.of_mentees, first), mentors)
        order = np.lexsort((mentor, mentee))
        return Edges(mentee[order], mentor[order], whole(values[order]))


@dataclass(frozen=True, slots=True)
class Worth:
    """`blocking` counts pairs of whom both would rather have each other than whom they got, by the score they share."""

    total: float
    unmatched: int
    over_capacity: int
    broken: int
    blocking: int


def worth(edges: Edges, places: Ints, mentor_of: Ints) -> Worth:
    """Of a placement: the mentor of each mentee, or NOBODY. Pairs that are in no edge count as broken rules."""
    mentors = len(places)
    key = edges.mentees * mentors + edges.mentors
    placed = np.flatnonzero(mentor_of != NOBODY)
    wanted = placed * mentors + mentor_of[placed]
    at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    is_edge = key[at] == wanted
    loads = np.bincount(mentor_of[placed], minlength=mentors)
    return Worth(
        total=float(edges.values[at][is_edge].sum() / UNIT),
        unmatched=len(mentor_of) - len(placed),
        over_capacity=int((loads > places).sum()),
        broken=int((~is_edge).sum()),
        blocking=_blocking(edges, places, loads, mentor_of, at[is_edge]),
    )


def _blocking(edges: Edges, places: Ints, loads: Ints, mentor_of: Ints, taken: Ints) -> int:
    own = np.zeros(len(mentor_of), dtype=np.int64)
    own[edges.mentees[taken]] = edges.values[taken]
    worst = np.full(len(places), np.iinfo(np.int64).max)
    np.minimum.at(worst, edges.mentors[taken], edges.values[taken])
    worst[loads < places] = 0
    return int(((edges.values > own[edges.mentees]) & (edges.values > worst[edges.mentors])).sum())

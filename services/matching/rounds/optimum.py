"""The optimum of the favourites, and of more as long as more makes it better."""

import numpy as np

from services.matching.rounds.candidates import Edges, candidates_of
from services.matching.rounds.cohort import Cohort, Ints, Pooled
from services.matching.rounds.flow import assign


def optimum(cohort: Cohort, pool: Pooled, edges: Edges, threads: int) -> tuple[Edges, Ints]:
    """The edges that were looked at in the end, and the rows of those to take.

    Where the same few are everybody's favourites, the favourites alone would leave most people out. So as long as
    somebody is left out who fits a mentor with room, everybody is shown the best of those mentors, and all is assigned
    anew: each time to a higher total, because that pair alone would have made it higher.
    """
    while True:
        taken = assign(edges, len(pool.mentees), pool.places)
        left = pool.places - np.bincount(edges.mentors[taken], minlength=len(pool.places))
        free, room = pool.locks < 0, np.flatnonzero(left)
        left_out = free.copy()
        left_out[edges.mentees[taken]] = False
        if not len(_among(cohort, pool, np.flatnonzero(left_out), room, threads).values):
            return edges, taken
        edges = _together(edges, _among(cohort, pool, np.flatnonzero(free), room, threads))


def _among(cohort: Cohort, pool: Pooled, mentees: Ints, mentors: Ints, threads: int) -> Edges:
    """The favourites of these among each other."""
    found = candidates_of(cohort, pool.part(mentees, mentors), threads).edges
    return Edges(mentees[found.mentees], mentors[found.mentors], found.values)


def _together(some: Edges, more: Edges) -> Edges:
    """Each pair once, in the order of mentees and mentors."""
    mentees, mentors = np.append(some.mentees, more.mentees), np.append(some.mentors, more.mentors)
    _, first = np.unique(mentees * (mentors.max(initial=0) + 1) + mentors, return_index=True)
    return Edges(mentees[first], mentors[first], np.append(some.values, more.values)[first])

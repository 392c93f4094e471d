"""Prices that prove an optimum: by linear duality no placement is worth more than all prices together."""

import numpy as np

from services.matching.rounds.candidates import Edges
from services.matching.rounds.cohort import Ints
from services.matching.rounds.scan import UNIT
from tests.bench.rounds_instance import NOBODY, Instance

AT_ONCE = 1_000
"""Mentees whose every pair is held at once."""


def prices(edges: Edges, places: Ints, mentor_of: Ints) -> Ints | None:
    """The least price of a place with each mentor at which nobody would rather have another; None where none exists.

    A mentee keeps what their pair is worth beyond its price, who has no mentor keeps nothing. Each price is raised to
    what others would pay. That ends, unless some could change round and round to a higher total.
    """
    taken = edges.mentors == mentor_of[edges.mentees]
    worth = np.zeros(len(mentor_of), dtype=np.int64)
    worth[edges.mentees[taken]] = edges.values[taken]
    found = np.zeros(len(places), dtype=np.int64)
    for _ in range(len(places) + 1):
        kept = np.where(mentor_of == NOBODY, 0, worth - found[mentor_of])
        raised = found.copy()
        np.maximum.at(raised, edges.mentors, edges.values - kept[edges.mentees])
        if (raised == found).all():
            return found
        found = raised
    return None


def is_proven(edges: Edges, places: Ints, mentor_of: Ints) -> bool:
    """Whether prices prove that no placement of these edges has a higher total."""
    found = prices(edges, places, mentor_of)
    if found is None:
        return False
    taken = edges.mentors == mentor_of[edges.mentees]
    return bool(bound(edges, places, found, len(mentor_of)) == edges.values[taken].sum())


def highest_total(instance: Instance, mentor_of: Ints) -> float | None:
    """What no placement of any pairs is worth more than, at the prices of this one among the favourites."""
    places, mentees = instance.pool.places, instance.mentees
    found = prices(instance.favourites, places, mentor_of)
    if found is None:
        return None
    parts = (instance.pairs(first, min(first + AT_ONCE, mentees)) for first in range(0, mentees, AT_ONCE))
    return (sum(_kept(edges, found, mentees) for edges in parts) + int((found * places).sum())) / UNIT


def bound(edges: Edges, places: Ints, found: Ints, mentees: int) -> int:
    """What no placement is worth more than, at whatever prices: what the places cost, and the most each could keep."""
    return _kept(edges, found, mentees) + int((found * places).sum())


def _kept(edges: Edges, found: Ints, mentees: int) -> int:
    kept = np.zeros(mentees, dtype=np.int64)
    np.maximum.at(kept, edges.mentees, edges.values - found[edges.mentors])
    return int(kept.sum())

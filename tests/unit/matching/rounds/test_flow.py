"""The assignment alone, against instances whose optimum is known without solving them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.rounds.candidates import Edges
from services.matching.rounds.flow import assign


def edges_of(values: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> Edges:
    """Every pair is an edge."""
    mentees, mentors = np.indices(values.shape).reshape(2, -1)
    return Edges(mentees, mentors, values.ravel())


@pytest.mark.parametrize("size", [1, 2, 10, 50, 100])
def test_the_hard_problem_of_machol_and_wien_is_solved(size: int) -> None:
    """R. E. Machol and M. Wien, A Hard Assignment Problem, Operations Research 24 (1976): costs are row times column.

    By the rearrangement inequality the least total pairs the largest row with the smallest column.
    """
    numbers = np.arange(1, size + 1)
    most = size * size + 1
    edges = edges_of(most - np.outer(numbers, numbers))
    taken = assign(edges, size, np.ones(size, dtype=np.int64))
    assert len(taken) == size
    assert size * most - edges.values[taken].sum() == size * (size + 1) * (size + 2) // 6


@st.composite
def planted(draw: st.DrawFn) -> tuple[Edges, np.ndarray[tuple[int], np.dtype[np.int64]], int]:
    """An instance made around its solution, with prices that prove it: no pair is worth more than both its prices.

    A pair of the solution is worth just its prices; who is left out, and who has room left, has a price of nothing.
    """
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    mentees, mentors = draw(st.integers(1, 60)), draw(st.integers(1, 30))
    places = random.integers(1, 4, mentors)
    slots = random.permutation(np.repeat(np.arange(mentors), places))[:mentees]
    matched = random.permutation(mentees)[: random.integers(0, len(slots) + 1)]
    slots = slots[: len(matched)]
    mentee_price, mentor_price = random.integers(0, 5000, mentees), random.integers(0, 5000, mentors)
    mentee_price[np.setdiff1d(np.arange(mentees), matched)] = 0
    mentor_price[np.bincount(slots, minlength=mentors) < places] = 0
    values = mentee_price[:, None] + mentor_price - random.integers(0, 3000, (mentees, mentors))
    values[matched, slots] = mentee_price[matched] + mentor_price[slots]
    return edges_of(values), places, int(values[matched, slots].sum())


@given(planted())
def test_a_planted_optimum_is_found(instance: tuple[Edges, np.ndarray[tuple[int], np.dtype[np.int64]], int]) -> None:
    edges, places, optimum = instance
    mentees = int(edges.mentees.max()) + 1
    taken = assign(edges, mentees, places)
    assert edges.values[taken].sum() == optimum
    assert (np.bincount(edges.mentors[taken], minlength=len(places)) <= places).all()
    assert len(set(edges.mentees[taken].tolist())) == len(taken)

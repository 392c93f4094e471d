"""The assignment alone, against instances whose optimum is known without solving them, and against prices."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.rounds.candidates import Edges
from services.matching.rounds.cohort import Ints
from services.matching.rounds.flow import assign
from tests.bench.rounds_instance import NOBODY, Instance
from tests.bench.rounds_prices import is_proven


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


def placed(edges: Edges, mentees: int, places: Ints) -> Ints:
    mentor_of = np.full(mentees, NOBODY)
    taken = assign(edges, mentees, places)
    mentor_of[edges.mentees[taken]] = edges.mentors[taken]
    return mentor_of


@given(planted())
def test_prices_prove_the_optimum_and_nothing_less(
    instance: tuple[Edges, np.ndarray[tuple[int], np.dtype[np.int64]], int],
) -> None:
    edges, places, _ = instance
    mentor_of = placed(edges, int(edges.mentees.max()) + 1, places)
    assert is_proven(edges, places, mentor_of)
    worth = edges.values[edges.mentors == mentor_of[edges.mentees]]
    if worth.sum() > 0:
        least = edges.mentees[edges.mentors == mentor_of[edges.mentees]][worth.argmax()]
        assert not is_proven(edges, places, np.where(np.arange(len(mentor_of)) == least, NOBODY, mentor_of))


@pytest.mark.feature("matching.pool")
@pytest.mark.parametrize("mentees", [40, 600])
def test_prices_prove_the_optimum_of_a_whole_cohort_over_all_its_pairs(mentees: int) -> None:
    instance = Instance(mentees)
    places = instance.pool.places
    mentor_of = placed(instance.everything, mentees, places)
    assert is_proven(instance.everything, places, mentor_of)


def test_the_mean_optimum_of_random_costs_is_what_the_theorem_says() -> None:
    """Parisi's formula, proved by Linusson and Wästlund and by Nair, Prabhakar and Sharma (2003).

    Of n by n costs, each exponential with mean 1, the least total is expected to be 1 + 1/4 + 1/9 + ... + 1/n².
    """
    size, times, unit = 20, 400, 10**6
    random = np.random.default_rng(7)
    totals = []
    for costs in random.exponential(unit, (times, size, size)).astype(np.int64):
        edges = edges_of(2 * costs.max() * size - costs)
        taken = assign(edges, size, np.ones(size, dtype=np.int64))
        assert len(taken) == size
        totals.append(costs[edges.mentees[taken], edges.mentors[taken]].sum() / unit)
    expected = sum(1 / number**2 for number in range(1, size + 1))
    assert abs(np.mean(totals) - expected) < 3 * np.std(totals) / times**0.5

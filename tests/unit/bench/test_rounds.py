"""What a placement is worth, and which goals a size has."""

import numpy as np

from services.matching.rounds.candidates import Edges
from tests.bench.goals import outcome
from tests.bench.rounds import DENSE, FLOW, HOUSE, LIMIT, SPARSE, Measured, goals_of
from tests.bench.rounds_instance import Instance, Worth, worth

# Two mentees and two mentors with a place each; mentee 1 may not be placed with mentor 0.
EDGES = Edges(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([9_000, 5_000, 6_000]))
PLACES = np.array([1, 1])


def judged(*mentor_of: int) -> Worth:
    return worth(EDGES, PLACES, np.array(mentor_of))


def test_a_placement_is_worth_its_scores() -> None:
    assert judged(0, 1) == Worth(total=1.5, unmatched=0, over_capacity=0, broken=0, blocking=0)
    assert judged(-1, -1) == Worth(total=0.0, unmatched=2, over_capacity=0, broken=0, blocking=3)


def test_two_who_would_rather_have_each_other_are_counted() -> None:
    assert judged(1, -1) == Worth(total=0.5, unmatched=1, over_capacity=0, broken=0, blocking=2)


def test_too_many_on_one_mentor_and_pairs_that_may_not_be_are_counted() -> None:
    assert (judged(1, 1).over_capacity, judged(1, 1).broken) == (1, 0)
    assert (judged(-1, 0).over_capacity, judged(-1, 0).broken) == (0, 1)


def measured(mentees: int, total: float, **seconds: list[float]) -> Measured:
    found = Measured(Instance(mentees), {LIMIT: [1.0], **seconds})
    found.worths = {name: Worth(value, 0, 0, 0, 0) for name, value in ((HOUSE, total), (DENSE, 100.0))}
    return found


def test_the_total_is_held_against_the_dense_optimum() -> None:
    for total, is_reached in ((99.95, True), (99.8, False)):
        ((goal, rates),) = goals_of(measured(5_000, total))
        assert outcome(goal, rates).is_reached is is_reached


def test_the_largest_size_has_ten_seconds_and_a_fifth_of_the_sparse_solvers_time() -> None:
    found = measured(20_000, 1.0, **{HOUSE: [8.0], SPARSE: [9.0], FLOW: [2.0]})
    del found.worths[DENSE]
    reached = {goal.key: outcome(goal, rates).is_reached for goal, rates in goals_of(found)}
    assert reached == {"G7": True, "G9": False}

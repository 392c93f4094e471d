"""What a placement is worth, and which goals a size has."""

from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from services.matching.rounds.candidates import Edges
from tests.bench.goals import outcome
from tests.bench.rounds import FLOW, HOUSE, LIMIT, Measured, flow, goals_of
from tests.bench.rounds_instance import Instance, Worth, worth
from tests.bench.rounds_peers import DENSE, SPARSE
from tests.bench.rounds_prices import highest_total
from tests.bench.rounds_published import OPTIMA, costs_of, least_total, published_table

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


def test_prices_say_what_no_placement_of_all_pairs_can_exceed() -> None:
    instance = Instance(60)
    places, (_, mentor_of) = instance.pool.places, flow(instance)
    best = worth(instance.everything, places, mentor_of).total
    assert highest_total(instance, mentor_of) == pytest.approx(best)
    found = measured(20_000, 99.95, **{HOUSE: [8.0]})
    del found.worths[DENSE]
    for highest, is_reached in ((100.0, True), (101.0, False)):
        found.highest = highest
        assert [outcome(goal, rates).is_reached for goal, rates in goals_of(found) if goal.key == "G8"] == [is_reached]


def test_a_published_problem_is_read_and_solved(tmp_path: Path) -> None:
    assert least_total(costs_of("3\n 7 2 9\n 1 8\n 9 5 6 4\n")) == 2 + 1 + 4
    (tmp_path / "assign100.txt").write_text("2\n 300 9 9 5\n")
    printed = StringIO()
    Console(file=printed).print(published_table(tmp_path))
    assert "18" in printed.getvalue()
    assert "short" in printed.getvalue()
    assert str(OPTIMA["assign100.txt"]) in printed.getvalue()

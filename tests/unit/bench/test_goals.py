"""Verdicts come from ratios of the same round, or not at all."""

import pytest

from tests.bench.goals import Goal, best, goals, in_series, outcome, unsteady

HALF = Goal("G", "one half of the other", 2.0, lambda rate: rate["one"] / rate["other"], ("one", "other"))


def test_two_that_wait_for_each_other_are_half_as_fast() -> None:
    assert in_series(100, 100) == pytest.approx(50)


def test_a_neighbour_who_slows_a_whole_round_changes_no_ratio() -> None:
    measured = outcome(HALF, {"one": [200, 20, 210], "other": [100, 10, 100]})
    assert (measured.median, measured.lowest, measured.highest) == pytest.approx((2.0, 2.0, 2.1))
    assert measured.is_reached


def test_a_goal_is_short_by_its_median_even_where_one_round_reached_it() -> None:
    assert not outcome(HALF, {"one": [300, 190, 190], "other": [100, 100, 100]}).is_reached


def test_a_limit_that_varies_more_than_twofold_forbids_a_verdict() -> None:
    rates = {"steady": [100, 199], "wild": [100, 201], "worker": [1, 100]}
    assert unsteady(rates, ["steady", "wild"]) == [("wild", 2.01)]


def test_the_house_is_compared_with_the_best_peer_or_with_none() -> None:
    assert best({"a": [1, 9, 1], "b": [2, 2, 2]}, ["a", "b"]) == "b"
    assert best({}, []) is None
    assert "G13" not in {goal.key for goal in goals(None)}
    assert "G13" in {goal.key for goal in goals("b")}

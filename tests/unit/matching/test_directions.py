"""What each direction says about seniority."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.directions import Direction, seniority_fit

seniorities = st.integers(0, 10)


@pytest.mark.parametrize(
    ("direction", "mentee", "mentor", "expected"),
    [
        (Direction.FORWARD, 2, 4, 1.0),
        (Direction.FORWARD, 2, 2, 0.9),
        (Direction.FORWARD, 4, 2, None),
        (Direction.FORWARD, 0, 10, 0.7),
        (Direction.REVERSE, 4, 2, 1.0),
        (Direction.REVERSE, 2, 2, None),
        (Direction.REVERSE, 2, 4, None),
        (Direction.RECIPROCAL, 4, 2, 1.0),
        (Direction.RECIPROCAL, 2, 6, 0.9),
        (Direction.FLASH, 0, 10, 1.0),
        (Direction.PEER, 4, 4, 1.0),
        (Direction.PEER, 4, 6, 1.0),
        (Direction.PEER, 4, 7, None),
    ],
)
def test_seniority_follows_direction(direction: Direction, mentee: int, mentor: int, expected: float | None) -> None:
    assert seniority_fit(direction, mentee, mentor) == (None if expected is None else pytest.approx(expected))


@given(seniorities, seniorities)
def test_reverse_mirrors_forward_for_all_but_peers(one: int, other: int) -> None:
    if one != other:
        assert seniority_fit(Direction.REVERSE, one, other) == seniority_fit(Direction.FORWARD, other, one)


@given(st.sampled_from([Direction.RECIPROCAL, Direction.FLASH, Direction.PEER]), seniorities, seniorities)
def test_both_ways_directions_do_not_mind_who_asked(direction: Direction, one: int, other: int) -> None:
    assert seniority_fit(direction, one, other) == seniority_fit(direction, other, one)


@given(st.sampled_from(Direction), seniorities, seniorities)
def test_seniority_alone_never_rules_a_person_down_to_nothing(direction: Direction, one: int, other: int) -> None:
    fit = seniority_fit(direction, one, other)
    assert fit is None or 0.5 <= fit <= 1

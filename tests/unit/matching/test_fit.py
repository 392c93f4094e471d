"""How far one side can lead the other."""

from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.fit import fit, usefulness
from services.matching.domain.topics import Topic
from tests.unit.matching.builders import make_person, topics
from tests.unit.matching.strategies import levels, topic_lists

Topics: TypeAlias = tuple[Topic, ...]


@pytest.mark.parametrize(
    ("wanted", "own", "offered", "expected"),
    [
        (4, 0, 4, 1.0),
        (4, 0, 5, 1.0),
        (4, 0, 2, 0.5),
        (4, 2, 3, 0.5),
        (4, 2, 2, 0.0),
        (4, 3, 2, 0.0),
        (3, 3, 4, 0.5),
        (3, 3, 3, 0.0),
        (2, 5, 5, 0.0),
    ],
)
def test_usefulness_is_the_share_of_the_way_led(wanted: int, own: int, offered: int, expected: float) -> None:
    assert usefulness(wanted, own, offered) == expected


@given(levels, st.integers(0, 5), levels)
def test_usefulness_needs_somebody_above_and_never_exceeds_the_whole_way(wanted: int, own: int, offered: int) -> None:
    assert 0 <= usefulness(wanted, own, offered) <= 1
    assert (usefulness(wanted, own, offered) > 0) == (offered > own)


@given(levels, st.integers(0, 5), st.integers(1, 4))
def test_knowing_more_never_helps_less(wanted: int, own: int, offered: int) -> None:
    assert usefulness(wanted, own, offered) <= usefulness(wanted, own, offered + 1)


def test_three_covered_wishes_are_a_full_fit_of_any_number() -> None:
    learner, giver = make_person(), make_person(gives=topics(A=3, B=3, C=3))
    assert fit(topics(A=3, B=3, C=3, D=3, E=3), learner, giver).value == 1


def test_one_of_three_wishes_is_a_third() -> None:
    learner, giver = make_person(), make_person(gives=topics(A=3))
    assert fit(topics(A=3, B=3, C=3), learner, giver).value == pytest.approx(1 / 3)


def test_nothing_wished_is_no_fit() -> None:
    assert fit((), make_person(), make_person(gives=topics(A=3))).value == 0


def test_best_match_comes_first() -> None:
    learner, giver = make_person(gives=topics(C=3)), make_person(gives=topics(A=1, B=4, C=5, D=5))
    found = fit(topics(A=4, B=4, C=3, D=4), learner, giver)
    assert found.topics == (("D", 5), ("B", 4), ("C", 5), ("A", 1))
    assert [match.shortfall for match in found.matches] == [0, 0, 0, 3]


@given(topic_lists, topic_lists, topic_lists)
def test_order_of_the_lists_does_not_matter(wishes: Topics, own: Topics, gives: Topics) -> None:
    there = fit(wishes, make_person(gives=own), make_person(gives=gives))
    back = fit(wishes[::-1], make_person(gives=own[::-1]), make_person(gives=gives[::-1]))
    assert there == back

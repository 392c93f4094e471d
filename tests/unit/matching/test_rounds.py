"""A round: who enters it, what an adjustment changes, and what may be published."""

from dataclasses import replace
from typing import Any

import pytest

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import RuleBroken, WrongState
from services.matching.domain.people import Person, PersonState, Role
from services.matching.domain.rounds import (
    LARGEST_POOL,
    Couple,
    Pool,
    Round,
    RoundState,
    adjust,
    advance,
    enter,
    finish,
    publish,
)
from tests.unit.matching.builders import LATER, WINTER, make_mentee, make_mentor, make_person

ONE, OTHER = Couple("mia", "tom"), Couple("max", "tom")


def make_round(**changes: Any) -> Round:
    one = Round(
        org="acme",
        round_id="round_1",
        name="Spring",
        made_by="olga",
        made_at=WINTER,
        direction=Direction.FORWARD,
        mentees=Pool(highest_seniority=3),
        mentors=Pool(lowest_seniority=4),
    )
    return replace(one, **changes)


def ids(people: tuple[Person, ...]) -> list[str]:
    return [person.person_id for person in people]


def test_each_side_holds_whom_its_filter_fits() -> None:
    mentees, mentors = enter(make_round(), [make_mentee(), make_mentor()], WINTER)
    assert (ids(mentees), ids(mentors)) == (["mia"], ["tom"])


@pytest.mark.parametrize(
    ("pool", "is_in"),
    [
        (Pool(), True),
        (Pool(departments=("Sales", "Law")), True),
        (Pool(departments=("Law",)), False),
        (Pool(sites=("Bonn",)), True),
        (Pool(sites=("Oslo",)), False),
        (Pool(lowest_seniority=5), False),
        (Pool(highest_seniority=3), False),
        (Pool(person_ids=("ada",), departments=("Law",)), True),
        (Pool(person_ids=("bob",)), False),
    ],
)
def test_a_pool_is_the_named_or_else_the_filtered(pool: Pool, is_in: bool) -> None:
    person = make_person(department="Sales", site="Bonn", seniority=4)
    assert pool.members([person], Role.MENTOR, WINTER) == ((person,) if is_in else ())


@pytest.mark.parametrize(
    "changes",
    [{"visible": False}, {"paused_until": LATER}, {"state": PersonState.LEFT}, {"roles": (Role.MENTEE,)}],
)
def test_who_hides_pauses_has_left_or_has_not_the_role_is_in_no_pool_even_when_named(changes: dict[str, Any]) -> None:
    assert Pool(person_ids=("ada",)).members([make_person(**changes)], Role.MENTOR, WINTER) == ()


def test_nobody_enters_in_both_roles() -> None:
    with pytest.raises(RuleBroken) as refused:
        enter(make_round(mentors=Pool()), [make_mentee(), make_mentor()], WINTER)
    assert refused.value.code is Code.ROUND_BOTH_ROLES


def test_a_pool_too_large_to_answer_in_time_is_refused() -> None:
    crowd = [make_mentee(person_id=str(number)) for number in range(LARGEST_POOL + 1)]
    with pytest.raises(RuleBroken) as refused:
        enter(make_round(), crowd, WINTER)
    assert refused.value.code is Code.ROUND_TOO_LARGE


def test_an_adjustment_makes_a_new_version_and_the_same_again_none() -> None:
    adjusted = adjust(make_round(), [OTHER, ONE, ONE], [])
    assert (adjusted.locked, adjusted.version) == ((OTHER, ONE), 2)
    assert adjust(adjusted, [ONE, OTHER], []) == adjusted
    assert adjust(adjusted, [], [ONE]).version == 3


def test_only_the_version_that_was_seen_is_published() -> None:
    adjusted = adjust(make_round(), [ONE], [])
    with pytest.raises(WrongState) as refused:
        publish(adjusted, 1)
    assert refused.value.code is Code.ROUND_CHANGED
    assert publish(adjusted, 2).state is RoundState.PUBLISHING


def test_publishing_again_changes_nothing_and_what_is_published_stays() -> None:
    begun = publish(make_round(), 1)
    done = finish(advance(advance(begun, 2, [ONE]), 1, [OTHER]), LATER)
    assert (done.published, done.skipped, done.published_at) == (3, (ONE, OTHER), LATER)
    assert publish(begun, 1) == begun
    assert publish(done, 1) == done
    for one in (begun, done):
        with pytest.raises(WrongState) as refused:
            adjust(one, [], [])
        assert refused.value.code is Code.ROUND_PUBLISHED

"""Nobody is flooded, nobody is kept away: who is shown first among those who fit."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.exposure import ASKERS_A_PLACE, WELL_ENOUGH, Demand, Standing
from services.matching.domain.lots import lot
from services.matching.domain.people import Person
from services.matching.domain.suggestions import Search, Suggestion, suggest
from tests.unit.matching.builders import make_mentee, make_mentor, make_search, topics
from tests.unit.matching.oracle import may_suggest
from tests.unit.matching.strategies import IDS, worlds

EVERYBODY = 1_000

askers = st.sampled_from([(), (1.0,) * 16]) | st.lists(st.integers(1, 10_000), max_size=16).map(
    lambda scores: tuple(score / 10_000 for score in sorted(scores, reverse=True))
)
demands = st.builds(Demand, waiting=st.integers(0, 4), askers=askers)
demands_by_id = st.dictionaries(st.sampled_from(IDS), demands)
limits = st.integers(0, 6)


@st.composite
def choices(draw: st.DrawFn) -> tuple[Search, list[Person]]:
    """Worlds, or several who all fit, some better than others: where there is little choice order is nothing."""
    if draw(st.booleans()):
        return draw(worlds())
    mentee = make_mentee(gets=topics(Python=4, SQL=4, Rust=4))
    gives = st.sampled_from([topics(Python=4), topics(Python=4, SQL=4), topics(Python=4, SQL=4, Rust=4)])
    mentors = [
        make_mentor(
            person_id,
            gives=draw(gives),
            hours_per_month=draw(st.sampled_from([0, 1, 2])),
            capacity=draw(st.integers(1, 3)),
        )
        for person_id in IDS
    ]
    return make_search(mentee), mentors


def ids(suggestions: tuple[Suggestion, ...]) -> list[str]:
    return [suggestion.mentor_id for suggestion in suggestions]


@given(choices(), demands_by_id)
def test_demand_changes_the_order_and_nothing_else(
    world: tuple[Search, list[Person]], found: dict[str, Demand]
) -> None:
    plain, shown = suggest(*world, EVERYBODY), suggest(*world, EVERYBODY, found)
    assert sorted(plain, key=lambda one: one.mentor_id) == sorted(shown, key=lambda one: one.mentor_id)


@given(choices(), demands_by_id, limits)
def test_whoever_comes_in_place_of_another_fits_nearly_as_well_and_breaks_no_rule(
    world: tuple[Search, list[Person]], found: dict[str, Demand], limit: int
) -> None:
    search, everybody = world
    plain, shown = suggest(*world, limit), suggest(*world, limit, found)
    assert len(shown) == len(plain)
    for one in shown:
        assert one.score >= WELL_ENOUGH * plain[-1].score
        assert may_suggest(search, next(who for who in everybody if who.person_id == one.mentor_id), everybody)


@given(choices(), demands_by_id, limits, st.data())
def test_same_people_and_demand_give_the_same_answer_in_whatever_order_they_come(
    world: tuple[Search, list[Person]], found: dict[str, Demand], limit: int, data: st.DataObject
) -> None:
    search, everybody = world
    shuffled = data.draw(st.permutations(everybody))
    assert suggest(search, shuffled, limit, found) == suggest(search, everybody, limit, found)


@given(choices(), demands_by_id, st.integers(1, 6), st.sampled_from(IDS), st.integers(1, 3))
def test_more_that_waits_raises_nobody(
    world: tuple[Search, list[Person]], found: dict[str, Demand], limit: int, who: str, more: int
) -> None:
    before = found.get(who, Demand())
    loaded = found | {who: replace(before, waiting=before.waiting + more)}
    assert _place(who, ids(suggest(*world, limit, loaded))) >= _place(who, ids(suggest(*world, limit, found)))


@given(choices(), demands_by_id, st.integers(1, 6), st.sampled_from(IDS), askers)
def test_more_who_might_ask_raise_nobody(
    world: tuple[Search, list[Person]], found: dict[str, Demand], limit: int, who: str, more: tuple[float, ...]
) -> None:
    before = found.get(who, Demand())
    now = replace(before, askers=tuple(sorted(before.askers + more, reverse=True)))
    assert _place(who, ids(suggest(*world, limit, found | {who: now}))) >= _place(
        who, ids(suggest(*world, limit, found))
    )


def test_a_mentor_whom_others_suit_better_comes_behind_an_equal() -> None:
    search, mentors = make_search(), [make_mentor("sought"), make_mentor("quiet")]
    found = {"sought": Demand(askers=(1.0,) * 12), "quiet": Demand(askers=(0.4,) * 12)}
    assert ids(suggest(search, mentors, demands=found)) == ["quiet", "sought"]


def test_who_is_among_the_best_for_a_sought_mentor_sees_them_before_a_lesser_fit() -> None:
    mentee = make_mentee(gets=topics(Python=4, SQL=4))
    both, one = make_mentor("sought", gives=topics(Python=4, SQL=4)), make_mentor("quiet")
    found = {"sought": Demand(askers=(1.0, *(0.5,) * 11)), "quiet": Demand(askers=(0.5,) * 12)}
    assert ids(suggest(make_search(mentee), [one, both], demands=found)) == ["sought", "quiet"]


def test_somebody_who_fits_far_less_takes_nobodys_place() -> None:
    mentee = make_mentee(gets=topics(Python=4, SQL=4, Rust=4))
    best, far = make_mentor("best", gives=topics(Python=4, SQL=4, Rust=4)), make_mentor("far")
    found = {"best": Demand(waiting=9, askers=(1.0,) * 12)}
    assert ids(suggest(make_search(mentee), [best, far], 1, found)) == ["best"]


def test_whoever_has_as_many_waiting_as_places_comes_behind_every_equal() -> None:
    mentors = [make_mentor(f"m{number}", capacity=2) for number in range(20)]
    for number in range(20):
        found = {f"m{number}": Demand(waiting=2)}
        assert ids(suggest(make_search(), mentors, 20, found))[-1] == f"m{number}"


def test_bar_is_the_mean_over_a_few_for_each_place_that_is_left() -> None:
    known = Demand(waiting=1, askers=(0.9, 0.7, 0.5, 0.3, 0.1))
    assert Standing(make_mentor(capacity=2), 1, known).bar == (0.9 + 0.7 + 0.5 + 0.3) / ASKERS_A_PLACE
    assert Standing(make_mentor(capacity=1), 1, known).bar == 0.9
    assert Standing(make_mentor(capacity=9), 1, known).bar == (0.9 + 0.7 + 0.5 + 0.3 + 0.1) / (8 * ASKERS_A_PLACE)


def test_equals_are_shown_as_often_as_they_have_places() -> None:
    mentors = [make_mentor("one", capacity=1), make_mentor("two", capacity=2), make_mentor("three", capacity=3)]
    searches = [make_search(make_mentee(person_id=f"p{number}")) for number in range(600)]
    first = Counter(ids(suggest(search, mentors, 1))[0] for search in searches)
    assert [first[one] for one in ("one", "two", "three")] == pytest.approx([100, 200, 300], abs=30)


def test_of_a_thousand_equals_nobody_is_shown_to_many() -> None:
    mentors = [make_mentor(f"m{number}") for number in range(50)]
    shown = Counter[str]()
    for number in range(200):
        shown.update(ids(suggest(make_search(make_mentee(person_id=f"p{number}")), mentors)))
    assert len(shown) == len(mentors)
    assert max(shown.values()) <= 2 * 200 * 5 / len(mentors)


def test_lots_of_two_are_told_apart_from_those_of_other_two() -> None:
    assert lot("a", "bc", 1) != lot("ab", "c", 1)
    assert lot("a", "b", 2) == lot("a", "b", 1) / 2


def _place(who: str, order: list[str]) -> int:
    return order.index(who) if who in order else EVERYBODY

"""Who is worth asking: against brute force, in any order, and with nothing said that is not so."""

import re

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person
from services.matching.domain.suggestions import RULE_VERSION, Parts, Search, Suggestion, score, suggest
from tests.unit.matching.builders import make_mentee, make_mentor, make_search, topics
from tests.unit.matching.oracle import expected_scores
from tests.unit.matching.strategies import people, worlds
from tests.unit.matching.truths import check_ease, check_gap, check_gift, numbers_of

EVERYBODY = 1_000
MIRRORED = {
    Direction.FORWARD: Direction.REVERSE,
    Direction.REVERSE: Direction.FORWARD,
    Direction.RECIPROCAL: Direction.RECIPROCAL,
    Direction.FLASH: Direction.FLASH,
    Direction.PEER: Direction.PEER,
}


def ids(suggestions: tuple[Suggestion, ...]) -> list[str]:
    return [suggestion.mentor_id for suggestion in suggestions]


def test_flawless_fit_scores_one_and_says_why() -> None:
    (suggestion,) = suggest(make_search(), [make_mentor()])
    assert suggestion.mentor_id == "tom"
    assert suggestion.score == 1
    assert suggestion.parts == Parts(mentor_helps=1, mentee_helps=1, seniority=1, overlap=1, time=1)
    assert [reason.code for reason in suggestion.reasons] == ["gives-wanted", "wants-given", "hours-overlap"]
    assert suggestion.gap.code == "hours-end"
    assert suggestion.rule_version == RULE_VERSION


def test_somebody_who_wants_nothing_back_is_not_suggested() -> None:
    assert suggest(make_search(), [make_mentor(gets=topics(Rust=3))]) == ()


def test_somebody_who_gives_nothing_wanted_is_not_suggested() -> None:
    assert suggest(make_search(), [make_mentor(gives=topics(Rust=3))]) == ()


def test_somebody_without_a_shared_language_is_not_suggested() -> None:
    assert suggest(make_search(), [make_mentor(languages=("fr",))]) == ()


@pytest.mark.parametrize(
    ("direction", "suggested"),
    [
        (Direction.FORWARD, ["peer", "senior"]),
        (Direction.REVERSE, ["junior"]),
        (Direction.RECIPROCAL, ["junior", "peer", "senior"]),
        (Direction.FLASH, ["junior", "peer", "senior"]),
        (Direction.PEER, ["junior", "peer", "senior"]),
    ],
)
def test_direction_decides_who_may_be_the_mentor(direction: Direction, suggested: list[str]) -> None:
    candidates = [make_mentor("junior", seniority=1), make_mentor("peer", seniority=2), make_mentor("senior")]
    assert sorted(ids(suggest(make_search(direction=direction), candidates))) == suggested


def test_one_sided_fit_stays_below_a_balanced_one() -> None:
    mentee = make_mentee(gets=topics(Python=4, SQL=4), gives=topics(Go=2))
    one_sided = make_mentor("all", gives=topics(Python=4, SQL=4), gets=topics(Go=5, Rust=3, C=3))
    balanced = make_mentor("half", gives=topics(Python=4), gets=topics(Go=4))
    assert ids(suggest(make_search(mentee), [one_sided, balanced])) == ["half", "all"]


def test_no_more_than_five_unless_asked_for() -> None:
    candidates = [make_mentor(f"p{number}") for number in range(8)]
    assert len(suggest(make_search(), candidates)) == 5
    assert len(suggest(make_search(), candidates, limit=7)) == 7


@pytest.mark.parametrize(
    ("mentor", "expected"),
    [
        (make_mentor(time_zone="Asia/Tokyo"), 0.6),
        (make_mentor(time_zone="Nowhere/Atlantis"), 0.8),
        (make_mentor(hours_per_month=0), 0.7),
        (make_mentor(hours_per_month=1), 0.85),
        (make_mentor(seniority=2), 0.9),
    ],
)
def test_what_makes_meeting_harder_takes_a_share(mentor: Person, expected: float) -> None:
    (suggestion,) = suggest(make_search(), [mentor])
    assert suggestion.score == pytest.approx(expected)


def test_worlds_of_the_property_tests_hold_people_worth_asking() -> None:
    """Raises where a hundred worlds hold none."""
    first_found = settings(phases=[Phase.generate], max_examples=100)
    find(worlds(), lambda world: bool(suggest(*world)), settings=first_found)


@given(worlds())
def test_suggests_whom_brute_force_suggests_and_nobody_else(world: tuple[Search, list[Person]]) -> None:
    search, everybody = world
    expected = expected_scores(search, everybody)
    found = suggest(search, everybody, limit=EVERYBODY)
    assert set(ids(found)) == set(expected)
    for suggestion in found:
        assert suggestion.score == pytest.approx(expected[suggestion.mentor_id], abs=2e-4)
        assert suggestion.score == score(suggestion.parts)
        assert 0 < suggestion.score <= 1
    scores = [suggestion.score for suggestion in found]
    assert scores == sorted(scores, reverse=True)


@given(worlds(), st.data(), st.integers(0, 6))
def test_order_of_the_candidates_changes_nothing(
    world: tuple[Search, list[Person]], data: st.DataObject, limit: int
) -> None:
    search, everybody = world
    shuffled = data.draw(st.permutations(everybody))
    assert suggest(search, shuffled, limit) == suggest(search, everybody, limit)
    assert suggest(search, everybody, limit) == suggest(search, everybody, EVERYBODY)[:limit]


@given(people("ada"), people("bob"), st.sampled_from(Direction))
def test_score_is_the_same_seen_from_the_other_side(one: Person, other: Person, direction: Direction) -> None:
    """Peers apart: between them there is forward, and nothing for it to mirror."""
    if one.seniority == other.seniority:
        direction = Direction.RECIPROCAL
    there = suggest(make_search(one, direction=direction), [other])
    back = suggest(make_search(other, direction=MIRRORED[direction]), [one])
    assert [suggestion.score for suggestion in there] == [suggestion.score for suggestion in back]


@given(worlds())
def test_every_suggestion_has_three_reasons_and_a_gap_and_all_are_true(world: tuple[Search, list[Person]]) -> None:
    search, everybody = world
    by_id = {person.person_id: person for person in everybody}
    for suggestion in suggest(search, everybody, limit=EVERYBODY):
        mentor = by_id[suggestion.mentor_id]
        there, back, ease = suggestion.reasons
        check_gift(there.words["en"], search.wanted, search.mentee, mentor)
        check_gift(back.words["en"], mentor.gets, mentor, search.mentee)
        check_ease(ease.code, ease.words["en"], search, mentor)
        check_gap(suggestion.gap.code, suggestion.gap.words["en"], search, mentor)
        for words in [*(reason.words for reason in suggestion.reasons), suggestion.gap.words]:
            assert re.findall(r"\d+", words["en"]) == numbers_of(words["de"])

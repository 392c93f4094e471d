"""Places, wishes and languages of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.codes import Code, explain
from services.matching.domain.errors import MentorFull, NoPlaceTaken
from services.matching.domain.people import return_place, shared_languages, take_place, wishes_for
from services.matching.domain.topics import Topic
from tests.unit.matching.builders import make_person, topics


def test_taking_a_place_leaves_one_less() -> None:
    assert take_place(make_person(capacity=2)).free_places == 1


def test_full_mentor_takes_nobody() -> None:
    with pytest.raises(MentorFull) as refusal:
        take_place(make_person(capacity=1, pairs=1))
    assert refusal.value.code is Code.MENTOR_FULL
    assert refusal.value.words == explain(Code.MENTOR_FULL)


def test_place_nobody_took_cannot_be_returned() -> None:
    with pytest.raises(NoPlaceTaken) as refusal:
        return_place(make_person(pairs=0))
    assert refusal.value.code is Code.NO_PLACE_TAKEN


def test_capacity_lowered_below_the_pairs_leaves_no_place_and_no_debt() -> None:
    person = make_person(capacity=1, pairs=3)
    assert person.is_full
    assert person.free_places == 0


@given(st.integers(0, 5), st.lists(st.booleans(), max_size=40))
def test_places_are_never_over_taken_nor_below_none(capacity: int, takes: list[bool]) -> None:
    person, taken = make_person(capacity=capacity), 0
    for take in takes:
        try:
            person = take_place(person) if take else return_place(person)
        except MentorFull:
            assert taken == capacity
        except NoPlaceTaken:
            assert taken == 0
        else:
            taken += 1 if take else -1
        assert 0 <= person.pairs == taken <= capacity
        assert person.free_places == capacity - taken


def test_named_topics_are_wished_at_the_level_of_the_gets() -> None:
    person = make_person(gets=topics(React=5, Go=2))
    assert wishes_for(person, [Topic.of("ReactJS")]) == (Topic("react", "React", 5),)


def test_without_names_all_gets_are_wished() -> None:
    person = make_person(gets=topics(React=5, Go=2))
    assert wishes_for(person, []) == person.gets


@pytest.mark.parametrize(("given_level", "wished"), [(1, 3), (3, 4), (4, 5), (5, 5)])
def test_who_asks_for_what_they_give_wants_to_know_more(given_level: int, wished: int) -> None:
    person = make_person(gives=topics(Python=given_level))
    assert wishes_for(person, [Topic.of("python")]) == (Topic("python", "python", wished),)


def test_new_topic_is_wished_at_the_usual_level() -> None:
    assert wishes_for(make_person(), [Topic.of("Rust")]) == (Topic.of("Rust", 3),)


def test_languages_are_shared_by_their_primary_subtag() -> None:
    one, other = make_person(languages=("de-CH", "EN", "fr")), make_person(languages=("en-GB", "de"))
    assert shared_languages(one, other) == ("de", "en")

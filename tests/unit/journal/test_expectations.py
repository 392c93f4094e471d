"""What two expect of each other: whole answers, differences in the order of the questions, any order of answering."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.expectations import (
    Answered,
    Expectations,
    Scale,
    agreed,
    differences,
    have_both,
    is_whole,
    with_answer,
)
from services.journal.domain.keys import SealedText
from tests.unit.journal.builders import NOW

QUESTIONS = {"tea": Scale(("none", "some", "much"), is_scale=True), "end": Scale(("date", "goal"), is_scale=False)}
NOBODY = Expectations(org="acme", pair_id="pair_1")


def answered(person_id: str, days: int = 0) -> Answered:
    return Answered(person_id, NOW + timedelta(days=days), SealedText("key", b"sealed"))


@pytest.mark.parametrize(
    ("choices", "whole"),
    [
        ({"tea": "some", "end": "goal"}, True),
        ({"tea": "some"}, False),
        ({"tea": "goal", "end": "goal"}, False),
        ({"tea": "some", "end": "goal", "boss": "yes"}, False),
        ({}, False),
    ],
)
def test_an_answer_is_one_known_choice_for_each_question(choices: dict[str, str], whole: bool) -> None:
    assert is_whole(choices, QUESTIONS) is whole


@pytest.mark.parametrize(
    ("mine", "theirs", "near"), [("none", "some", True), ("much", "some", True), ("none", "much", False)]
)
def test_neighbours_of_a_scale_are_nearly_the_same_answer(mine: str, theirs: str, near: bool) -> None:
    (found,) = differences({"tea": mine, "end": "date"}, {"tea": theirs, "end": "date"}, QUESTIONS)
    assert (found.question_id, found.mine, found.theirs, found.is_near) == ("tea", mine, theirs, near)


def test_without_a_scale_no_two_answers_are_near() -> None:
    (found,) = differences({"end": "date"}, {"end": "goal"}, QUESTIONS)
    assert not found.is_near


choices = st.fixed_dictionaries({name: st.sampled_from(scale.choice_ids) for name, scale in QUESTIONS.items()})


@given(choices, choices)
def test_each_question_is_agreed_on_or_a_difference_that_both_see(mine: dict[str, str], theirs: dict[str, str]) -> None:
    found, mirrored = differences(mine, theirs, QUESTIONS), differences(theirs, mine, QUESTIONS)
    assert len(found) + agreed(mine, theirs, QUESTIONS) == len(QUESTIONS)
    assert [(one.question_id, one.mine, one.is_near) for one in found] == [
        (one.question_id, one.theirs, one.is_near) for one in mirrored
    ]


@given(st.lists(st.builds(answered, st.sampled_from(["ada", "bob"]), st.integers(0, 3))))
def test_both_have_answered_when_each_has_and_the_last_word_of_each_stands(told: list[Answered]) -> None:
    expectations = NOBODY
    for one in told:
        expectations = with_answer(expectations, one)
    assert have_both(expectations, ("ada", "bob")) is ({one.person_id for one in told} == {"ada", "bob"})
    last = {one.person_id: one for one in told}
    assert expectations.answered == tuple(last[person_id] for person_id in sorted(last))

"""Who is asked how it goes, when, and what is offered: by their own answer alone."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.care import CareOffer, Fit
from services.journal.domain.care import Pulse, PulseAnswer, answer_key, ask_again, newest_fit, pulse_due
from services.journal.domain.care_words import FIT_CHOICES, FIT_QUESTION, OFFERS, PULSE_QUESTIONS
from tests.unit.journal.builders import FORMED_AT

DAY = timedelta(days=1)
SCORES = range(1, 6)


def make_answer(worth: int, both_ways: int, person_id: str = "ada") -> PulseAnswer:
    return PulseAnswer(
        org="acme",
        answer_key=answer_key("pair_1", 1, person_id),
        pair_id="pair_1",
        person_id=person_id,
        number=1,
        worth=worth,
        both_ways=both_ways,
    )


@pytest.mark.feature("insight.pulse")
def test_the_two_are_asked_at_day_30_and_every_60_days() -> None:
    pulse, days = Pulse(org="acme", pair_id="pair_1"), []
    for _ in range(4):
        due = pulse_due(pulse, FORMED_AT, ())
        days.append((due - FORMED_AT).days)
        pulse = ask_again(pulse, due)
    assert (days, pulse.number) == ([30, 90, 150, 210], 4)


@given(st.lists(st.integers(1, 200), max_size=5))
def test_nobody_is_asked_within_30_days_of_a_pause_and_the_order_of_pauses_does_not_matter(ends: list[int]) -> None:
    pulse = Pulse(org="acme", pair_id="pair_1", number=1, asked_at=FORMED_AT + 30 * DAY)
    resumed = tuple(FORMED_AT + end * DAY for end in ends)
    due = pulse_due(pulse, FORMED_AT, resumed)
    assert due == pulse_due(pulse, FORMED_AT, tuple(sorted(resumed)))
    assert due == FORMED_AT + max(90, *(end + 30 for end in [0, *ends])) * DAY


@pytest.mark.feature("insight.pulse")
def test_no_low_and_no_split_pulse_is_left_out_though_each_is_judged_by_their_own_answer() -> None:
    for ada, bob in product(product(SCORES, SCORES), repeat=2):
        is_low = min(*ada, *bob) <= 2
        is_split = any(abs(one - other) >= 2 for one, other in zip(ada, bob, strict=True))
        less_content = min(ada, bob, key=min)
        assert make_answer(*less_content).needs_care or not (is_low or is_split)
        assert not (make_answer(*ada).needs_care and min(ada) >= 4)


@pytest.mark.feature("pair.fit-check")
def test_the_two_are_asked_after_the_first_and_the_third_session_whether_it_fits() -> None:
    assert [newest_fit(sessions) for sessions in range(6)] == [None, 1, 1, 3, 3, 3]


def test_every_question_choice_and_offer_has_words_in_both_languages() -> None:
    assert set(FIT_CHOICES) == set(Fit)
    assert set(OFFERS) == set(CareOffer)
    for words in (FIT_QUESTION, *PULSE_QUESTIONS.values(), *FIT_CHOICES.values(), *OFFERS.values()):
        assert set(words) == {"en", "de"}
        assert all(words.values())

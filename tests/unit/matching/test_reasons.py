"""Reasons: what each gives the other, then what makes meeting easy."""

from typing import Any

import pytest

from services.matching.domain import words
from services.matching.domain.fit import Fit
from services.matching.domain.pairings import Pairing
from services.matching.domain.reasons import reasons_for
from tests.unit.matching.builders import make_mentee, make_mentor, make_pairing

NOTHING = Fit((), 1)


def codes(pairing: Pairing) -> list[str]:
    return [reason.code for reason in reasons_for(pairing)]


def test_two_who_suit_have_three_reasons() -> None:
    there, back, ease = reasons_for(make_pairing())
    assert (there.code, there.words) == ("gives-wanted", words.one_gives([("Python", 4)]))
    assert (back.code, back.words) == ("wants-given", words.other_gives_back([("Go", 3)]))
    assert (ease.code, ease.words) == ("hours-overlap", words.days_overlap(8))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"overlap": 4.0}, "hours-overlap"),
        ({"overlap": 3.75}, "both-have-time"),
        ({"overlap": None}, "both-have-time"),
    ],
)
def test_third_reason_is_the_best_of_what_makes_meeting_easy(changes: dict[str, Any], expected: str) -> None:
    assert codes(make_pairing(**changes))[2] == expected


def test_shared_language_is_the_reason_left_without_common_hours() -> None:
    pairing = make_pairing(mentee=make_mentee(hours_per_month=1), overlap=0.0)
    assert reasons_for(pairing)[2].words == words.both_speak(["en"])


def test_mentor_asked_by_name_may_help_one_way_only() -> None:
    (there, _) = reasons_for(make_pairing(mentee_helps=NOTHING))
    assert there.words == words.one_gives([("Python", 4)])
    (back, _) = reasons_for(make_pairing(mentor_helps=NOTHING))
    assert (back.code, back.words) == ("wants-given", words.one_gives([("Go", 3)]))


def test_no_reason_is_made_up() -> None:
    mentor = make_mentor(languages=("fr",), hours_per_month=0)
    assert reasons_for(make_pairing(None, mentor, mentor_helps=NOTHING, mentee_helps=NOTHING, overlap=None)) == ()

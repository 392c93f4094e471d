"""The one honest gap: the gravest there is, and never none."""

from typing import Any

import pytest

from services.matching.domain import words
from services.matching.domain.gaps import gap_of
from services.matching.domain.words import Words
from tests.unit.matching.builders import make_mentee, make_mentor, make_pairing, topics

CASES: list[tuple[dict[str, Any], dict[str, Any], str, Words]] = [
    ({}, {}, "hours-end", words.hours_end(2)),
    ({}, {"capacity": 1}, "one-place-left", words.one_place_left()),
    ({"site": "Bonn"}, {"site": "Berlin"}, "different-sites", words.different_sites()),
    ({"site": "Bonn"}, {"site": "Bonn"}, "hours-end", words.hours_end(2)),
    ({"site": "Bonn"}, {}, "hours-end", words.hours_end(2)),
    ({}, {"seniority": 2}, "same-seniority", words.same_seniority()),
    ({}, {"seniority": 9}, "far-apart", words.far_apart(7)),
    ({}, {"hours_per_month": 1}, "few-hours", words.few_hours(1)),
    ({"hours_per_month": 1}, {}, "few-hours", words.few_hours(1)),
    ({"hours_per_month": 0}, {"capacity": 1}, "one-place-left", words.one_place_left()),
    ({}, {"time_zone": "Asia/Kolkata"}, "hours-hardly-overlap", words.days_hardly_overlap(2.5)),
    ({}, {"time_zone": "Nowhere/Atlantis"}, "zone-unknown", words.zone_unknown()),
    ({"gets": topics(Python=5)}, {}, "level-below", words.level_below("Python", 4, 5)),
    ({}, {"gets": topics(Go=5)}, "level-below", words.level_below("Go", 3, 5)),
    ({"gets": topics(Python=4, SQL=3, Rust=3)}, {}, "partly-covered", words.partly_covered(1, 3)),
]


@pytest.mark.parametrize(("mentee", "mentor", "code", "phrase"), CASES)
def test_gap_names_the_weakness(mentee: dict[str, Any], mentor: dict[str, Any], code: str, phrase: Words) -> None:
    gap = gap_of(make_pairing(make_mentee(**mentee), make_mentor(**mentor)))
    assert (gap.code, gap.words) == (code, phrase)


def test_graver_weakness_is_named_before_a_lesser_one() -> None:
    mentor = make_mentor(time_zone="Asia/Tokyo", capacity=1, site="Tokyo")
    assert gap_of(make_pairing(make_mentee(site="Bonn"), mentor)).code == "hours-hardly-overlap"


def test_seniority_is_no_weakness_where_the_direction_does_not_mind() -> None:
    mentor = make_mentor(seniority=10)
    assert gap_of(make_pairing(mentor=mentor, seniority=1.0)).code == "hours-end"
    assert gap_of(make_pairing(mentor=mentor, seniority=None)).code == "hours-end"


def test_level_of_a_topic_that_no_reason_names_is_not_the_gap() -> None:
    gives = topics(A=5, B=5, C=5, D=1)
    pairing = make_pairing(make_mentee(gets=topics(A=5, B=5, C=5, D=5)), make_mentor(gives=gives))
    assert gap_of(pairing).code == "hours-end"

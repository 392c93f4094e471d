"""The hard rules, one by one, and what hiding must not give away."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from services.matching.domain.codes import Code
from services.matching.domain.people import Person, PersonState, Role
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rules import Occasion, objection
from services.matching.domain.suggestions import Search
from tests.unit.matching.builders import make_mentee, make_mentor
from tests.unit.matching.strategies import worlds

NO_LINES = ReportingLines()
MANAGED = ReportingLines({"mia": "eve", "eve": "tom"})

FORBIDDEN: list[tuple[dict[str, Any], dict[str, Any], ReportingLines, Code]] = [
    ({}, {"person_id": "mia"}, NO_LINES, Code.REQUEST_TO_ONESELF),
    ({}, {"org": "globex"}, NO_LINES, Code.OTHER_ORGANISATION),
    ({}, {"org": "globex", "person_id": "mia"}, NO_LINES, Code.OTHER_ORGANISATION),
    ({"state": PersonState.LEFT}, {}, NO_LINES, Code.MENTEE_LEFT),
    ({}, {"state": PersonState.LEFT}, NO_LINES, Code.MENTOR_LEFT),
    ({}, {"visible": False}, NO_LINES, Code.MENTOR_HIDDEN),
    ({}, {}, MANAGED, Code.REPORTING_LINE),
    ({"person_id": "tom"}, {"person_id": "mia"}, MANAGED, Code.REPORTING_LINE),
    ({}, {"roles": (Role.MENTEE,)}, NO_LINES, Code.NOT_A_MENTOR),
    ({}, {"capacity": 2, "pairs": 2}, NO_LINES, Code.MENTOR_FULL),
]


def test_nothing_is_said_against_two_who_suit() -> None:
    for occasion in Occasion:
        assert objection(make_mentee(), make_mentor(), NO_LINES, occasion) is None


@pytest.mark.parametrize(("mentee", "mentor", "lines", "code"), FORBIDDEN)
def test_each_rule_forbids(mentee: dict[str, Any], mentor: dict[str, Any], lines: ReportingLines, code: Code) -> None:
    assert objection(make_mentee(**mentee), make_mentor(**mentor), lines) is code


def test_hidden_mentor_asked_by_name_is_as_unknown_as_a_stranger() -> None:
    for unseen in (make_mentor(visible=False), make_mentor(org="globex")):
        assert objection(make_mentee(), unseen, NO_LINES, Occasion.ASKING) is Code.PERSON_UNKNOWN


def test_mentor_who_hid_after_being_asked_may_still_accept() -> None:
    assert objection(make_mentee(), make_mentor(visible=False), NO_LINES, Occasion.ACCEPTING) is None


def test_hiding_does_not_lift_another_rule_on_acceptance() -> None:
    mentor = make_mentor(visible=False, capacity=0)
    assert objection(make_mentee(), mentor, NO_LINES, Occasion.ACCEPTING) is Code.MENTOR_FULL


@given(worlds())
def test_no_answer_about_a_hidden_person_tells_that_they_exist(world: tuple[Search, list[Person]]) -> None:
    search, everybody = world
    nobody = Person(org=search.mentee.org, person_id="nobody", visible=False)
    unknown = objection(search.mentee, nobody, search.reporting, Occasion.ASKING)
    for person in everybody:
        if person.person_id != search.mentee.person_id:
            hidden = replace(person, visible=False)
            assert objection(search.mentee, hidden, search.reporting, Occasion.ASKING) is unknown

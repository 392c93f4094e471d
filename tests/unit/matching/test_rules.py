"""The hard rules, one by one, and what hiding must not give away."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from services.matching.domain.codes import Code
from services.matching.domain.people import FURTHER_NOTICE, Person, PersonState, Role
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rules import Around, Occasion, objection
from services.matching.domain.suggestions import Search
from services.matching.domain.walls import Blocks, Walls
from tests.unit.matching.builders import LATER, WINTER, make_mentee, make_mentor
from tests.unit.matching.strategies import worlds

NOTHING = Around(WINTER)
MANAGED = Around(WINTER, ReportingLines({"mia": "eve", "eve": "tom"}))
WALLS = (Walls({"tom": frozenset({"mia"})}), Walls({"mia": frozenset({"tom"})}))

FORBIDDEN: list[tuple[dict[str, Any], dict[str, Any], Around, Code]] = [
    ({}, {"person_id": "mia"}, NOTHING, Code.REQUEST_TO_ONESELF),
    ({}, {"org": "globex"}, NOTHING, Code.OTHER_ORGANISATION),
    ({}, {"org": "globex", "person_id": "mia"}, NOTHING, Code.OTHER_ORGANISATION),
    ({"state": PersonState.LEFT}, {}, NOTHING, Code.MENTEE_LEFT),
    ({}, {"state": PersonState.LEFT}, NOTHING, Code.MENTOR_LEFT),
    ({}, {"visible": False}, NOTHING, Code.MENTOR_HIDDEN),
    *(({}, {}, Around(WINTER, walls=walls), Code.MENTOR_HIDDEN) for walls in WALLS),
    ({}, {"paused_until": LATER}, NOTHING, Code.PERSON_PAUSED),
    ({}, {"paused_until": FURTHER_NOTICE}, NOTHING, Code.PERSON_PAUSED),
    ({}, {}, MANAGED, Code.REPORTING_LINE),
    ({"person_id": "tom"}, {"person_id": "mia"}, MANAGED, Code.REPORTING_LINE),
    ({}, {"roles": (Role.MENTEE,)}, NOTHING, Code.NOT_A_MENTOR),
    ({}, {"capacity": 2, "pairs": 2}, NOTHING, Code.MENTOR_FULL),
]


def test_nothing_is_said_against_two_who_suit() -> None:
    for occasion in Occasion:
        assert objection(make_mentee(), make_mentor(), NOTHING, occasion) is None


@pytest.mark.parametrize(("mentee", "mentor", "around", "code"), FORBIDDEN)
def test_each_rule_forbids(mentee: dict[str, Any], mentor: dict[str, Any], around: Around, code: Code) -> None:
    assert objection(make_mentee(**mentee), make_mentor(**mentor), around) is code


def test_hidden_mentor_asked_by_name_is_as_unknown_as_a_stranger() -> None:
    for unseen in (make_mentor(visible=False), make_mentor(org="globex")):
        assert objection(make_mentee(), unseen, NOTHING, Occasion.ASKING) is Code.PERSON_UNKNOWN


def test_mentor_who_hid_after_being_asked_may_still_accept() -> None:
    assert objection(make_mentee(), make_mentor(visible=False), NOTHING, Occasion.ACCEPTING) is None


def test_hiding_does_not_lift_another_rule_on_acceptance() -> None:
    mentor = make_mentor(visible=False, capacity=0)
    assert objection(make_mentee(), mentor, NOTHING, Occasion.ACCEPTING) is Code.MENTOR_FULL


ASKED = {
    Occasion.SUGGESTING: {"mentor"},
    Occasion.ASKING: {"mentor"},
    Occasion.OFFERING: {"mentee"},
    Occasion.PLACING: {"mentee", "mentor"},
    Occasion.ACCEPTING: set[str](),
}


@pytest.mark.parametrize("occasion", Occasion)
def test_who_pauses_is_not_asked_and_may_ask_and_answer(occasion: Occasion) -> None:
    mentee, mentor = make_mentee(), make_mentor()
    resting = {
        "mentee": objection(replace(mentee, paused_until=LATER), mentor, NOTHING, occasion),
        "mentor": objection(mentee, replace(mentor, paused_until=LATER), NOTHING, occasion),
    }
    assert resting == {side: Code.PERSON_PAUSED if side in ASKED[occasion] else None for side in resting}


def test_a_pause_ends_by_itself_at_its_time() -> None:
    mentor = make_mentor(paused_until=LATER)
    assert objection(make_mentee(), mentor, Around(LATER - timedelta(seconds=1))) is Code.PERSON_PAUSED
    assert objection(make_mentee(), mentor, Around(LATER)) is None


def test_who_hides_is_unknown_whether_they_pause_or_not() -> None:
    mentor = make_mentor(visible=False, paused_until=LATER)
    assert objection(make_mentee(), mentor, NOTHING, Occasion.ASKING) is Code.PERSON_UNKNOWN


@pytest.mark.parametrize("walls", WALLS)
def test_who_accepts_after_a_block_is_late_and_hears_no_more(walls: Walls) -> None:
    for trouble in ({}, {"capacity": 0}, {"state": PersonState.LEFT}):
        mentor = make_mentor(**trouble)
        assert objection(make_mentee(), mentor, Around(WINTER, walls=walls), Occasion.ACCEPTING) is Code.REQUEST_CLOSED


@pytest.mark.feature("platform.safeguarding")
@given(worlds())
def test_no_answer_about_who_blocks_tells_it_from_who_hides_or_is_not_there(world: tuple[Search, list[Person]]) -> None:
    """In whatever place, role or line they are, whichever of the two blocks."""
    search, everybody = world
    nobody = Person(org=search.mentee.org, person_id="nobody", visible=False)
    for person in everybody:
        if person.person_id == search.mentee.person_id:
            continue
        ids = (search.mentee.person_id, person.person_id)
        for by, other in (ids, ids[::-1]):
            walls = Walls.of([Blocks(org=search.mentee.org, person_id=by, blocked_ids=(other,))])
            around = Around(search.at, search.reporting, walls)
            for occasion, ask in ((Occasion.ASKING, False), (Occasion.OFFERING, True)):
                answers = [
                    objection(*_sides(search.mentee, asked, is_offer=ask), around, occasion)
                    for asked in (person, nobody)
                ]
                if not (ask and person.has_left):
                    assert answers[0] is answers[1]
            assert objection(search.mentee, person, around) is not None


def _sides(asker: Person, asked: Person, *, is_offer: bool) -> tuple[Person, Person]:
    """Mentee and mentor."""
    return (asked, asker) if is_offer else (asker, asked)


@given(worlds())
def test_no_answer_about_a_hidden_person_tells_that_they_exist(world: tuple[Search, list[Person]]) -> None:
    search, everybody = world
    nobody = Person(org=search.mentee.org, person_id="nobody", visible=False)
    unknown = objection(search.mentee, nobody, search.around, Occasion.ASKING)
    for person in everybody:
        if person.person_id != search.mentee.person_id:
            hidden = replace(person, visible=False)
            assert objection(search.mentee, hidden, search.around, Occasion.ASKING) is unknown


SUSPENDED_SIDES = [
    (Occasion.SUGGESTING, Code.SUSPENDED, Code.MENTOR_HIDDEN),
    (Occasion.ASKING, Code.SUSPENDED, Code.PERSON_UNKNOWN),
    (Occasion.OFFERING, Code.PERSON_UNKNOWN, Code.SUSPENDED),
    (Occasion.PLACING, Code.MENTOR_HIDDEN, Code.MENTOR_HIDDEN),
    (Occasion.ACCEPTING, Code.REQUEST_CLOSED, Code.REQUEST_CLOSED),
]


@pytest.mark.feature("platform.safeguarding")
@pytest.mark.parametrize(("occasion", "of_mentee", "of_mentor"), SUSPENDED_SIDES)
def test_who_is_suspended_is_told_so_and_to_others_they_are_as_if_they_hid(
    occasion: Occasion, of_mentee: Code, of_mentor: Code
) -> None:
    suspended: dict[str, Any] = {"is_suspended": True}
    assert objection(make_mentee(**suspended), make_mentor(), NOTHING, occasion) is of_mentee
    assert objection(make_mentee(), make_mentor(**suspended), NOTHING, occasion) is of_mentor


def test_every_occasion_says_what_a_suspension_does() -> None:
    assert {occasion for occasion, *_ in SUSPENDED_SIDES} == set(Occasion)

"""Whom an organiser's words are for."""

from typing import Any

import pytest

from libs.common.contracts.announcements import Group
from libs.common.contracts.people import Role
from services.notifications.domain.announcements import (
    ASKING,
    FEWEST,
    Candidate,
    Segment,
    asked_keys,
    fits,
    has_enough,
)
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment
from services.notifications.plans import house_plan
from tests.support.notifications import make_person

PERSON: dict[str, Any] = {"department": "Sales", "site": "Berlin", "locale": "de-AT", "roles": (Role.MENTOR,)}


@pytest.mark.parametrize(
    ("segment", "fields", "fitting"),
    [
        ({}, {}, True),
        ({"departments": ("Sales", "Legal")}, {}, True),
        ({"departments": ("Legal",)}, {}, False),
        ({"sites": ("Berlin",)}, {}, True),
        ({"sites": ("Berlin",)}, {"site": None}, False),
        ({"languages": ("de",)}, {}, True),
        ({"languages": ("DE-at",)}, {}, True),
        ({"languages": ("de-CH",)}, {}, False),
        ({"languages": ("d",)}, {}, False),
        ({"groups": (Group.MENTORS,)}, {}, True),
        ({"groups": (Group.MENTEES,)}, {}, False),
        ({"departments": ("Sales",), "sites": ("Bern",)}, {}, False),
    ],
)
def test_a_segment_fits_by_all_that_it_says(segment: dict[str, Any], fields: dict[str, Any], fitting: bool) -> None:
    person = make_person(**PERSON | fields)
    assert fits(Segment(**segment), Candidate(person, is_paired=False, has_asked=False)) is fitting


@pytest.mark.parametrize("is_paired", [False, True])
@pytest.mark.parametrize("has_asked", [False, True])
def test_how_somebody_stands_is_how_they_stand_now(is_paired: bool, has_asked: bool) -> None:
    candidate = Candidate(make_person(**PERSON), is_paired, has_asked)
    assert candidate.is_in(Group.PAIRED) is is_paired
    assert candidate.is_in(Group.UNPAIRED) is not is_paired
    assert candidate.is_in(Group.NEVER_ASKED) is not has_asked


@pytest.mark.parametrize(
    ("segment", "people", "enough"),
    [
        (Segment(), 0, True),
        (Segment(sites=("Berlin",)), FEWEST, True),
        (Segment(sites=("Berlin",)), FEWEST - 1, False),
        (Segment(groups=(Group.PAIRED,)), 0, False),
    ],
)
def test_nothing_is_said_apart_to_fewer_than_five(segment: Segment, people: int, enough: bool) -> None:
    assert has_enough(segment, people) is enough


@pytest.mark.parametrize("occasion", ASKING)
def test_who_asked_is_remembered_under_the_keys_that_are_looked_for(occasion: Occasion) -> None:
    moment = Moment(occasion, "req_1", {}, About(), by=("ada",))
    assert asked_keys("ada") & moment.marks
    assert not asked_keys("bob") & moment.marks
    assert house_plan().watches(occasion), "else nobody writes it down"

"""People: the newest record wins, whoever left is told nothing, names are safe to print."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.people import PersonJoined
from services.notifications.domain.people import Person, PersonState, erased, has_come, left, single_line, updated
from tests.support.notifications import person_joined

Fact = tuple[int, PersonJoined | None]
"""A sequence, and the record it carries; None where the person left."""


def heard(facts: list[Fact]) -> Person:
    person = Person("acme", "ada")
    for sequence, record in facts:
        person = updated(person, record, sequence, f"mark of {record.email}") if record else left(person, sequence)
    return person


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.data())
def test_the_highest_sequence_wins_in_every_order(stays: list[bool], data: st.DataObject) -> None:
    facts: list[Fact] = [
        (sequence, person_joined("ada", email=f"v{sequence}@example.org") if stay else None)
        for sequence, stay in enumerate(stays, start=1)
    ]
    person = heard(data.draw(st.permutations([*facts, *facts[:2]])))
    assert person.sequence == len(facts)
    assert person.has_left is not stays[-1]
    assert person.email == (f"v{len(facts)}@example.org" if stays[-1] else "")
    assert person.domain == ("example.org" if stays[-1] else "")


def test_whoever_left_keeps_the_name_for_those_who_were_told_of_them_and_loses_the_address() -> None:
    person = heard([(1, person_joined("ada", name="Ada")), (2, None)])
    assert (person.name, person.email, person.state) == ("Ada", "", PersonState.LEFT)
    assert replace(heard([(2, None), (1, person_joined("ada"))])).has_left, "an older record brings nobody back"
    assert not heard([(1, person_joined("ada")), (2, None), (3, person_joined("ada"))]).has_left


def test_of_who_left_only_the_mark_of_the_address_stays() -> None:
    person = heard([(1, person_joined("ada", email="ada@example.org")), (2, None)])
    assert person.mark == "mark of ada@example.org"
    assert "ada@" not in repr(replace(person, mark=""))


@pytest.mark.parametrize(
    ("before", "after", "comes"),
    [
        ([], {}, True),
        ([], {"visible": False}, False),
        ([{"visible": False}], {}, True),
        ([{}], {"title": "Engineer"}, False),
        ([{}], {"email": "other@example.org"}, True),
        ([{}, None], {}, True),
    ],
)
def test_somebody_comes_when_they_can_be_found_at_an_address_for_the_first_time(
    before: list[dict[str, Any] | None], after: dict[str, Any], comes: bool
) -> None:
    facts = [
        (number, None if one is None else person_joined("ada", **one)) for number, one in enumerate(before, start=1)
    ]
    known = heard(facts)
    record = person_joined("ada", **after)
    assert has_come(known, updated(known, record, len(facts) + 1, f"mark of {record.email}")) is comes


def test_names_lose_what_would_break_a_line_or_a_header() -> None:
    person = heard([(1, person_joined("ada", name="Ada\r\nBcc: eve@example.org\x00\x1e  Lovelace"))])
    assert person.name == "Ada Bcc: eve@example.org Lovelace"
    assert single_line("Zoë 李明 محمد") == "Zoë 李明 محمد"


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.data())
def test_whatever_is_heard_after_an_erasure_brings_nothing_back(stays: list[bool], data: st.DataObject) -> None:
    facts: list[Fact] = [
        (sequence, person_joined("ada", email=f"v{sequence}@example.org") if stay else None)
        for sequence, stay in enumerate(stays, start=1)
    ]
    person = erased("acme", "ada")
    for sequence, record in data.draw(st.permutations([*facts, *facts[:2]])):
        person = updated(person, record, sequence, "mark") if record else left(person, sequence)
    assert person == erased("acme", "ada")
    assert (person.name, person.email, person.mark, person.is_open) == ("", "", "", False)

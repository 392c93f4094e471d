"""People: the newest record wins, whoever left is told nothing, names are safe to print."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.people import PersonJoined
from services.notifications.domain.people import Person, PersonState, left, single_line, updated
from tests.support.notifications import person_joined

Fact = tuple[int, PersonJoined | None]
"""A sequence, and the record it carries; None where the person left."""


def heard(facts: list[Fact]) -> Person:
    person = Person("acme", "ada")
    for sequence, record in facts:
        person = updated(person, record, sequence) if record else left(person, sequence)
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


def test_whoever_left_keeps_the_name_for_those_who_were_told_of_them_and_loses_the_address() -> None:
    person = heard([(1, person_joined("ada", name="Ada")), (2, None)])
    assert (person.name, person.email, person.state) == ("Ada", "", PersonState.LEFT)
    assert replace(heard([(2, None), (1, person_joined("ada"))])).has_left, "an older record brings nobody back"
    assert not heard([(1, person_joined("ada")), (2, None), (3, person_joined("ada"))]).has_left


def test_names_lose_what_would_break_a_line_or_a_header() -> None:
    person = heard([(1, person_joined("ada", name="Ada\r\nBcc: eve@example.org\x00\x1e  Lovelace"))])
    assert person.name == "Ada Bcc: eve@example.org Lovelace"
    assert single_line("Zoë 李明 محمد") == "Zoë 李明 محمد"

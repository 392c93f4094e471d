"""What events may say about people: no name and no address but in the person record, and no words a person wrote."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from libs.common.contracts import ALL, Contract
from libs.common.contracts.base import Id, ShortText, Words
from libs.common.contracts.people import Email, PersonChanged, PersonJoined, PersonName, PersonRecord
from tests.contract.frozen import Schema, current
from tests.contract.samples import sample_of

RECORDS: tuple[type[Contract], ...] = (PersonJoined, PersonChanged)
OTHERS = [contract for contract in ALL if contract not in RECORDS]
IDENTIFYING = re.compile(
    r"(^|_)(e?mail|(first|last|full|given|family|nick|user|display|person|member|mentor|mentee|sender)?_?name|address|phone"
    r"|telephone|mobile|fax|street|city|postcode|zip|birth(day|date)?|age|photo|avatar|picture|signature|iban|ip)s?(_|$)"
)
"""Names of fields that would tell who somebody is or where to reach them."""

ALLOWED_TEXT = {
    "words": "the house's own words, by language; no template has a place for a name",
    "called": "what organisers call a programme, by language",
    "topics": "what is to be learned, as both sides see it",
    "changed": "names of fields",
    "claim_type": "an event type",
    "rules": "the version of the rules",
    "session_id": "a platform's own identifier",
    "name": "the person record",
    "title": "the person record",
    "department": "the person record",
    "site": "the person record",
    "age_band": "the person record",
    "time_zone": "the person record: one of IANA's names, which the contract checks",
    "topic": "the person record: what somebody gives or wants to get",
    "why": "the person record: a line about a topic, for those who may see the person",
}
"""Fields that hold text of any kind, and why they may. Everything else is an id, a date, a number or one of a list."""

OF_THE_RECORD = {field for field, why in ALLOWED_TEXT.items() if why.startswith("the person record")}


class Of(BaseModel):
    """Carries one field, to see its schema."""

    id: Id
    email: Email
    name: PersonName


SHAPES = current(Of)["properties"]
ID, PERSONAL = SHAPES["id"], (SHAPES["email"], SHAPES["name"])


def leaves(schema: Schema, name: str = "") -> Iterator[tuple[str, Schema]]:
    """(name of the field, schema) of everything that is no object and no list; map keys are the house's own."""
    for option in schema.get("anyOf", [schema]):
        for field, part in option.get("properties", {}).items():
            yield from leaves(part, field)
        for part in ("items", "additionalProperties"):
            if isinstance(option.get(part), dict):
                yield from leaves(option[part], name)
        if option.get("type") not in ("object", "array"):
            yield name, option


def is_text(schema: Schema) -> bool:
    """Whether somebody could write anything into it."""
    bound = {"enum", "const", "format", "pattern"} & schema.keys()
    return schema.get("type") in ("string", None) and not bound and _shape(schema) != ID


def _shape(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "default"}


def text_fields(contract: type[BaseModel]) -> set[str]:
    return {name for name, schema in leaves(current(contract)) if is_text(schema)}


def personal_fields(contract: type[BaseModel]) -> set[str]:
    found = leaves(current(contract))
    return {name for name, schema in found if IDENTIFYING.search(name) or _shape(schema) in PERSONAL}


@pytest.mark.parametrize("contract", OTHERS, ids=lambda contract: contract.event)
def test_no_other_event_says_who_somebody_is(contract: type[Contract]) -> None:
    assert personal_fields(contract) == set()


@pytest.mark.parametrize("contract", RECORDS, ids=lambda contract: contract.event)
def test_the_record_says_it_in_known_fields(contract: type[Contract]) -> None:
    assert personal_fields(contract) == {"name", "email", "age_band"}


def test_no_golden_sample_but_the_record_names_anybody() -> None:
    known = {value for contract in RECORDS for value in _said_of_people(contract)}
    assert len(known) == 4
    for contract in OTHERS:
        text = sample_of(contract).body.decode()
        assert not [value for value in known if value in text]
        assert "@" not in text


def _said_of_people(contract: type[Contract]) -> list[str]:
    data = sample_of(contract).plain["data"]
    return [data["name"], data["email"]]


@pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.event)
def test_no_event_has_room_for_what_a_person_wrote(contract: type[Contract]) -> None:
    allowed = ALLOWED_TEXT.keys() if contract in RECORDS else ALLOWED_TEXT.keys() - OF_THE_RECORD
    found = text_fields(contract) - allowed
    assert not found, f"{contract.event} has free text in {sorted(found)}: bind it, or say in ALLOWED_TEXT why it may"


def test_every_allowance_is_used() -> None:
    assert set().union(*map(text_fields, ALL)) == ALLOWED_TEXT.keys()


class Leaky(BaseModel):
    """Every way in which an event could say too much."""

    pair_id: Id
    members: tuple[PersonRecord, ...] = ()
    mentor_name: Id
    reply_to: Email | None = None
    sender: Annotated[str, "no limits at all"]
    remark: ShortText = ""
    drafts: tuple[str, ...] = ()
    notes: Words
    anything: Any = None


def test_a_leaky_event_is_seen_through() -> None:
    assert personal_fields(Leaky) == {"mentor_name", "reply_to", "name", "email", "age_band"}
    assert text_fields(Leaky) - OF_THE_RECORD == {"sender", "remark", "drafts", "notes", "anything"}

"""People, as colleagues see them."""

from collections.abc import Mapping
from typing import Self

from libs.common.contracts.people import PersonRecord, Skill
from services.gateway.domain.people import Record
from services.gateway.schemas.shown import Shown, fields_of


class PersonCard(Shown):
    """What others see of a person."""

    person_id: str
    name: str
    title: str
    department: str
    languages: tuple[str, ...]
    gives: tuple[Skill, ...]
    gets: tuple[Skill, ...]

    @classmethod
    def of(cls, record: Record) -> Self:
        """From the record."""
        return cls.model_validate(fields_of(person_of(record), cls))


class PersonNamed(Shown):
    """What somebody is called."""

    person_id: str
    name: str


class Names(Shown):
    """In the order of ids. Whoever is missing has no name for you."""

    data: list[PersonNamed]

    @classmethod
    def of(cls, records: Mapping[str, Record]) -> Self:
        """From records by id."""
        return cls(
            data=[
                PersonNamed(person_id=person_id, name=record.fields["name"])
                for person_id, record in sorted(records.items())
            ]
        )


def person_of(record: Record) -> PersonRecord:
    """The record with its defaults."""
    return PersonRecord(person_id=record.person_id, **record.fields)

"""People, as colleagues see them."""

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


def person_of(record: Record) -> PersonRecord:
    """The record with its defaults."""
    return PersonRecord(person_id=record.person_id, **record.fields)

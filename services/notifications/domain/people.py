"""People as notifications needs them: the only home of names and addresses in this service."""

from dataclasses import dataclass, replace
from enum import StrEnum

from libs.common.contracts.people import PersonRecord


class PersonState(StrEnum):
    """Whether a person is still here."""

    HERE = "here"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Person:
    """`sequence` is the version of the gateway's record that this was taken from."""

    org: str
    person_id: str
    sequence: int = 0
    name: str = ""
    email: str = ""
    locale: str = "en"
    time_zone: str = "UTC"
    state: PersonState = PersonState.HERE
    revision: int = 0

    @property
    def has_left(self) -> bool:
        """Whoever left is told nothing more."""
        return self.state is PersonState.LEFT


def updated(known: Person, record: PersonRecord, sequence: int) -> Person:
    """The whole record as of `sequence`; an older one changes nothing."""
    if sequence <= known.sequence:
        return known
    return replace(
        known,
        sequence=sequence,
        name=single_line(record.name),
        email=record.email,
        locale=record.locale,
        time_zone=record.time_zone,
        state=PersonState.HERE,
    )


def left(known: Person, sequence: int) -> Person:
    """Gone as of `sequence`: the name stays for those who were told of them, the address goes."""
    if sequence <= known.sequence:
        return known
    return replace(known, sequence=sequence, email="", state=PersonState.LEFT)


def single_line(text: str) -> str:
    """Without line breaks and other control characters: names stand in mail headers."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

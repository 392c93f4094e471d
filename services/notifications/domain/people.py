"""People as notifications needs them: the only home of names and addresses in this service."""

from dataclasses import dataclass, replace
from enum import StrEnum

from libs.common.contracts.people import PersonRecord, Role
from services.notifications.domain.addresses import domain_of

ERASED = 2**62
"""The `sequence` of somebody who was erased: no record of them is newer."""


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
    domain: str = ""
    mark: str = ""
    """Of the address: it outlives it, so that nobody who left is invited like a stranger."""

    refused_mark: str = ""
    """Of the address that takes no mail any more; a new one is tried again."""

    department: str = ""
    visible: bool = True
    locale: str = "en"
    time_zone: str = "UTC"
    site: str | None = None
    roles: tuple[Role, ...] = ()
    state: PersonState = PersonState.HERE
    is_suspended: bool = False
    """A moderator has said so: nothing leads others to them, and no idea of ours comes to them or speaks of them."""

    suspension_sequence: int = 0
    revision: int = 0

    @property
    def has_left(self) -> bool:
        """Whoever left is told nothing more."""
        return self.state is PersonState.LEFT

    @property
    def was_erased(self) -> bool:
        """Nothing is written down for them, not even why it is not said."""
        return self.sequence == ERASED

    @property
    def address_is_off(self) -> bool:
        """The mail server of their address has said that nobody is there."""
        return bool(self.refused_mark) and self.refused_mark == self.mark

    @property
    def is_open(self) -> bool:
        """Known, here, and to be seen."""
        return self.sequence > 0 and self.visible and not self.has_left and not self.is_suspended


def updated(known: Person, record: PersonRecord, sequence: int, mark: str) -> Person:
    """The whole record as of `sequence`, with the mark of its address; an older one changes nothing."""
    if sequence <= known.sequence:
        return known
    return replace(
        known,
        sequence=sequence,
        name=single_line(record.name),
        email=record.email,
        domain=domain_of(record.email),
        mark=mark,
        department=record.department,
        visible=record.visible,
        locale=record.locale,
        time_zone=record.time_zone,
        site=record.site,
        roles=record.roles,
        state=PersonState.HERE,
    )


def suspended(known: Person, sequence: int, *, is_suspended: bool) -> Person:
    """As of a word of `sequence`, which counts by itself; an older one changes nothing."""
    if sequence <= known.suspension_sequence:
        return known
    return replace(known, is_suspended=is_suspended, suspension_sequence=sequence)


def has_come(before: Person, after: Person) -> bool:
    """From now on they can be found, at this address."""
    return after.is_open and not (before.is_open and before.mark == after.mark)


def left(known: Person, sequence: int) -> Person:
    """Gone as of `sequence`: the name stays for those who were told of them, the address goes."""
    if sequence <= known.sequence:
        return known
    return replace(known, sequence=sequence, email="", domain="", state=PersonState.LEFT)


def erased(org: str, person_id: str) -> Person:
    """All that is left of somebody who was erased, as far as anybody asks for them."""
    return Person(org, person_id, sequence=ERASED, visible=False, state=PersonState.LEFT)


def single_line(text: str) -> str:
    """Without line breaks and other control characters: names stand in mail headers."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

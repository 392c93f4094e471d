"""Who is in a programme: two yeses, that of the person and that of its organisers. Pure."""

from dataclasses import dataclass, replace
from enum import StrEnum

from libs.common.contracts.programme_facts import (
    EnrolmentFact,
    Entry,
    ProgrammeEntered,
    ProgrammeEntryAsked,
    ProgrammeInvited,
    ProgrammeLeft,
)
from services.gateway.domain.refusals import NotTaken


class Standing(StrEnum):
    """How somebody stands to a programme."""

    OUT = "out"
    ASKED = "asked"
    INVITED = "invited"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One person and one programme. `enrolment_id` is unambiguous, since a programme's id has no slash."""

    org: str
    programme_id: str
    person_id: str
    enrolment_id: str
    wants: bool = False
    is_let_in: bool = False
    version: int = 0
    revision: int = 0

    @property
    def standing(self) -> Standing:
        """From both yeses."""
        if self.wants and self.is_let_in:
            return Standing.IN
        if self.is_let_in:
            return Standing.INVITED
        return Standing.ASKED if self.wants else Standing.OUT

    @property
    def is_known(self) -> bool:
        """They have something to do with the programme, or had until it closed."""
        return self.wants or self.is_let_in


def unenrolled(org: str, programme_id: str, person_id: str) -> Enrolment:
    """As everybody begins."""
    return Enrolment(
        org=org, programme_id=programme_id, person_id=person_id, enrolment_id=f"{programme_id}/{person_id}"
    )


def want(before: Enrolment, entry: Entry, *, takes: bool) -> Enrolment:
    """The person says yes. NotTaken: enrolment-closed, unless they are invited."""
    if before.is_let_in:
        return _moved(before, wants=True, is_let_in=True)
    if not takes:
        raise NotTaken("enrolment-closed")
    return _moved(before, wants=True, is_let_in=entry is Entry.OPEN)


def let_in(before: Enrolment) -> Enrolment:
    """An organiser says yes: who asked is in, anybody else is invited, and is in with a yes of their own."""
    return _moved(before, wants=before.wants, is_let_in=True)


def leave(before: Enrolment) -> Enrolment:
    """Whoever says no, both yeses are taken back: coming again begins anew."""
    return _moved(before, wants=False, is_let_in=False)


def news(before: Enrolment, after: Enrolment) -> EnrolmentFact | None:
    """What others hear of it. That somebody asked is between them and the organisers, who see by themselves its end."""
    kinds: dict[Standing, type[EnrolmentFact]] = {
        Standing.ASKED: ProgrammeEntryAsked,
        Standing.IN: ProgrammeEntered,
        Standing.INVITED: ProgrammeInvited,
        Standing.OUT: ProgrammeLeft,
    }
    kind = kinds.get(after.standing)
    if kind is None or after == before or (kind is ProgrammeLeft and before.standing is Standing.ASKED):
        return None
    return kind(programme_id=after.programme_id, person_id=after.person_id)


def _moved(before: Enrolment, *, wants: bool, is_let_in: bool) -> Enrolment:
    after = replace(before, wants=wants, is_let_in=is_let_in)
    return before if after == before else replace(after, version=before.version + 1)

"""A programme opens: whom it is for, and what they are told once."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment


class Standing(StrEnum):
    """How somebody stands to a programme, by the newest fact."""

    OUT = "out"
    INVITED = "invited"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """A programme, by the newest fact."""

    org: str
    programme_id: str
    sequence: int = 0
    is_open: bool = False
    is_by_invitation: bool = False
    called: dict[str, str] = field(default_factory=dict)
    organiser_ids: tuple[str, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One person and one programme."""

    org: str
    enrolment_id: str
    standing: Standing = Standing.OUT
    sequence: int = 0
    revision: int = 0


def enrolment_key(programme_id: str, person_id: str) -> str:
    """Unambiguous, since the id of a programme has no slash."""
    return f"{programme_id}/{person_id}"


def told(known: Launch, newer: Launch) -> Launch:
    """The newest state, in whatever order the facts come."""
    return replace(newer, revision=known.revision) if newer.sequence > known.sequence else known


def followed(known: Enrolment, standing: Standing, sequence: int) -> Enrolment:
    """The same of one person."""
    return replace(known, standing=standing, sequence=sequence) if sequence > known.sequence else known


def is_for(launch: Launch, standing: Standing) -> bool:
    """They could enter it and have not."""
    return standing is Standing.INVITED or (standing is Standing.OUT and not launch.is_by_invitation)


def opened(launch: Launch, person_ids: tuple[str, ...]) -> Moment:
    """Each of them is told the same."""
    about = About(words=launch.called, path=f"/programmes/{launch.programme_id}")
    return Moment(Occasion.PROGRAMME_OPENED, launch.programme_id, {}, about, each=person_ids)


def entry_asked(launch: Launch, person_id: str, organiser_ids: tuple[str, ...]) -> Moment:
    """Those who run it say yes or no."""
    about = About(words=launch.called, newcomer_id=person_id, path=f"/programmes/{launch.programme_id}/members")
    return Moment(Occasion.ENTRY_ASKED, launch.programme_id, {}, about, each=organiser_ids)


def entered(programme_id: str, person_id: str) -> Moment:
    """Whoever is in it need not be told of it."""
    return Moment(Occasion.PROGRAMME_ENTERED, programme_id, {}, About(), by=(person_id,))


def closed(programme_id: str) -> Moment:
    """Nobody need be told of it any more."""
    return Moment(Occasion.PROGRAMME_CLOSED, programme_id, {}, About())

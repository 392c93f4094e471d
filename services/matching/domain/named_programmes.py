"""A programme by its id: what it asks beside the organisation's own rules, and who is in it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.programmes import Musts, Programme, ScoreWeights

DAYS_A_MONTH = 30.4375


class Way(StrEnum):
    """How two come to be a pair, or more a circle."""

    ASKING = "asking"
    OFFERING = "offering"
    ROUND = "round"
    RECOGNITION = "recognition"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedProgramme:
    """As the fact with this sequence told it. `weights` and `musts` hold what it says itself and nothing else."""

    org: str
    programme_id: str
    sequence: int = 0
    is_open: bool = False
    is_for_all: bool = True
    """Whoever is not in it may ask and be asked, too."""

    ways: tuple[Way, ...] = tuple(Way)
    weights: dict[str, float] = field(default_factory=dict)
    musts: dict[str, bool | float] = field(default_factory=dict)
    pair_months: int | None = None
    revision: int = 0
    """How often it was saved; guards concurrent changes."""

    def objection(self, way: Way) -> Code | None:
        """What forbids that anything begins in it this way."""
        if not self.is_open:
            return Code.PROGRAMME_CLOSED
        return None if way in self.ways else Code.WAY_NOT_TAKEN

    def planned_until(self, direction: Direction, formed_at: datetime) -> datetime | None:
        """How long a pair is planned for; one for a single talk has an end of its own."""
        if self.pair_months is None or direction is Direction.FLASH:
            return None
        return formed_at + timedelta(days=round(self.pair_months * DAYS_A_MONTH))


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Whether one person is in one programme, as the fact with this sequence told it."""

    org: str
    enrolment_id: str
    programme_id: str
    person_id: str
    is_in: bool = False
    sequence: int = 0
    revision: int = 0
    """How often it was saved; guards concurrent changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """What holds in a programme, or where none is named. `members` are who is in; None where that does not matter."""

    weights: ScoreWeights = field(default_factory=ScoreWeights)
    musts: Musts = field(default_factory=Musts)
    is_open: bool = True
    members: frozenset[str] | None = None

    def objection(self, mentee_id: str, mentor_id: str) -> Code | None:
        """What forbids it these two."""
        if not self.is_open:
            return Code.PROGRAMME_CLOSED
        if self.members is not None and not self.members >= {mentee_id, mentor_id}:
            return Code.NOT_IN_PROGRAMME
        return None


def within(house: Programme, named: NamedProgramme | None, members: frozenset[str]) -> Within:
    """What the organisation says counts where the programme says nothing."""
    if named is None:
        return Within(weights=house.weights, musts=house.musts)
    return Within(
        weights=replace(house.weights, **named.weights),
        musts=replace(house.musts, **named.musts),  # type: ignore[arg-type]
        is_open=named.is_open,
        members=None if named.is_for_all else members,
    )


def told(known: NamedProgramme, newer: NamedProgramme) -> NamedProgramme:
    """The newest state, in whatever order the facts come."""
    return replace(newer, revision=known.revision) if newer.sequence > known.sequence else known


def followed(known: Enrolment, sequence: int, *, is_in: bool) -> Enrolment:
    """The same of who is in it."""
    return replace(known, is_in=is_in, sequence=sequence) if sequence > known.sequence else known

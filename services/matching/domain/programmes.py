"""What an organisation makes of its programme: what counts how much, and what must be."""

from dataclasses import dataclass, field
from datetime import datetime

from services.matching.domain.codes import Code
from services.matching.domain.hours import overlap_hours
from services.matching.domain.people import Person

DOCUMENT = "programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreWeights:
    """What counts how much in a score. As they stand by default, nothing is changed.

    `seniority`, `overlap` and `time` are exponents of these parts: 0 leaves one out, 2 counts it twice.
    `same_department` and `other_site` are what is left of the score of two from one department, from two sites.
    """

    seniority: float = 1.0
    overlap: float = 1.0
    time: float = 1.0
    same_department: float = 1.0
    other_site: float = 1.0

    def place(self, one: Person, other: Person) -> float:
        """The part of a score that department and site leave. What is not known changes nothing."""
        department = self.same_department if are_in_one_department(one, other) else 1.0
        return department * (self.other_site if are_on_two_sites(one, other) else 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Musts:
    """Without which nobody is suggested, asked or placed. What is not known of somebody forbids nothing."""

    other_department: bool = False
    same_site: bool = False
    least_overlap: float = 0.0
    """Hours of a working day in which both work."""

    def objection(self, one: Person, other: Person, at: datetime) -> Code | None:
        """The first that the two do not meet. It does not matter who of them is the mentor."""
        if self.other_department and are_in_one_department(one, other):
            return Code.SAME_DEPARTMENT
        if self.same_site and are_on_two_sites(one, other):
            return Code.OTHER_SITE
        overlap = overlap_hours(one, other, at) if self.least_overlap else None
        return Code.TOO_LITTLE_OVERLAP if overlap is not None and overlap < self.least_overlap else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """An organisation has one document of it; `name` is its key. One that was never set asks for nothing."""

    org: str
    weights: ScoreWeights = field(default_factory=ScoreWeights)
    musts: Musts = field(default_factory=Musts)
    name: str = DOCUMENT
    revision: int = 0
    """How often it was saved; guards concurrent changes."""


def are_in_one_department(one: Person, other: Person) -> bool:
    return bool(one.department) and one.department == other.department


def are_on_two_sites(one: Person, other: Person) -> bool:
    return bool(one.site) and bool(other.site) and one.site != other.site

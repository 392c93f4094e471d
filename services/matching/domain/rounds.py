"""A cohort round: whom an organiser puts into one pool, what they weigh, lock and forbid, and how far it has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import RuleBroken, WrongState
from services.matching.domain.people import Person, PersonState, Role
from services.matching.domain.programmes import ScoreWeights

# What a solver answers in seconds; a larger organisation makes several rounds.
LARGEST_POOL = 40_000


@dataclass(frozen=True, slots=True, order=True)
class Couple:
    """Two people who are, or must not be, placed together."""

    mentee_id: str
    mentor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights(ScoreWeights):
    """What counts how much in a round, beside the programme's weights.

    As they stand by default, a pair counts what it scores as a suggestion. `preference` is the share of the way to a
    full score that a preferred pair is lifted.
    """

    preference: float = 0.3

    def beside(self, programme: ScoreWeights) -> "Weights":
        """Both together: what counts twice in the one and three times in the other counts six times."""
        both = {one.name: getattr(self, one.name) * getattr(programme, one.name) for one in fields(programme)}
        return replace(self, **both)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """One side of a round: the people named, or everybody whom the filter fits. Who hides or pauses is never in it."""

    person_ids: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    lowest_seniority: int = 0
    highest_seniority: int = 10

    def members(self, people: Iterable[Person], role: Role, at: datetime) -> tuple[Person, ...]:
        named = frozenset(self.person_ids)
        return tuple(
            person
            for person in people
            if person.is_shown
            and not person.is_paused(at)
            and person.state is PersonState.ACTIVE
            and role in person.roles
            and (person.person_id in named if named else self._fits(person))
        )

    def _fits(self, person: Person) -> bool:
        return (
            (not self.departments or person.department in self.departments)
            and (not self.sites or person.site in self.sites)
            and self.lowest_seniority <= person.seniority <= self.highest_seniority
        )


class RoundState(StrEnum):
    """A draft is previewed and adjusted; from its publication on it stays as it is."""

    DRAFT = "draft"
    PUBLISHING = "publishing"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """`version` counts the previews: what is published is the one that somebody has seen."""

    org: str
    round_id: str
    name: str
    made_by: str
    made_at: datetime
    direction: Direction
    mentees: Pool
    mentors: Pool
    weights: Weights = field(default_factory=Weights)
    locked: tuple[Couple, ...] = ()
    forbidden: tuple[Couple, ...] = ()
    preferred: tuple[Couple, ...] = ()
    programme_id: str | None = None
    state: RoundState = RoundState.DRAFT
    version: int = 1
    published: int = 0
    """How many pairs of the preview have been dealt with, in its order."""

    skipped: tuple[Couple, ...] = ()
    """Pairs of the preview that a rule forbade by the time they were to be published."""

    published_at: datetime | None = None
    revision: int = 0
    """How often it was saved; guards concurrent changes."""


def enter(one: Round, people: Iterable[Person], at: datetime) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """The mentees and the mentors of a round. Nobody enters in both roles: that is refused, not guessed."""
    everybody = tuple(people)
    mentees = one.mentees.members(everybody, Role.MENTEE, at)
    mentors = one.mentors.members(everybody, Role.MENTOR, at)
    if {person.person_id for person in mentees} & {person.person_id for person in mentors}:
        raise RuleBroken(Code.ROUND_BOTH_ROLES)
    if len(mentees) + len(mentors) > LARGEST_POOL:
        raise RuleBroken(Code.ROUND_TOO_LARGE)
    return mentees, mentors


def adjust(one: Round, locked: Iterable[Couple], forbidden: Iterable[Couple]) -> Round:
    """All that is locked and all that is forbidden from here on. The same again changes nothing."""
    _draft(one)
    changed = replace(one, locked=tuple(sorted(set(locked))), forbidden=tuple(sorted(set(forbidden))))
    return changed if changed == one else replace(changed, version=one.version + 1)


def publish(one: Round, version: int) -> Round:
    """Begin to publish the preview of this version. Once begun, beginning again changes nothing."""
    if one.version != version:
        raise WrongState(Code.ROUND_CHANGED)
    return one if one.state is not RoundState.DRAFT else replace(one, state=RoundState.PUBLISHING)


def advance(one: Round, dealt_with: int, skipped: Iterable[Couple]) -> Round:
    """So many more pairs were published or skipped."""
    return replace(one, published=one.published + dealt_with, skipped=(*one.skipped, *skipped))


def finish(one: Round, at: datetime) -> Round:
    return replace(one, state=RoundState.PUBLISHED, published_at=at)


def _draft(one: Round) -> None:
    if one.state is not RoundState.DRAFT:
        raise WrongState(Code.ROUND_PUBLISHED)

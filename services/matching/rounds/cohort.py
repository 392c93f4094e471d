"""What a round is solved from: who takes part, and what may not, must or should be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import RuleBroken
from services.matching.domain.people import Person
from services.matching.domain.programmes import Musts
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rounds import Couple, Weights
from services.matching.domain.rules import Around, Occasion, objection

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The order of the people does not matter. `at` is the instant whose time-zone offsets hold.

    `weights` are those of the round beside the programme's.
    """

    org: str
    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    direction: Direction
    reporting: ReportingLines
    at: datetime
    weights: Weights = field(default_factory=Weights)
    musts: Musts = field(default_factory=Musts)
    locked: frozenset[Couple] = frozenset()
    forbidden: frozenset[Couple] = frozenset()
    preferred: frozenset[Couple] = frozenset()

    @property
    def around(self) -> Around:
        """What the rules look at; who blocks whom is among the forbidden, and so looks like any of them."""
        return Around(self.at, self.reporting, musts=self.musts)

    def objection(self, mentee: Person, mentor: Person) -> Code | None:
        """The first rule that forbids the two."""
        return objection(mentee, mentor, self.around, Occasion.PLACING)


def check_locks(cohort: Cohort) -> None:
    """RuleBroken where a lock cannot hold: an organiser's wish bends no rule."""
    mentees, mentors = (
        {person.person_id: person for person in side if person.org == cohort.org}
        for side in (cohort.mentees, cohort.mentors)
    )
    taken = dict.fromkeys(mentors, 0)
    if len({couple.mentee_id for couple in cohort.locked}) < len(cohort.locked):
        raise RuleBroken(Code.LOCK_TWICE)
    for couple in sorted(cohort.locked):
        if couple in cohort.forbidden:
            raise RuleBroken(Code.LOCK_FORBIDDEN)
        if couple.mentee_id not in mentees or couple.mentor_id not in mentors:
            raise RuleBroken(Code.LOCK_OUTSIDE)
        mentor = mentors[couple.mentor_id]
        code = cohort.objection(mentees[couple.mentee_id], mentor)
        taken[couple.mentor_id] += 1
        if code or taken[couple.mentor_id] > mentor.free_places:
            raise RuleBroken(code or Code.MENTOR_FULL)


@dataclass(frozen=True, slots=True)
class Pooled:
    """Those who can be placed, numbered in the order of their ids; the others need a rule to change first.

    `locks` has for each mentee the number of the mentor they are locked to, or -1; `places` what that leaves free.
    """

    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    mentee_rows: Mapping[str, int]
    mentor_rows: Mapping[str, int]
    places: Ints
    locks: Ints

    @classmethod
    def of(cls, cohort: Cohort) -> "Pooled":
        """By id: the same people give the same answer in whatever order they come."""
        mentees = tuple(one for one in _in_order(cohort.mentees) if _can_learn(cohort, one))
        mentors = tuple(one for one in _in_order(cohort.mentors) if _can_teach(cohort, one))
        rows, mentor_rows = _rows(mentees), _rows(mentors)
        places = np.array([one.free_places for one in mentors], dtype=np.int64)
        locks = np.full(len(mentees), -1, dtype=np.int64)
        for couple in cohort.locked:
            locks[rows[couple.mentee_id]] = mentor_rows[couple.mentor_id]
            places[mentor_rows[couple.mentor_id]] -= 1
        return cls(mentees, mentors, rows, mentor_rows, places, locks)

    def part(self, mentees: Ints, mentors: Ints) -> "Pooled":
        """Some of them, with nobody locked."""
        learners = tuple(self.mentees[row] for row in mentees)
        givers = tuple(self.mentors[row] for row in mentors)
        locks = np.full(len(learners), -1, dtype=np.int64)
        return Pooled(learners, givers, _rows(learners), _rows(givers), self.places[mentors], locks)

    def rows_of(self, named: Iterable[Couple]) -> Iterator[tuple[int, int]]:
        """Those couples of whom both are here."""
        for couple in named:
            if couple.mentee_id in self.mentee_rows and couple.mentor_id in self.mentor_rows:
                yield self.mentee_rows[couple.mentee_id], self.mentor_rows[couple.mentor_id]


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: person.person_id)


def _rows(people: Iterable[Person]) -> Mapping[str, int]:
    return {person.person_id: row for row, person in enumerate(people)}


def _can_learn(cohort: Cohort, mentee: Person) -> bool:
    """No rule forbids this mentee to everybody."""
    return cohort.objection(mentee, _anybody(cohort.org)) is None


def _can_teach(cohort: Cohort, mentor: Person) -> bool:
    """No rule forbids this mentor to everybody."""
    return cohort.objection(_anybody(cohort.org), mentor) is None


def _anybody(org: str) -> Person:
    """Of whom nothing is known, so that no rule about two forbids anything."""
    return Person(org=org, person_id="", time_zone="")

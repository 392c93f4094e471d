"""A round solved: who is placed with whom, who is left out and why, and what that means for whom."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.matching.domain.people import Person, Role
from services.matching.domain.previews import LeftOut, LeftOutFor, Placed, Solution
from services.matching.domain.rounds import Couple
from services.matching.rounds.candidates import Candidates, Chances, candidates_of
from services.matching.rounds.cohort import Cohort, Pooled, check_locks
from services.matching.rounds.fairness import Treated, fairness
from services.matching.rounds.optimum import optimum
from services.matching.rounds.scan import UNIT

THREADS = os.cpu_count() or 1


def solve(cohort: Cohort, threads: int = THREADS) -> Solution:
    """The placement of the highest total among all that keep every rule, capacity, lock and exclusion.

    Among all of the candidates, that is: of a small cohort these are all pairs, of a large one the favourites.
    RuleBroken where a lock cannot hold. The same cohort gives the same solution.
    """
    check_locks(cohort)
    pool = Pooled.of(cohort)
    candidates = candidates_of(cohort, pool, threads)
    found = [*_locked(cohort, pool, candidates), *_free(cohort, pool, candidates, threads)]
    placed = tuple(sorted(found, key=lambda one: one.couple))
    halves = _halves(cohort, pool, candidates, placed)
    return Solution(
        placed=placed,
        left_out=tuple(one for half in halves for one in half.left_out()),
        total=sum(round(one.value * UNIT) for one in placed) / UNIT,
        fairness=fairness(one for half in halves for one in half.treated()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Half:
    """One side of a round, its chances and who of it is placed; `otherwise` is why somebody with chances is not."""

    role: Role
    people: tuple[Person, ...]
    rows: Mapping[str, int]
    chances: Chances
    placed: frozenset[str]
    otherwise: LeftOutFor

    def left_out(self) -> Iterator[LeftOut]:
        for person_id in sorted(person.person_id for person in self.people if person.person_id not in self.placed):
            yield LeftOut(person_id, self.role, self._why(person_id))

    def treated(self) -> Iterator[Treated]:
        for person in self.people:
            is_asked = person.person_id in self.placed
            is_shown = is_asked or self.rows.get(person.person_id) in self.chances.shown
            yield Treated(person, self.role, is_shown, is_asked)

    def _why(self, person_id: str) -> LeftOutFor:
        row = self.rows.get(person_id)
        if row is None:
            return LeftOutFor.CANNOT
        if self.chances.fits[row]:
            return self.otherwise
        return LeftOutFor.ONLY_BARRED if self.chances.barred[row] else LeftOutFor.NO_FIT


def _halves(cohort: Cohort, pool: Pooled, candidates: Candidates, placed: Sequence[Placed]) -> tuple[_Half, _Half]:
    return (
        _Half(
            role=Role.MENTEE,
            people=cohort.mentees,
            rows=pool.mentee_rows,
            chances=candidates.mentees,
            placed=frozenset(one.couple.mentee_id for one in placed),
            otherwise=LeftOutFor.PLACES_TAKEN,
        ),
        _Half(
            role=Role.MENTOR,
            people=cohort.mentors,
            rows=pool.mentor_rows,
            chances=candidates.mentors,
            placed=frozenset(one.couple.mentor_id for one in placed),
            otherwise=LeftOutFor.NOT_NEEDED,
        ),
    )


def _locked(cohort: Cohort, pool: Pooled, candidates: Candidates) -> Iterator[Placed]:
    for couple in cohort.locked:
        value = int(candidates.locked[pool.mentee_rows[couple.mentee_id]])
        yield Placed(couple, value / UNIT, is_locked=True)


def _free(cohort: Cohort, pool: Pooled, candidates: Candidates, threads: int) -> Iterator[Placed]:
    """The optimum; and every pair of it is held against the rules once more, whoever found it."""
    edges, taken = optimum(cohort, pool, candidates.edges, threads)
    for row in taken.tolist():
        mentee, mentor = pool.mentees[edges.mentees[row]], pool.mentors[edges.mentors[row]]
        if cohort.objection(mentee, mentor) is not None:
            raise AssertionError("a pair that a rule forbids is among the candidates")
        yield Placed(Couple(mentee.person_id, mentor.person_id), int(edges.values[row]) / UNIT)

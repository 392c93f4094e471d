"""Small cohorts in which everything that can clash does, and the longest way to their optimum."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import strategies as st

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person, wishes_for
from services.matching.domain.previews import Solution
from services.matching.domain.programmes import Musts
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rounds import Couple, Weights
from services.matching.domain.suggestions import Search, suggest
from services.matching.rounds.cohort import Cohort
from tests.unit.matching.builders import WINTER, make_mentee, make_mentor
from tests.unit.matching.strategies import TROUBLES, musts, people, weights

MENTEES = tuple(f"p{number}" for number in range(4))
MENTORS = tuple(f"p{number}" for number in range(4, 8))
MANAGERS: tuple[dict[str, Any], ...] = tuple({"manager_id": one} for one in MENTEES + MENTORS)


def make_cohort(mentees: int = 1, mentors: int = 1, **changes: Any) -> Cohort:
    """Everybody suits everybody without a flaw; mentors have three places each."""
    cohort = Cohort(
        org="acme",
        mentees=tuple(make_mentee(person_id=f"mia{number}") for number in range(mentees)),
        mentors=tuple(make_mentor(f"tom{number}") for number in range(mentors)),
        direction=Direction.FORWARD,
        reporting=ReportingLines(),
        at=WINTER,
    )
    return replace(cohort, **changes)


@st.composite
def cohorts(draw: st.DrawFn) -> Cohort:
    everybody = {person_id: draw(people(person_id)) for person_id in MENTEES + MENTORS}
    for person_id in MENTORS:
        everybody[person_id] = replace(everybody[person_id], capacity=draw(st.integers(1, 2)), pairs=0)
    for person_id, trouble in draw(st.lists(st.tuples(st.sampled_from(MENTEES + MENTORS), troubles), max_size=5)):
        everybody[person_id] = replace(everybody[person_id], **trouble)
    couples = st.builds(Couple, st.sampled_from(MENTEES), st.sampled_from(MENTORS))
    return Cohort(
        org="acme",
        mentees=tuple(everybody[person_id] for person_id in MENTEES),
        mentors=tuple(everybody[person_id] for person_id in MENTORS),
        direction=draw(st.sampled_from(Direction)),
        reporting=ReportingLines.of(everybody.values()),
        at=WINTER,
        forbidden=draw(st.frozensets(couples, max_size=3)),
        weights=Weights().beside(draw(weights)) if draw(st.booleans()) else Weights(),
        musts=draw(st.just(Musts()) | musts),
    )


troubles = st.sampled_from(TROUBLES) | st.sampled_from(MANAGERS)


def best_total(cohort: Cohort) -> float:
    """By trying every placement there is."""
    return max(sum(values) for values in _placements(cohort, scores(cohort)))


def scores(cohort: Cohort) -> Mapping[Couple, float]:
    """What the domain says of every pair that it would suggest and nobody forbids."""
    found: dict[Couple, float] = {}
    for mentee, mentor in product(cohort.mentees, cohort.mentors):
        if not mentee.org == mentor.org == cohort.org:
            continue
        couple = Couple(mentee.person_id, mentor.person_id)
        search = Search(
            mentee=mentee,
            wanted=wishes_for(mentee, ()),
            direction=cohort.direction,
            reporting=cohort.reporting,
            at=cohort.at,
            weights=cohort.weights,
            musts=cohort.musts,
        )
        suggestion = next(iter(suggest(search, [mentor])), None)
        if suggestion is not None and couple not in cohort.forbidden:
            found[couple] = suggestion.score
    return found


def _placements(cohort: Cohort, known: Mapping[Couple, float]) -> Iterator[list[float]]:
    mentors: list[Person | None] = [None, *cohort.mentors]
    for chosen in product(mentors, repeat=len(cohort.mentees)):
        couples = [
            Couple(mentee.person_id, mentor.person_id)
            for mentee, mentor in zip(cohort.mentees, chosen, strict=True)
            if mentor is not None
        ]
        fits = all(chosen.count(mentor) <= mentor.free_places for mentor in cohort.mentors)
        if fits and all(couple in known for couple in couples):
            yield [known[couple] for couple in couples]


def loads(solution: Solution) -> dict[str, int]:
    """How many each mentor would get."""
    found: dict[str, int] = {}
    for one in solution.placed:
        found[one.couple.mentor_id] = found.get(one.couple.mentor_id, 0) + 1
    return found

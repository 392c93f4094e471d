"""The rules of a score as tables that arrays can be indexed with. Every entry is worked out by the domain itself."""

from collections.abc import Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matching.domain.directions import seniority_fit
from services.matching.domain.fit import TOPICS_AT_A_TIME, mean_of, usefulness
from services.matching.domain.hours import overlap_hours
from services.matching.domain.people import Person
from services.matching.domain.suggestions import DIGITS, overlap_part, weighted
from services.matching.domain.topics import HIGHEST_LEVEL
from services.matching.rounds.cohort import Cohort

Floats = NDArray[np.float64]
Small = NDArray[np.int16]

SENIORITIES = 11
LEVELS = HIGHEST_LEVEL + 1
"""With 0, for what somebody does not give at all."""

USEFULNESS: Floats = np.array(
    [
        [[usefulness(wanted, own, offered) for offered in range(LEVELS)] for own in range(LEVELS)]
        for wanted in range(LEVELS)
    ]
)
"""By the level wanted, the level the learner has, and the level offered."""

VALUES: Floats = np.unique(USEFULNESS)
"""Every usefulness there is, rising: its place here is its code, and 0 is none."""

CODES = np.searchsorted(VALUES, USEFULNESS).reshape(-1, LEVELS).astype(np.int16)
"""By wish, which is the level wanted and the own level, and by the level offered."""

WISHES = len(CODES)

BEST = tuple(combinations_with_replacement(range(len(VALUES)), TOPICS_AT_A_TIME))
"""The codes of every three best matches there can be, rising: their place here is their number, and 0 is no match."""


def _added() -> Small:
    numbers = {codes: number for number, codes in enumerate(BEST)}
    more = [[numbers[tuple(sorted((*codes, code))[1:])] for codes in BEST] for code in range(len(VALUES))]
    return np.array(more, dtype=np.int16)


def _fits() -> Floats:
    table = np.zeros((TOPICS_AT_A_TIME + 1, len(BEST)))
    for number, codes in enumerate(BEST):
        best = [float(VALUES[code]) for code in reversed(codes)]
        for wished in range(1, TOPICS_AT_A_TIME + 1):
            table[wished, number] = round(mean_of(best, wished), DIGITS)
    return table


ADDED, FITS = _added(), _fits()


class Tables(NamedTuple):
    """`seniority` is 0 where the direction is the wrong word for the two.

    `added` has what three best matches become with one more, by its code and their number; `fits` what they are worth
    by how many topics the mean is over. `place` is by whether the two are from one department and on two sites.
    """

    codes: Small
    added: Small
    fits: Floats
    seniority: Floats
    overlap: Floats
    place: Floats
    preference: float


def tables_of(cohort: Cohort, zones: Sequence[str]) -> Tables:
    return Tables(
        codes=CODES,
        added=ADDED,
        fits=FITS,
        seniority=_seniority(cohort),
        overlap=_overlap(cohort, zones),
        place=_place(cohort),
        preference=cohort.weights.preference,
    )


def _seniority(cohort: Cohort) -> Floats:
    table = np.zeros((SENIORITIES, SENIORITIES))
    for mentee, mentor in np.ndindex(table.shape):
        fit = seniority_fit(cohort.direction, mentee, mentor)
        if fit is not None:
            table[mentee, mentor] = weighted(fit, cohort.weights.seniority)
    return table


def _overlap(cohort: Cohort, zones: Sequence[str]) -> Floats:
    people = [Person(org="", person_id="", time_zone=zone) for zone in zones]
    hours = [[overlap_hours(one, other, cohort.at) for other in people] for one in people]
    parts = [[_overlap_part(cohort, overlap) for overlap in row] for row in hours]
    return np.array(parts, dtype=np.float64).reshape(len(zones), len(zones))


def _overlap_part(cohort: Cohort, overlap: float | None) -> float:
    is_too_little = overlap is not None and overlap < cohort.musts.least_overlap
    return 0.0 if is_too_little else weighted(overlap_part(overlap), cohort.weights.overlap)


def _place(cohort: Cohort) -> Floats:
    musts, weights = cohort.musts, cohort.weights
    departments = (1.0, 0.0 if musts.other_department else weights.same_department)
    sites = (1.0, 0.0 if musts.same_site else weights.other_site)
    return np.round(np.outer(departments, sites), DIGITS)

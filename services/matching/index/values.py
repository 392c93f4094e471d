"""The values of the domain's rules, worked out once for every case there is, as the kernels look them up.

Usefulness is counted in sixtieths: its shares have denominators from 1 to 5, so every sum of them is a whole number.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import product

import numpy as np

from services.matching.domain.directions import Direction, seniority_fit
from services.matching.domain.fit import TOPICS_AT_A_TIME, usefulness
from services.matching.domain.hours import DAY, overlap_of
from services.matching.domain.people import Wish
from services.matching.domain.suggestions import DIGITS, overlap_part, weighted
from services.matching.domain.topics import HIGHEST_LEVEL, LOWEST_LEVEL
from services.matching.index.kernels import LEVELS, SHARES
from services.matching.index.layout import Array

SIXTIETHS = 60
SENIORITIES = 256
ZONE_UNKNOWN = DAY
"""Where `overlap_parts` has the value of a zone that nobody knows."""

TABLES_AT_HAND = 256
"""Of each kind; organisations weigh differently."""


def _useful(wanted: int, own: int, offered: int) -> int:
    return round(SIXTIETHS * usefulness(wanted, own, offered))


def _usefulnesses() -> Array:
    """By (wanted level and own level, offered level)."""
    found = np.zeros((LEVELS * LEVELS, LEVELS), np.uint8)
    for wanted, own, offered in product(*(range(HIGHEST_LEVEL + 1) for _ in range(3))):
        if wanted >= LOWEST_LEVEL:
            found[wanted * LEVELS + own, offered] = _useful(wanted, own, offered)
    return found


def _helps() -> Array:
    """What one side helps, by (topics that count, sum of the best in sixtieths), as the domain rounds it."""
    found = np.zeros((TOPICS_AT_A_TIME + 1, TOPICS_AT_A_TIME * SIXTIETHS + 1))
    for topics in range(1, TOPICS_AT_A_TIME + 1):
        for total in range(found.shape[1]):
            found[topics, total] = round(min(1.0, total / SIXTIETHS / topics), DIGITS)
    return found


USEFULNESSES = _usefulnesses()
HELPS = _helps()


def offered_values(wish: Wish, own: int) -> list[int]:
    """What each level of an offer is worth to somebody with this wish."""
    return [_useful(wish.level, own, offered) for offered in range(HIGHEST_LEVEL + 1)]


@lru_cache(TABLES_AT_HAND)
def overlap_parts(weight: float, least: float) -> Array:
    """By how many minutes the clocks are apart; 0 where that leaves less than the least."""
    hours = [overlap_of(apart) for apart in range(DAY)]
    parts = [0.0 if overlap < least else weighted(overlap_part(overlap), weight) for overlap in hours]
    return np.array([*parts, weighted(overlap_part(None), weight)])


@lru_cache(TABLES_AT_HAND)
def seniority_parts(direction: Direction, mentee: int, weight: float) -> Array:
    """By the mentor's seniority; 0 where the direction is the wrong word for the two."""
    return _seniorities((seniority_fit(direction, mentee, mentor) for mentor in range(SENIORITIES)), weight)


@lru_cache(TABLES_AT_HAND)
def askers_parts(direction: Direction, mentor: int, weight: float) -> Array:
    """By the mentee's seniority."""
    return _seniorities((seniority_fit(direction, mentee, mentor) for mentee in range(SENIORITIES)), weight)


def _seniorities(fits: Iterable[float | None], weight: float) -> Array:
    return np.array([0.0 if fit is None else weighted(max(0.0, fit), weight) for fit in fits])


@lru_cache(TABLES_AT_HAND)
def time_parts(weight: float) -> Array:
    """By the part of a score in shares that the hours of the one with less time leave."""
    return np.array([weighted(share / SHARES, weight) for share in range(SHARES + 1)])

"""A search as the kernels read it: small tables, so that a row is scored by looking up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from services.matching.domain.fit import TOPICS_AT_A_TIME
from services.matching.domain.lots import place
from services.matching.domain.people import Wish
from services.matching.domain.suggestions import Search, time_part
from services.matching.domain.topics import HIGHEST_LEVEL, highest
from services.matching.index.encoding import signature, spare
from services.matching.index.kernels import LEVELS, SHARES
from services.matching.index.layout import Array, Query
from services.matching.index.numbers import UNKNOWN, Numbers
from services.matching.index.values import HELPS, SIXTIETHS, USEFULNESSES, offered_values, time_parts

A_HAIR = 1 + 1e-12
"""So that no bound is below what it bounds by a rounding."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a search needs of the organisation around it."""

    topics: Numbers[str]
    cells: Array
    spots: Array
    is_seniority: Array
    """By seniority: whether anybody has it."""

    person: int
    managers: Array
    barred: Array


@dataclass(frozen=True, slots=True)
class Topics:
    """By number: those wanted in which somebody can be above who looks, and those who looks gives."""

    wanted: list[int]
    given: list[int]


def query_of(search: Search, around: Surroundings, seniority: Array) -> Query:
    """`seniority` is by that of the other side."""
    wanted, offers = highest(search.wanted), highest(search.mentee.gives)
    own = {key: offer.level for key, offer in offers.items()}
    known = topics_of(search, around.topics)
    wants = signature(known.wanted)
    counting = min(TOPICS_AT_A_TIME, len(wanted))
    times, time = time_parts(search.weights.time), round(time_part(search.mentee.hours_per_month) * SHARES)
    highest_parts = (seniority[around.is_seniority], times[: time + 1], around.spots)
    return Query(
        cells=around.cells,
        spots=around.spots,
        best_cell=float(around.cells.max(initial=0)),
        best_ease=A_HAIR * prod(float(part.max(initial=0)) for part in highest_parts),
        wants=np.uint64(wants),
        gives=np.uint64(signature(known.given)),
        spare=spare(known.wanted, wants),
        counting=counting,
        offered=_offered(wanted, own, around.topics),
        own=_own(own, around.topics),
        usefulnesses=USEFULNESSES,
        helps=HELPS,
        most=MOST[counting],
        seniority=seniority,
        times=times,
        time=time,
        ring=place(search.mentee.person_id),
        at=int(search.at.timestamp()),
        person=around.person,
        managers=around.managers,
        barred=around.barred,
    )


def topics_of(search: Search, topics: Numbers[str]) -> Topics:
    own = highest(search.mentee.gives)
    wanted = (key for key in highest(search.wanted) if key not in own or own[key].level < HIGHEST_LEVEL)
    return Topics(_known(wanted, topics), _known(own, topics))


def _known(keys: Iterable[str], topics: Numbers[str]) -> list[int]:
    return [number for key in keys if (number := topics.find(key)) != UNKNOWN]


def _offered(wanted: Mapping[str, Wish], own: Mapping[str, int], topics: Numbers[str]) -> Array:
    found = np.zeros((len(topics), LEVELS), np.uint8)
    for key, wish in wanted.items():
        number = topics.find(key)
        if number != UNKNOWN:
            found[number, : HIGHEST_LEVEL + 1] = offered_values(wish, own.get(key, 0))
    return found.ravel()


def _own(own: Mapping[str, int], topics: Numbers[str]) -> Array:
    found = np.zeros(len(topics), np.uint8)
    for key, level in own.items():
        number = topics.find(key)
        if number != UNKNOWN:
            found[number] = level
    return found


def _most() -> Array:
    """By wishes of who looks that count, then as in `Query.most`."""
    sizes = range(TOPICS_AT_A_TIME + 1)
    found = np.zeros((len(sizes),) * 4)
    for counting, there, needed, back in product(sizes, repeat=4):
        one = HELPS[counting, there * SIXTIETHS]
        other = HELPS[needed, back * SIXTIETHS]
        if one and other:
            found[counting, there, needed, back] = 2 * one * other / (one + other)
    return found


MOST = _most()

"""The loops over all rows, compiled. They look at a row no further than it can still matter.

What is compiled is kept until this file changes, with the constants it was compiled with: they all stand here, and the
rules of the domain come as tables with each search.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np

from services.matching.index.layout import Array, Columns, Query, Share

F = TypeVar("F", bound=Callable[..., Any])

BLOCK = 32
"""Rows of one cell that stand together."""

COUNTING = 3
"""Topics that count of each side, at most."""

LEVELS = 8
"""Room for a level, from 0 for nothing at all, in three bits."""

WISHES = LEVELS * LEVELS
"""Of one topic: each wanted level with each own level."""

NEED = 4
"""Room for how many wishes count."""

SHARES = 10_000
"""Scores and their parts are kept as whole numbers of these."""

RING = 2**32
"""Places on the ring on which equals stand."""

FIRST = 0
"""The best of them."""

TURN = 64
"""Blocks that one thread takes in a row, when several share a search."""

DEEPEST_LINE = 1000
"""Steps up a reporting line; wrong data may run in a circle."""

_KEPT = os.access(Path(__file__).parent, os.W_OK)
"""What was compiled is kept beside the source where that can be written; elsewhere each process compiles anew."""


def compiled(function: F) -> F:
    """To machine code, at its first call."""
    return cast(F, numba.njit(nogil=True, error_model="numpy", cache=_KEPT)(function))


@compiled
def search_all(columns: Columns, query: Query, share: Share) -> None:
    """The best rows of one share of the blocks. Cells with nothing against them come first."""
    for is_rest in (False, True):
        for block in range(len(columns.cell)):
            part = query.cells[columns.cell[block]]
            if block // TURN % share.turns != share.turn or part == 0 or (part < query.best_cell) != is_rest:
                continue
            if _key(part, FIRST) > share.keys[0]:
                _look_through(columns, query, share, block)


@compiled
def search_among(columns: Columns, query: Query, share: Share, candidates: Array) -> None:
    """The best of these rows."""
    for row in candidates:
        _weigh(columns, query, share, row)


@compiled
def _look_through(columns: Columns, query: Query, share: Share, block: int) -> None:
    """Almost every row ends at the sift, which reads few bytes of it; most others when their signatures are counted."""
    count = _sift(columns, query, share, block)
    if count == 0:
        return
    # Taken out of the loop: each use of a column counts a reference.
    needs, places, seniorities, times = columns.need, columns.ring, columns.seniority, columns.time
    gives, gets, fits, most = columns.gives_signature, columns.gets_signature, query.seniority, query.most
    where, spots, eases = columns.spot, query.spots, query.times
    part = query.cells[columns.cell[block]]
    for row in share.promising[:count]:
        ease = part * fits[seniorities[row]] * eases[min(times[row], query.time)] * spots[where[row]]
        need, place = needs[row], (np.int64(places[row]) - query.ring) % RING
        there = min(COUNTING, _counted(gives[row] & query.wants) + query.spare)
        back = min(COUNTING, _counted(gets[row] & query.gives) + need // NEED)
        if _key(ease * most[there, need % NEED, back], place) > share.keys[0]:
            _weigh(columns, query, share, row)


@compiled
def _weigh(columns: Columns, query: Query, share: Share, row: int) -> None:
    """Its exact score, and its place among the best."""
    part = query.cells[columns.cell[row // BLOCK]]
    ease = part * query.seniority[columns.seniority[row]] * query.times[min(columns.time[row], query.time)]
    ease *= query.spots[columns.spot[row]]
    key = _key(ease * _mean(columns, query, row), (np.int64(columns.ring[row]) - query.ring) % RING)
    if key > share.keys[0] and columns.rest[row] <= query.at and not _is_barred(columns.person[row], query):
        _keep(key, row, share)


@compiled
def _sift(columns: Columns, query: Query, share: Share, block: int) -> int:
    """How many rows have signatures that let each side answer enough topics; their numbers are in `promising`."""
    gives, gets, needs, promising = columns.gives_signature, columns.gets_signature, columns.need, share.promising
    least = _least(query, query.cells[columns.cell[block]], share.keys[0])
    granted = query.spare + COUNTING - query.counting
    count = 0
    for row in range(block * BLOCK, (block + 1) * BLOCK):
        there, back = gives[row] & query.wants, gets[row] & query.gives
        credit = COUNTING - needs[row] % NEED + needs[row] // NEED
        promising[count] = row
        is_enough = (_counted(there) + granted >= least) & (_counted(back) + credit >= least)
        count += (there != 0) & (back != 0) & is_enough
    return count


@compiled
def _least(query: Query, part: float, worst: int) -> int:
    """How many topics each side must answer, of three that count, to be among the best after all."""
    for answered in range(1, COUNTING):
        if _key(query.most[COUNTING, COUNTING, answered] * part, FIRST) > worst:
            return answered
    return COUNTING


@compiled
def _counted(bits: int) -> int:
    """How many are set, three at most."""
    second = bits & (bits - np.uint64(1))
    third = second & (second - np.uint64(1))
    return np.int64(bits != 0) + np.int64(second != 0) + np.int64(third != 0)


@compiled
def _mean(columns: Columns, query: Query, row: int) -> float:
    """The harmonic mean of what each gives the other."""
    there = _offered(columns.topics, query, row)
    back = _wanted(columns.topics, query, row) if there else 0
    if back == 0:
        return 0.0
    one, other = query.helps[query.counting, there], query.helps[columns.need[row] % NEED, back]
    return 2 * one * other / (one + other)


@compiled
def _offered(topics: Array, query: Query, row: int) -> int:
    """The three best of what is offered."""
    first = second = third = np.int64(0)
    for column in range(topics.shape[1] // 2):
        offer = topics[row, column]
        if offer == 0:
            break
        first, second, third = _with(np.int64(query.offered[offer]), first, second, third)
    return first + second + third


@compiled
def _wanted(topics: Array, query: Query, row: int) -> int:
    """The three best answers to what is wanted."""
    first = second = third = np.int64(0)
    for column in range(topics.shape[1] // 2, topics.shape[1]):
        wish = topics[row, column]
        if wish == 0:
            break
        value = query.usefulnesses[wish % WISHES, query.own[wish // WISHES]]
        first, second, third = _with(np.int64(value), first, second, third)
    return first + second + third


@compiled
def _with(value: int, first: int, second: int, third: int) -> tuple[int, int, int]:
    low = min(value, first)
    return max(value, first), max(low, second), max(min(low, second), third)


@compiled
def _key(score: float, place: int) -> int:
    """Higher is better: first the score as the domain rounds it, of equals who comes first on the ring."""
    return np.int64(score * SHARES + 0.5 + 1e-7) * RING + (RING - 1 - place)


@compiled
def _is_barred(person: int, query: Query) -> bool:
    """In the reporting line of who looks, or not to be found for another reason. Asked last: few come so far."""
    place = np.searchsorted(query.barred, person)
    if place < len(query.barred) and query.barred[place] == person:
        return True
    for _ in range(DEEPEST_LINE):
        person = query.managers[person]
        if person < 0:
            return False
        if person == query.person:
            return True
    return False


@compiled
def _keep(key: int, row: int, share: Share) -> None:
    """In its place among the best; the least of them falls out."""
    keys, rows, place = share.keys, share.rows, 0
    while place + 1 < len(keys) and keys[place + 1] < key:
        keys[place], rows[place] = keys[place + 1], rows[place + 1]
        place += 1
    keys[place], rows[place] = key, row

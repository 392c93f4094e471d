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
from numba import types
from numba.extending import intrinsic

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

COUNTS = COUNTING + 1
"""Room for how many topics count, from none."""

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
        for first in range(share.turn * TURN, len(columns.cell), share.turns * TURN):
            count = _sift(columns, query, share, first, is_rest)
            search_among(columns, query, share, share.promising[:count], share.there[:count], share.back[:count])


@compiled
def search_among(columns: Columns, query: Query, share: Share, candidates: Array, there: Array, back: Array) -> None:
    """The best of these rows, of which is known how many topics each side answers at most."""
    # Taken out of the loop, here and elsewhere: each use of a column counts a reference, which is dearer than a row.
    facts, topics, keys, cell, cells = columns.facts, columns.topics, share.keys, columns.cell, query.cells
    seniorities, times, spots, most = query.seniority, query.times, query.spots, query.most
    offered, own, usefulnesses, helps = query.offered, query.own, query.usefulnesses, query.helps
    for number in range(len(candidates)):
        row = candidates[number]
        one = facts[row]
        need, place = one.need % COUNTS, (np.int64(one.ring) - query.ring) % RING
        ease = seniorities[one.seniority] * times[min(one.time, query.time)] * spots[one.spot]
        ease *= cells[cell[row // BLOCK]]
        if _key(ease * most[there[number], need, back[number]], place) > keys[0]:
            mean = _mean(
                helps[query.counting, _offered(topics, offered, row)],
                helps[need, _wanted(topics, usefulnesses, own, row)],
            )
            key = _key(ease * mean, place)
            if key > keys[0] and one.rest <= query.at and not _is_barred(one.person, query):
                _keep(key, row, share)


@compiled
def _sift(columns: Columns, query: Query, share: Share, first: int, is_rest: bool) -> int:
    """How many rows of one turn have signatures that let each side answer enough topics.

    Almost every row ends here, where few bytes of it are read.
    """
    gives, gets, credit, facts = columns.gives_signature, columns.gets_signature, columns.credit, columns.facts
    cell, cells, most, worst = columns.cell, query.cells, query.most, share.keys[0]
    is_promising, promising, there, back = share.is_promising, share.promising, share.there, share.back
    granted, count = query.spare + COUNTING - query.counting, 0
    for block in range(first, min(first + TURN, len(cell))):
        part = cells[cell[block]]
        if part == 0 or (part < query.best_cell) != is_rest or _key(part * query.best_ease, FIRST) <= worst:
            continue
        least, start = _least(most, part * query.best_ease, worst), block * BLOCK
        for place in range(BLOCK):  # apart from the next loop, so that the processor does several rows at a time
            one, other = _counted(gives[start + place] & query.wants), _counted(gets[start + place] & query.gives)
            is_enough = (one + granted >= least) & (other + credit[start + place] >= least)
            is_promising[place] = is_enough & (one != 0) & (other != 0)
        for place in range(BLOCK):
            promising[count] = start + place
            count += is_promising[place]
    for number in range(count):
        row = promising[number]
        there[number] = min(COUNTING, _counted(gives[row] & query.wants) + query.spare)
        back[number] = min(COUNTING, _counted(gets[row] & query.gives) + facts[row].need // COUNTS)
    return count


@compiled
def meet(giving: Array, getting: Array, marks: Array, found: Array) -> int:
    """How many rows are named on both sides. They are in `found`, and in `marks` how often on each, three at most."""
    count = 0
    for row in giving:
        marks[row] = min(marks[row] + 1, COUNTING)
    for row in getting:
        if marks[row] != 0:
            if marks[row] < COUNTS:
                found[count] = row
                count += 1
            if marks[row] < COUNTING * COUNTS:
                marks[row] += COUNTS
    return count


@compiled
def _least(most: Array, part: float, worst: int) -> int:
    """How many topics each side must answer, of three that count, to be among the best after all."""
    for answered in range(1, COUNTING):
        if _key(most[COUNTING, COUNTING, answered] * part, FIRST) > worst:
            return answered
    return COUNTING


def _processors_count(_typing: Any, _bits: Any) -> Any:
    """Of set bits: numba has no name for it."""

    def count(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), count


_set_bits: Any = intrinsic(_processors_count)


@compiled
def _counted(bits: int) -> int:
    """How many are set."""
    return np.int64(_set_bits(np.uint64(bits)))


@compiled
def _mean(one: float, other: float) -> float:
    """Harmonic."""
    return 2 * one * other / (one + other) if one and other else 0.0


@compiled
def _offered(topics: Array, offered: Array, row: int) -> int:
    """The three best of what is offered. What is not there is worth nothing."""
    first = second = third = np.int64(0)
    for column in range(topics.shape[1] // 2):
        first, second, third = _with(np.int64(offered[topics[row, column]]), first, second, third)
    return first + second + third


@compiled
def _wanted(topics: Array, usefulnesses: Array, own: Array, row: int) -> int:
    """The three best answers to what is wanted. What is not there needs none."""
    first = second = third = np.int64(0)
    for column in range(topics.shape[1] // 2, topics.shape[1]):
        wish = topics[row, column]
        value = usefulnesses[wish % WISHES, own[wish // WISHES]]
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

"""The best few of many, row by row, in compiled code."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from services.matching.rounds.cohort import Ints
from services.matching.rounds.tables import Floats

compiled = njit(nogil=True)
"""When first called, and letting go of the interpreter meanwhile. A compiled function sees others by module names."""


class Best(NamedTuple):
    """The best `size[i]` of row `i`, in no order: each row is a heap with its worst in front.

    `ids` count from the row's own number on and round again. Of equals those come first: so many who are equally good
    for everybody are spread over everybody, and not all in the lists of the first few.
    """

    size: Ints
    ids: Ints
    values: Floats


def _worse(value: float, row: int, than_value: float, than_row: int) -> Any:
    """Of equals the later is worse, so that any order of looking ends in the same."""
    return value < than_value or (value == than_value and row > than_row)


def _rise(ids: Any, values: Any, row: int, place: int) -> Any:
    """From the end of a growing heap up to where it belongs."""
    value, who = values[row, place], ids[row, place]
    while place > 0:
        above = (place - 1) // 2
        if not worse(value, who, values[row, above], ids[row, above]):
            break
        values[row, place], ids[row, place] = values[row, above], ids[row, above]
        place = above
    values[row, place], ids[row, place] = value, who


def _sink(ids: Any, values: Any, row: int) -> Any:
    """From the front of a full heap down to where it belongs."""
    value, who, place, most = values[row, 0], ids[row, 0], 0, ids.shape[1]
    while True:
        child = 2 * place + 1
        if child >= most:
            break
        if child + 1 < most and worse(values[row, child + 1], ids[row, child + 1], values[row, child], ids[row, child]):
            child += 1
        if not worse(values[row, child], ids[row, child], value, who):
            break
        values[row, place], ids[row, place] = values[row, child], ids[row, child]
        place = child
    values[row, place], ids[row, place] = value, who


def _keep(size: Any, ids: Any, values: Any, row: int, value: float, who: int) -> Any:
    """Put one into a row's heap, in the place of its worst when it is full."""
    place = size[row]
    if place < ids.shape[1]:
        values[row, place], ids[row, place] = value, who
        size[row] = place + 1
        rise(ids, values, row, place)
    elif worse(values[row, 0], ids[row, 0], value, who):
        values[row, 0], ids[row, 0] = value, who
        sink(ids, values, row)


def _merge(size: Any, ids: Any, values: Any, more: Best) -> Any:
    """Put in what another thread kept for the same rows."""
    for row in range(len(size)):
        for place in range(more.size[row]):
            keep(size, ids, values, row, more.values[row, place], more.ids[row, place])


def _new_best(rows: int, most: int) -> Any:
    return Best(np.zeros(rows, np.int64), np.zeros((rows, most), np.int64), np.zeros((rows, most)))


worse = compiled(_worse)
rise = compiled(_rise)
sink = compiled(_sink)
keep = compiled(_keep)
merge = compiled(_merge)
new_best = compiled(_new_best)

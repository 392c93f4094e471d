"""What the kernels read and write: people in columns, a search, and what a thread finds."""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]


class Columns(NamedTuple):
    """By block: the cell. By row: all else. A row without signatures is free, and no search looks further into it."""

    cell: Array
    gives_signature: Array
    gets_signature: Array
    need: Array
    """How many wishes count, and how many have no bit of their own in the signature."""

    seniority: Array
    time: Array
    places: Array
    ring: Array
    person: Array
    spot: Array
    topics: Array
    """What a person gives, and in the second half gets; 0 where there is no more."""


class Query(NamedTuple):
    """One search. What is not an array or a whole number is a part of a score, from 0 to 1."""

    cells: Array
    """By cell: how well working days meet, 0 where no language is shared."""

    spots: Array
    """By spot: what department and site leave, 0 where they forbid the two."""

    best_cell: float
    wants: np.uint64
    gives: np.uint64
    spare: int
    """How many wishes have no bit of their own in `wants`."""

    counting: int
    """How many wishes count."""

    offered: Array
    """By topic and level: what it is worth to who looks, in sixtieths."""

    own: Array
    """By topic: the level of who looks."""

    usefulnesses: Array
    """By wanted level and own level, and offered level: what it is worth, in sixtieths."""

    helps: Array
    """By topics that count and sum of the best: what one side helps."""

    most: Array
    """By topics that may be answered there, wishes that count here, topics that may be answered here: the best mean."""

    seniority: Array
    times: Array
    """By the time of the one with less, in shares."""

    time: int
    ring: int
    person: int
    managers: Array
    barred: Array
    """Numbers of people who are not to be found, rising."""


class Share(NamedTuple):
    """One thread's part of a search, and the best that it finds, by rising key."""

    turn: int
    turns: int
    keys: Array
    rows: Array
    promising: Array
    """Rows of one block that are worth a closer look."""

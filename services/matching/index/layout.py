"""What the kernels read and write: people in columns, a search, and what a thread finds."""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]


FACTS = np.dtype(
    [
        ("ring", np.uint32),
        ("spot", np.uint32),
        ("rest", np.uint32),
        ("person", np.int32),
        ("time", np.uint16),
        ("seniority", np.uint8),
        ("need", np.uint8),
    ]
)
"""What is asked of the few rows whose signatures promise something, side by side: each row is far from the last.

`rest` is until when a person is not to be found, in seconds, 0 for who does not pause; `need` is how many wishes count,
and how many have no bit of their own in the signature.
"""


class Columns(NamedTuple):
    """By block: the cell. By row: all else. A row without signatures is free, and no search looks further into it."""

    cell: Array
    gives_signature: Array
    gets_signature: Array
    credit: Array
    """How many of three topics need not be seen in what a person gets: they want fewer, or some have no own bit."""

    facts: Array
    topics: Array
    """What a person gives, and in the second half gets; 0 where there is no more."""


class Query(NamedTuple):
    """One search. What is not an array or a whole number is a part of a score, from 0 to 1."""

    cells: Array
    """By cell: how well working days meet, 0 where no language is shared."""

    spots: Array
    """By spot: what department and site leave, 0 where they forbid the two."""

    best_cell: float
    best_ease: float
    """What seniority, time and spot leave at most."""

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
    """Of who looks, in shares."""

    ring: int
    at: int
    """In seconds."""

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
    is_promising: Array
    """By place in one block."""

    promising: Array
    """Rows of one turn that are worth a closer look, and how many topics each side answers at most."""

    there: Array
    back: Array

"""People in columns. A block of rows is of one cell (time zone and languages), so that whole blocks are skipped.

A row has room for so many topics on each side; who has more stands in wider rows.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from services.matching.index.encoding import Row
from services.matching.index.kernels import BLOCK, LEVELS, WISHES
from services.matching.index.layout import Array, Columns
from services.matching.index.postings import Postings

FIRST_BLOCKS = 16
GROWTH = 1.25


def _columns(blocks: int, width: int) -> Columns:
    rows = blocks * BLOCK
    return Columns(
        cell=np.zeros(blocks, np.int32),
        gives_signature=np.zeros(rows, np.uint64),
        gets_signature=np.zeros(rows, np.uint64),
        need=np.zeros(rows, np.uint16),
        seniority=np.zeros(rows, np.uint8),
        time=np.zeros(rows, np.uint16),
        places=np.zeros(rows, np.uint8),
        ring=np.zeros(rows, np.uint32),
        rest=np.zeros(rows, np.uint32),
        person=np.zeros(rows, np.int32),
        spot=np.zeros(rows, np.uint32),
        topics=np.zeros((rows, 2 * width), np.uint32),
    )


class Rows:
    """All people with at most `width` topics on each side."""

    def __init__(self, width: int) -> None:
        self.width, self.blocks, self.people = width, 0, 0
        self._columns = _columns(FIRST_BLOCKS, width)
        self.giving = Postings(lambda topic, rows: self._still(topic, rows, slice(width), LEVELS))
        self.getting = Postings(lambda topic, rows: self._still(topic, rows, slice(width, None), WISHES))
        self._free: defaultdict[int, list[int]] = defaultdict(list)

    @property
    def columns(self) -> Columns:
        """As far as they are in use."""
        rows = self.blocks * BLOCK
        return Columns(self._columns.cell[: self.blocks], *(column[:rows] for column in self._columns[1:]))

    def add(self, cell: int, person: int, row: Row) -> int:
        """Where it stands now."""
        if not self._free[cell]:
            self._add_block(cell)
        at = self._free[cell].pop()
        self.people += 1
        self._columns.person[at] = person
        self._write(at, row)
        self.giving.add(_topics(row.gives, LEVELS), at)
        self.getting.add(_topics(row.gets, WISHES), at)
        return at

    def set(self, at: int, row: Row) -> None:
        """The same person in the same cell, changed."""
        gave, got = self._topics_at(at)
        self._write(at, row)
        self.giving.change(gave, _topics(row.gives, LEVELS), at)
        self.getting.change(got, _topics(row.gets, WISHES), at)

    def free(self, at: int) -> None:
        """Nobody stands there any more."""
        columns, (gave, got) = self._columns, self._topics_at(at)
        columns.gives_signature[at] = columns.gets_signature[at] = 0
        columns.topics[at] = 0
        self.people -= 1
        self._free[int(columns.cell[at // BLOCK])].append(at)
        self.giving.drop(gave)
        self.getting.drop(got)

    def _write(self, at: int, row: Row) -> None:
        columns = self._columns
        columns.topics[at] = 0
        columns.topics[at, : len(row.gives)] = row.gives
        columns.topics[at, self.width : self.width + len(row.gets)] = row.gets
        columns.gives_signature[at] = row.gives_signature
        columns.gets_signature[at] = row.gets_signature
        columns.need[at] = row.need
        columns.seniority[at] = row.seniority
        columns.time[at] = row.time
        columns.places[at] = row.places
        columns.ring[at] = row.ring
        columns.rest[at] = row.rest
        columns.spot[at] = row.spot

    def among(self, wanted: Iterable[int], given: Iterable[int]) -> Array:
        """Rows that may both give one of these and get one of those, each once."""
        is_giving, is_getting = np.zeros((2, self.blocks * BLOCK), np.bool_)
        is_giving[self.giving.of(wanted)] = True
        is_getting[self.getting.of(given)] = True
        return np.flatnonzero(is_giving & is_getting).astype(np.int32)

    def _topics_at(self, at: int) -> tuple[list[int], list[int]]:
        """Given, got."""
        topics = self._columns.topics[at].tolist()
        gives, gets = topics[: self.width], topics[self.width :]
        return _topics(filter(None, gives), LEVELS), _topics(filter(None, gets), WISHES)

    def _still(self, topic: int, rows: Array, side: slice, each: int) -> Array:
        still: Array = (self._columns.topics[rows, side] // each == topic).any(axis=1)
        return still

    def _add_block(self, cell: int) -> None:
        if self.blocks == len(self._columns.cell):
            self._grow()
        self._columns.cell[self.blocks] = cell
        first = self.blocks * BLOCK
        self._free[cell].extend(range(first + BLOCK - 1, first - 1, -1))
        self.blocks += 1

    def _grow(self) -> None:
        old, self._columns = self._columns, _columns(int(self.blocks * GROWTH), self.width)
        for column, wider in zip(old, self._columns, strict=True):
            wider[: len(column)] = column


def _topics(packed: Iterable[int], each: int) -> list[int]:
    """Of offers or wishes."""
    return [number // each for number in packed]

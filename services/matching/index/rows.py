"""People in columns. A block of rows is of one cell (time zone and languages), so that whole blocks are skipped.

A row has room for so many topics on each side; who has more stands in wider rows.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from services.matching.index.encoding import Row
from services.matching.index.kernels import BLOCK, COUNTS, LEVELS, WISHES, meet
from services.matching.index.layout import FACTS, Array, Columns
from services.matching.index.postings import Postings

FIRST_BLOCKS = 16
GROWTH = 1.25


def _columns(blocks: int, width: int) -> Columns:
    rows = blocks * BLOCK
    return Columns(
        cell=np.zeros(blocks, np.int32),
        gives_signature=np.zeros(rows, np.uint64),
        gets_signature=np.zeros(rows, np.uint64),
        credit=np.zeros(rows, np.uint8),
        facts=np.zeros(rows, FACTS),
        topics=np.zeros((rows, 2 * width), np.uint32),
    )


class Rows:
    """All people with at most `width` topics on each side."""

    def __init__(self, width: int) -> None:
        self.width, self.blocks, self.people = width, 0, 0
        self._columns = _columns(FIRST_BLOCKS, width)
        self._marks = np.zeros(0, np.uint8)
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
        self._write(at, person, row)
        self.giving.add(_topics(row.gives, LEVELS), at)
        self.getting.add(_topics(row.gets, WISHES), at)
        return at

    def set(self, at: int, row: Row) -> None:
        """The same person in the same cell, changed."""
        gave, got = self._topics_at(at)
        self._write(at, int(self._columns.facts["person"][at]), row)
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

    def _write(self, at: int, person: int, row: Row) -> None:
        columns = self._columns
        columns.topics[at] = 0
        columns.topics[at, : len(row.gives)] = row.gives
        columns.topics[at, self.width : self.width + len(row.gets)] = row.gets
        columns.gives_signature[at] = row.gives_signature
        columns.gets_signature[at] = row.gets_signature
        columns.credit[at] = row.credit
        columns.facts[at] = (row.ring, row.spot, row.rest, person, row.time, row.seniority, row.need)

    def among(self, wanted: Iterable[int], given: Iterable[int]) -> tuple[Array, Array, Array]:
        """Rows that may both give one of these and get one of those, each once, and how many of each, three at most.

        Those with many on both sides come first.
        """
        giving, getting = self.giving.of(wanted), self.getting.of(given)
        if len(self._marks) < self.blocks * BLOCK:
            self._marks = np.zeros(len(self._columns.facts), np.uint8)
        found = np.empty(len(getting), np.int32)
        found = found[: meet(giving, getting, self._marks, found)]
        back, there = np.divmod(self._marks[found], COUNTS)
        self._marks[giving] = 0
        order = np.argsort(COUNTS - np.minimum(there, back), kind="stable")
        return found[order], there[order], back[order]

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

"""Who gives or gets a topic: where a vocabulary is large, far fewer people than signatures let through."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from services.matching.index.layout import Array

WORTH_TIDYING = 64

Still = Callable[[int, Array], Array]
"""Which of these rows have a topic."""


class Postings:
    """Rows by topic. A row may be named twice, or no longer have the topic: who reads of it looks at the row itself."""

    def __init__(self, still: Still) -> None:
        self._rows: defaultdict[int, array[int]] = defaultdict(_no_rows)
        self._gone: defaultdict[int, int] = defaultdict(int)
        self._still = still

    def add(self, topics: Iterable[int], row: int) -> None:
        """The row has these from now on."""
        for topic in topics:
            self._rows[topic].append(row)

    def drop(self, topics: Iterable[int]) -> None:
        """A row does not have these any more."""
        for topic in topics:
            self._gone[topic] += 1
            if self._gone[topic] > max(WORTH_TIDYING, len(self._rows[topic]) // 2):
                self._tidy(topic)

    def change(self, before: Iterable[int], now: Iterable[int], row: int) -> None:
        """The row has these now, and had those."""
        self.add(set(now) - set(before), row)
        self.drop(set(before) - set(now))

    def count(self, topics: Iterable[int]) -> int:
        """How many rows `of` would name."""
        return sum(len(self._rows[topic]) for topic in topics if topic in self._rows)

    def of(self, topics: Iterable[int]) -> Array:
        """Rows that may have one of these."""
        named = [np.frombuffer(self._rows[topic], np.int32) for topic in topics if topic in self._rows]
        return np.concatenate(named or [np.zeros(0, np.int32)])

    @property
    def bytes(self) -> int:
        """What they take."""
        return sum(len(rows) * rows.itemsize for rows in self._rows.values())

    def _tidy(self, topic: int) -> None:
        rows = np.unique(np.array(self._rows[topic], np.int32))
        self._rows[topic] = array("i", rows[self._still(topic, rows)].tolist())
        self._gone[topic] = 0


def _no_rows() -> "array[int]":
    return array("i")

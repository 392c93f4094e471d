"""Where and how people can meet: a cell for each time zone with each set of languages."""

from datetime import UTC, datetime, timedelta

import numpy as np

from services.matching.domain.hours import DAY, offset
from services.matching.domain.people import Person, spoken
from services.matching.domain.suggestions import Search
from services.matching.index.layout import Array
from services.matching.index.numbers import Numbers
from services.matching.index.values import ZONE_UNKNOWN, overlap_parts

OFFSETS_HOLD = timedelta(minutes=15)
"""Clocks are put forward and back at full quarters of an hour."""

_BEGINNING = datetime.min.replace(tzinfo=UTC)


def quarter_of(at: datetime) -> datetime:
    """When the quarter of an hour began, in which no offset changes."""
    return at - (at - _BEGINNING) % OFFSETS_HOLD


class Cells:
    """The cells of an organisation."""

    def __init__(self) -> None:
        self._cells: Numbers[tuple[int, int]] = Numbers()
        self._zones: Numbers[str] = Numbers()
        self._languages: Numbers[frozenset[str]] = Numbers()
        self._pairs = np.zeros((0, 2), np.int64)
        self._offsets: tuple[datetime, list[int | None]] = (_BEGINNING, [])

    def of(self, person: Person) -> int:
        """The number of this person's cell."""
        return self._cells.of((self._zones.of(person.time_zone), self._languages.of(spoken(person))))

    def parts(self, search: Search) -> Array:
        """By cell: the part of a score that working days leave, 0 where who looks shares no language or enough time."""
        mine, own = spoken(search.mentee), offset(search.mentee.time_zone, search.at)
        overlaps = overlap_parts(search.weights.overlap, search.musts.least_overlap)
        days = overlaps[[_apart(own, other) for other in self._offsets_at(search.at)]]
        talks = np.array([bool(mine & theirs) for theirs in self._languages.keys])
        if len(self._pairs) != len(self._cells):
            self._pairs = np.array(self._cells.keys, np.int64).reshape(-1, 2)
        parts: Array = days[self._pairs[:, 0]] * talks[self._pairs[:, 1]]
        return parts

    def _offsets_at(self, at: datetime) -> list[int | None]:
        """By zone. Kept for a quarter of an hour: looking them all up takes longer than a search."""
        quarter = quarter_of(at)
        if self._offsets[0] != quarter:
            self._offsets = (quarter, [])
        known = self._offsets[1]
        known.extend(offset(zone, at) for zone in self._zones.keys[len(known) :])
        return known


def _apart(one: int | None, other: int | None) -> int:
    return ZONE_UNKNOWN if one is None or other is None else (one - other) % DAY

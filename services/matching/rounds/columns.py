"""People as columns of numbers: mentees row by row, mentors by what they give and want."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matching.domain.fit import TOPICS_AT_A_TIME
from services.matching.domain.people import Person, spoken
from services.matching.domain.suggestions import time_part, weighted
from services.matching.domain.topics import highest
from services.matching.rounds.cohort import Ints
from services.matching.rounds.tables import LEVELS, WISHES, Floats

Short = NDArray[np.int32]
"""What the inner loop runs over: half the size is read twice as fast."""

MASK_BITS = 63


class Traits(NamedTuple):
    """What is compared as it is. Two departments or sites are the same where their number is and is not negative."""

    seniority: Short
    zone: Short
    time: Floats
    languages: Ints
    department: Short
    site: Short
    at_a_time: Short
    """Over how many wishes a fit is the mean."""


class Rows(NamedTuple):
    """Of row `i` the entries from `starts[i]` up to `starts[i + 1]`."""

    starts: Ints
    entries: Short


class Side(NamedTuple):
    """One side of a round, person by person. An entry is a topic with the levels wanted and had, or that offered."""

    traits: Traits
    wishes: Rows
    offers: Rows


class Turned(NamedTuple):
    """The other side, by what they want and offer: what is an entry of `Side` is a row here, its entries are people.

    A cell is a time zone with a set of languages, of which there are far fewer than people.
    """

    traits: Traits
    cell: Short
    cell_zones: Ints
    cell_languages: Ints
    wishes: Rows
    offers: Rows


class Numbers:
    """Gives each name a number, in the order in which they come."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def __getitem__(self, name: str | None) -> int:
        """Nothing and the empty name have none."""
        return self._known.setdefault(name, len(self._known)) if name else -1

    def __len__(self) -> int:
        return len(self._known)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._known)


class Names(NamedTuple):
    """The numbers that both sides share."""

    topics: Numbers
    zones: Numbers
    languages: Numbers
    departments: Numbers
    sites: Numbers

    @classmethod
    def new(cls) -> "Names":
        return cls(Numbers(), Numbers(), Numbers(), Numbers(), Numbers())


def side_of(people: Sequence[Person], names: Names, time_weight: float) -> Side:
    """Row `i` is `people[i]`. In a round everybody wishes for all that they want to get."""
    wished = [highest(person.gets) for person in people]
    given = [highest(person.gives) for person in people]
    wishes = [
        [
            names.topics[key] * WISHES + wish.level * LEVELS + (own[key].level if key in own else 0)
            for key, wish in wanted.items()
        ]
        for wanted, own in zip(wished, given, strict=True)
    ]
    offers = [[names.topics[key] * LEVELS + offer.level for key, offer in own.items()] for own in given]
    return Side(_traits(people, names, [len(wanted) for wanted in wished], time_weight), _rows(wishes), _rows(offers))


def by_topic(side: Side, topics: int) -> Turned:
    """The same side by what they want and offer."""
    traits = side.traits
    cells, cell = np.unique(np.column_stack([traits.zone, traits.languages]), axis=0, return_inverse=True)
    return Turned(
        traits,
        _short(cell),
        np.ascontiguousarray(cells[:, 0]),
        np.ascontiguousarray(cells[:, 1:]),
        _turned(side.wishes, topics * WISHES),
        _turned(side.offers, topics * LEVELS),
    )


def couples(pairs: Iterable[tuple[int, int]], rows: int) -> Rows:
    """Pairs of (mentee, mentor) row by row."""
    found = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
    starts = np.searchsorted(found[:, 0], np.arange(rows + 1))
    return Rows(starts.astype(np.int64), _short(found[:, 1]))


def _traits(people: Sequence[Person], names: Names, wished: Sequence[int], time_weight: float) -> Traits:
    time = [weighted(time_part(person.hours_per_month), time_weight) for person in people]
    return Traits(
        seniority=_shorts(person.seniority for person in people),
        zone=_shorts(names.zones[person.time_zone] for person in people),
        time=np.array(time, dtype=np.float64),
        languages=_masks(people, names),
        department=_shorts(names.departments[person.department] for person in people),
        site=_shorts(names.sites[person.site] for person in people),
        at_a_time=_shorts(min(TOPICS_AT_A_TIME, max(1, count)) for count in wished),
    )


def _masks(people: Sequence[Person], names: Names) -> Ints:
    """One bit a language, in as many words as there are needed."""
    numbers_of = [[names.languages[language] for language in spoken(person)] for person in people]
    words = 1 + max((number // MASK_BITS for numbers in numbers_of for number in numbers), default=0)
    masks = np.zeros((len(people), words), dtype=np.int64)
    for row, numbers in enumerate(numbers_of):
        for number in numbers:
            masks[row, number // MASK_BITS] |= 1 << (number % MASK_BITS)
    return masks


def _shorts(numbers: Iterable[int]) -> Short:
    return np.fromiter(numbers, dtype=np.int32)


def _short(numbers: Ints) -> Short:
    return np.ascontiguousarray(numbers, dtype=np.int32)


def _rows(lists: Sequence[Sequence[int]]) -> Rows:
    starts = np.zeros(len(lists) + 1, dtype=np.int64)
    np.cumsum([len(entries) for entries in lists], out=starts[1:])
    return Rows(starts, _shorts(chain.from_iterable(lists)))


def _turned(rows: Rows, count: int) -> Rows:
    """Whose entry each is, entry by entry."""
    order = np.argsort(rows.entries, kind="stable")
    owners = np.repeat(np.arange(len(rows.starts) - 1), np.diff(rows.starts))
    starts = np.searchsorted(rows.entries[order], np.arange(count + 1))
    return Rows(starts.astype(np.int64), _short(owners[order]))

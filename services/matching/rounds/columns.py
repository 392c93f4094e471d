"""People as columns of numbers: mentees row by row, mentors also by the topics they give and want."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matching.domain.fit import TOPICS_AT_A_TIME
from services.matching.domain.people import Person, spoken
from services.matching.domain.suggestions import time_part, weighted
from services.matching.domain.topics import highest
from services.matching.rounds.cohort import Ints
from services.matching.rounds.tables import CODES, LEVELS, Floats

Short = NDArray[np.int32]
"""What the inner loop runs over: half the size is read twice as fast."""

MASK_BITS = 63


class Traits(NamedTuple):
    """What is compared as it is. Two departments or sites are the same where their number is and is not negative."""

    seniority: Ints
    zone: Ints
    time: Floats
    languages: Ints
    department: Ints
    site: Ints
    at_a_time: Ints
    """Over how many wishes a fit is the mean."""


class Rows(NamedTuple):
    """Of row `i` the entries from `starts[i]` up to `starts[i + 1]`; `codes` by the level that is offered."""

    starts: Ints
    entries: Short
    codes: NDArray[np.uint8]


class Levels(NamedTuple):
    """The same with a level for each entry."""

    starts: Ints
    entries: Short
    levels: Short


class Side(NamedTuple):
    """One side of a round."""

    traits: Traits
    wishes: Rows
    offers: Levels


class Numbers:
    """Gives each name a number, in the order in which they come."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def __getitem__(self, name: str | None) -> int:
        """Nothing and the empty name have none."""
        return self._known.setdefault(name, len(self._known)) if name else -1

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
    """Row `i` is `people[i]`, its entries are topics. In a round everybody wishes for all that they want to get."""
    wished = [highest(person.gets) for person in people]
    given = [highest(person.gives) for person in people]
    wishes = [
        [(names.topics[key], wish.level, own[key].level if key in own else 0) for key, wish in wanted.items()]
        for wanted, own in zip(wished, given, strict=True)
    ]
    offers = [[(names.topics[key], offer.level) for key, offer in own.items()] for own in given]
    starts, flat = _flat(wishes, 3)
    offer_starts, flat_offers = _flat(offers, 2)
    return Side(
        _traits(people, names, [len(wanted) for wanted in wished], time_weight),
        Rows(starts, _short(flat[:, 0]), CODES[flat[:, 1], flat[:, 2]].reshape(-1, LEVELS)),
        Levels(offer_starts, _short(flat_offers[:, 0]), _short(flat_offers[:, 1])),
    )


def by_topic(side: Side, topics: int) -> Side:
    """The same side turned: row `t` is topic `t`, its entries are people."""
    order, starts, people = _turned(side.wishes.starts, side.wishes.entries, topics)
    offer_order, offer_starts, givers = _turned(side.offers.starts, side.offers.entries, topics)
    return Side(
        side.traits,
        Rows(starts, people, side.wishes.codes[order]),
        Levels(offer_starts, givers, side.offers.levels[offer_order]),
    )


def couples(pairs: Iterable[tuple[int, int]], rows: int) -> Levels:
    """Pairs of (mentee, mentor) row by row; the levels mean nothing here."""
    found = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
    starts = np.searchsorted(found[:, 0], np.arange(rows + 1))
    return Levels(starts.astype(np.int64), _short(found[:, 1]), np.zeros(len(found), dtype=np.int32))


def _traits(people: Sequence[Person], names: Names, wished: Sequence[int], time_weight: float) -> Traits:
    time = [weighted(time_part(person.hours_per_month), time_weight) for person in people]
    return Traits(
        seniority=_ints(person.seniority for person in people),
        zone=_ints(names.zones[person.time_zone] for person in people),
        time=np.array(time, dtype=np.float64),
        languages=_masks(people, names),
        department=_ints(names.departments[person.department] for person in people),
        site=_ints(names.sites[person.site] for person in people),
        at_a_time=_ints(min(TOPICS_AT_A_TIME, max(1, count)) for count in wished),
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


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)


def _short(numbers: Ints) -> Short:
    return np.ascontiguousarray(numbers, dtype=np.int32)


def _flat(rows: Sequence[Sequence[tuple[int, ...]]], width: int) -> tuple[Ints, Ints]:
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    flat = np.array([entry for row in rows for entry in row], dtype=np.int64).reshape(-1, width)
    return starts, flat


def _turned(starts: Ints, entries: Short, topics: int) -> tuple[Ints, Ints, Short]:
    """Where each entry comes from, where each topic begins, and whose entry it is."""
    order = np.argsort(entries, kind="stable")
    owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    begins = np.searchsorted(entries[order], np.arange(topics + 1))
    return order, begins.astype(np.int64), _short(owners[order])

"""Everybody of one organisation, and the search among them."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import partial
from typing import TypeAlias

import numpy as np

from services.matching.domain.people import Person
from services.matching.domain.suggestions import Search
from services.matching.index.cells import Cells
from services.matching.index.encoding import Row, encode, may_be_found
from services.matching.index.kernels import BLOCK, RING, SHARES, TURN, search_all, search_among
from services.matching.index.layout import Columns, Query, Share
from services.matching.index.numbers import UNKNOWN, Column, Numbers
from services.matching.index.query import Surroundings, Topics, query_of, topics_of
from services.matching.index.rows import Rows
from services.matching.index.spots import Spots
from services.matching.index.values import SENIORITIES, askers_parts, seniority_parts

Task: TypeAlias = Callable[[], None]

NARROWEST = 8
WIDTHS = 8
FEW_ENOUGH = 2
"""Of the rows that postings name some must be looked at one by one, each far from the last: dearer than passing by."""

NOTHING = RING - 1
"""The highest key of a score that is nothing."""


class Organisation:
    """Changes are seen by the next search. For one thread; it may lend a search to others while it waits for them."""

    def __init__(self, is_open: Callable[[Person], bool] = may_be_found) -> None:
        self._is_open = is_open
        self._topics: Numbers[str] = Numbers()
        self._people: Numbers[str] = Numbers()
        self._cells, self._spots = Cells(), Spots()
        self._is_seniority = np.zeros(SENIORITIES, np.bool_)
        self._managers, self._places = Column(), Column()
        self._rows = [Rows(NARROWEST << step) for step in range(WIDTHS)]

    def put(self, person: Person) -> None:
        """Somebody new, or changed."""
        number = self._people.of(person.person_id)
        self._managers[number] = self._people.of(person.manager_id) if person.manager_id else UNKNOWN
        if self._is_open(person):
            row = encode(person, self._topics, self._spots.of(person))
            self._is_seniority[row.seniority] = True
            self._place(number, self._cells.of(person), row)
        else:
            self._free(number)

    def remove(self, person_id: str) -> None:
        """Somebody who is not kept any more."""
        number = self._people.find(person_id)
        if number != UNKNOWN:
            self._managers[number] = UNKNOWN
            self._free(number)

    def find(self, search: Search, limit: int, helpers: Executor | None = None) -> list[str]:
        """Ids, the best first, of equals who comes next on the ring. Helpers take half of the work."""
        seniority = seniority_parts(search.direction, search.mentee.seniority, search.weights.seniority)
        query = query_of(search, self._around(search), seniority)
        return [self._people.keys[person] for _, person in self._best(search, query, limit, helpers)]

    def scores_of_askers(self, search: Search, limit: int) -> tuple[float, ...]:
        """What they score who suit best if they ask who looks here: the search is read the other way round."""
        seniority = askers_parts(search.direction, search.mentee.seniority, search.weights.seniority)
        query = query_of(search, self._around(search), seniority)
        return tuple(key // RING / SHARES for key, _ in self._best(search, query, limit))

    def _best(self, search: Search, query: Query, limit: int, helpers: Executor | None = None) -> list[tuple[int, int]]:
        """Keys and people."""
        topics = topics_of(search, self._topics)
        turns = 2 if helpers else 1
        found = list[tuple[int, int]]()
        for rows in self._filled():
            shares = [_share(turn, turns, limit) for turn in range(turns)]
            _in_turn(_tasks(rows, query, topics, shares), helpers)
            found += (best for share in shares for best in _kept(rows.columns, share))
        found.sort(reverse=True)
        return found[:limit]

    def __len__(self) -> int:
        """Everybody it has heard of, to be found or not."""
        return len(self._people)

    @property
    def bytes(self) -> int:
        """What a search may read, and where everybody stands."""
        held = [column for rows in self._filled() for column in rows.columns]
        return sum(column.nbytes for column in held) + self._managers.bytes + self._places.bytes

    def _filled(self) -> Iterator[Rows]:
        return (rows for rows in self._rows if rows.blocks)

    def _place(self, number: int, cell: int, row: Row) -> None:
        step = _step(row)
        rows, place = self._rows[step], self._places[number]
        if place != UNKNOWN and place % WIDTHS == step and rows.columns.cell[place // WIDTHS // BLOCK] == cell:
            rows.set(place // WIDTHS, row)
            return
        self._free(number)
        self._places[number] = rows.add(cell, number, row) * WIDTHS + step

    def _free(self, number: int) -> None:
        place = self._places[number]
        if place != UNKNOWN:
            self._rows[place % WIDTHS].free(place // WIDTHS)
            self._places[number] = UNKNOWN

    def _around(self, search: Search) -> Surroundings:
        mentee = search.mentee
        number = self._people.find(mentee.person_id)
        return Surroundings(
            topics=self._topics,
            cells=self._cells.parts(search),
            spots=self._spots.parts(search),
            is_seniority=self._is_seniority,
            person=number,
            managers=self._managers.first(len(self._people)),
            barred=np.array(sorted({number, *self._above(mentee), *self._behind_walls(search)}), np.int32),
        )

    def _behind_walls(self, search: Search) -> Iterator[int]:
        return map(self._people.find, search.walls.around(search.mentee.person_id))

    def _above(self, person: Person) -> Iterator[int]:
        """The managers of a person; wrong data may run in a circle."""
        seen = {UNKNOWN}
        manager = self._people.find(person.manager_id or "")
        while manager not in seen:
            yield manager
            seen.add(manager)
            manager = self._managers[manager]


def _step(row: Row) -> int:
    """Which rows are wide enough."""
    widest = max(len(row.gives), len(row.gets), 1)
    return max(0, (widest - 1).bit_length() - (NARROWEST - 1).bit_length())


def _tasks(rows: Rows, query: Query, topics: Topics, shares: list[Share]) -> list[Task]:
    """Through everybody, or only those who give what is wanted and get what is given, where postings name few."""
    columns, named = rows.columns, rows.giving.count(topics.wanted) + rows.getting.count(topics.given)
    if named * FEW_ENOUGH > rows.people:
        return [partial(search_all, columns, query, share) for share in shares]
    among = rows.among(topics.wanted, topics.given)
    parts = ([array[share.turn :: share.turns].copy() for array in among] for share in shares)
    return [partial(search_among, columns, query, share, *part) for share, part in zip(shares, parts, strict=True)]


def _in_turn(tasks: list[Task], helpers: Executor | None) -> None:
    """The first here, the others by helpers meanwhile."""
    lent = [helpers.submit(task) for task in tasks[1:] if helpers]
    tasks[0]()
    for one in lent:
        one.result()


def _kept(columns: Columns, share: Share) -> Iterator[tuple[int, int]]:
    """Keys and people."""
    is_kept = share.keys > NOTHING
    people = columns.facts["person"][share.rows[is_kept]]
    return zip(share.keys[is_kept].tolist(), people.tolist(), strict=True)


def _share(turn: int, turns: int, limit: int) -> Share:
    there, back = np.empty((2, TURN * BLOCK), np.uint8)
    return Share(
        turn,
        turns,
        keys=np.full(limit, NOTHING, np.int64),
        rows=np.zeros(limit, np.int64),
        is_promising=np.empty(BLOCK, np.uint8),
        promising=np.empty(TURN * BLOCK, np.int32),
        there=there,
        back=back,
    )

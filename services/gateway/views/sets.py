"""Which set of views is read, and which are written: one document says so.

A rebuild writes a second set beside the live one and switches. The projector takes this document into each of its
transactions by a write of its own, so a change of it comes wholly before or wholly after what a projector writes,
whichever replica it is on. Readers look at it once a second; a set that is left is written for longer than that.
Numbers are never used twice, so nobody who stops half-way leaves anything that a later set would find.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession

from libs.common.mongo import Database, Row

SETS, PROGRESS, KEY = "view_sets", "view_progress", "views"
FRESH_S = 1.0
FIRST: Row = {"live": 1, "building": None, "leaving": None, "next": 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """The sets there are, by their numbers."""

    live: int
    building: int | None
    leaving: int | None
    next: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From its document."""
        return cls(**{name: row[name] for name in FIRST})

    @property
    def written(self) -> tuple[int, ...]:
        """The sets that new facts go into."""
        return tuple(number for number in (self.live, self.building, self.leaving) if number is not None)


class Sets:
    """Reads and moves the document."""

    def __init__(self, database: Database, *, fresh_s: float = FRESH_S) -> None:
        self._sets, self._fresh_s = database[SETS], fresh_s
        self._live, self._until = 0, 0.0

    async def live(self) -> int:
        """The set to read, as it was at most a second ago."""
        asked_at = asyncio.get_running_loop().time()
        if asked_at >= self._until:
            self._live, self._until = (await self.standing()).live, asked_at + self._fresh_s
        return self._live

    async def standing(self) -> Standing:
        """As it is."""
        return Standing.of(await self._sets.find_one({"_id": KEY}) or FIRST)

    async def held(self, session: AsyncClientSession) -> Standing:
        """As it is for this whole transaction: whoever moves it meanwhile, or writes with it, comes before or after."""
        update = {"$inc": {"transactions": 1}, "$setOnInsert": FIRST}
        row = await self._sets.find_one_and_update(
            {"_id": KEY}, update, upsert=True, return_document=ReturnDocument.AFTER, session=session
        )
        return Standing.of(row or FIRST)

    async def begin(self, number: int) -> bool:
        """From here on new facts go into the set of this number, too. False where somebody was faster."""
        await self._sets.update_one({"_id": KEY}, {"$setOnInsert": FIRST}, upsert=True)
        return await self._move(
            {"building": None, "leaving": None, "next": number}, {"building": number, "next": number + 1}
        )

    async def switch(self, number: int) -> bool:
        """From here on this set is read. False where it is no longer being built."""
        return await self._move({"building": number}, {"live": number, "building": None, "leaving": "$live"})

    async def give_up(self, number: int) -> bool:
        """Nothing goes into a set that never was read. False where it is no longer being built."""
        return await self._move({"building": number}, {"building": None})

    async def leave(self, number: int) -> bool:
        """From here on nothing goes into this set. False where nobody was leaving it."""
        return await self._move({"leaving": number}, {"leaving": None})

    async def _move(self, seen: Row, change: Row) -> bool:
        moved = await self._sets.update_one({"_id": KEY, **seen}, [{"$set": change}])
        return moved.matched_count == 1

"""Views made anew from the log, with reads going on and new facts arriving.

A second set is begun: from then on the projector writes new facts into both. What was in the log before is read into
it, in pages, each of which is marked once it is in; what is read twice changes nothing. Then readers switch, and the
old set goes once nobody can read it any more. Every step stands by itself: whoever is stopped anywhere and begun again
goes on from there, and two at once do the same work twice.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pymongo import ASCENDING, UpdateOne

from libs.common.chain import LOG, POSITIONS
from libs.common.mongo import Database, Row
from services.gateway.store import event_of
from services.gateway.views.all import TYPES, VIEWS, changes_of, indexes_of
from services.gateway.views.sets import PROGRESS, Sets

PAGE = 500
LEFT_AFTER_S = 15.0
"""Longer than a reader's second and the driver's patience with one read."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one organisation is."""

    number: int
    org: str
    done: int
    until: int


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What it came to."""

    live: int
    facts: int
    """Read by this run: those that change some view."""

    seconds: float
    """Without the time in which readers leave the old set."""


Tell = Callable[[Progress], None]


class Rebuild:
    """One run of it, from wherever the last one stopped."""

    def __init__(self, database: Database, tell: Tell, *, page: int = PAGE, left_after_s: float = LEFT_AFTER_S) -> None:
        self._database, self._sets, self._tell = database, Sets(database), tell
        self._page, self._left_after_s = page, left_after_s
        self._facts = 0

    async def run(self, *, anew: bool = False) -> Rebuilt:
        """Until readers have another set; `anew` leaves one that was begun before where it is."""
        standing = await self._sets.standing()
        if anew and standing.building is not None:
            await self._sets.give_up(standing.building)
        await self._leave()
        begun_at = time.monotonic()
        number = await self._begun()
        await self._replay(number)
        await self._sets.switch(number)
        seconds = time.monotonic() - begun_at
        await self._leave()
        return Rebuilt((await self._sets.standing()).live, self._facts, seconds)

    async def _begun(self) -> int:
        """A set that new facts go into: the one that was begun before, or a new one."""
        while True:
            standing = await self._sets.standing()
            if standing.building is not None:
                return standing.building
            for name, indexes in indexes_of(standing.next).items():
                await self._database[name].create_indexes(list(indexes))
            await self._sets.begin(standing.next)

    async def _replay(self, number: int) -> None:
        """All that was in the log before the set was begun; what came later the projector writes into it."""
        async for counter in self._database[POSITIONS].find().sort("_id", ASCENDING):
            org = counter["_id"]
            begun = {"set": number, "org": org, "done": 0, "until": counter["value"]}
            query = {"_id": f"{number}/{org}"}
            await self._database[PROGRESS].update_one(query, {"$setOnInsert": begun}, upsert=True)
            await self._replay_org(number, org)

    async def _replay_org(self, number: int, org: str) -> None:
        query = {"_id": f"{number}/{org}"}
        row = await self._database[PROGRESS].find_one(query)
        if row is None:  # somebody else was faster, and has switched already
            return
        done, until = row["done"], row["until"]
        while done < until:
            span = {"$gt": done, "$lte": until}
            found = self._database[LOG].find({"org": org, "position": span, "type": {"$in": TYPES}})
            rows = await found.sort("position", ASCENDING).limit(self._page).to_list()
            await self._write(number, rows)
            self._facts += len(rows)
            done = rows[-1]["position"] if len(rows) == self._page else until
            await self._database[PROGRESS].update_one(query, {"$max": {"done": done}})
            self._tell(Progress(number, org, done, until))

    async def _write(self, number: int, rows: Sequence[Row]) -> None:
        by_view: defaultdict[str, list[UpdateOne]] = defaultdict(list)
        for row in rows:
            for view, update in changes_of(event_of(row)):
                by_view[view.collection(number)].append(update)
        await asyncio.gather(
            *(self._database[name].bulk_write(updates, ordered=False) for name, updates in by_view.items())
        )

    async def _leave(self) -> None:
        """End what was begun before this: a set that readers left, and collections that no set needs."""
        leaving = (await self._sets.standing()).leaving
        if leaving is not None:
            await asyncio.sleep(self._left_after_s)
            await self._sets.leave(leaving)
        standing = await self._sets.standing()
        names = set(await self._database.list_collection_names())
        for number in set(range(1, standing.next)) - set(standing.written):
            for name in names & {view.collection(number) for view in VIEWS}:
                await self._database.drop_collection(name)
            await self._database[PROGRESS].delete_many({"set": number})
        await self._database[PROGRESS].delete_many({"set": standing.live})

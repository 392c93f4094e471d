"""Forgetting somebody in one service: a tombstone at once, their rows step by step, and nothing of them afterwards."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pymongo import ASCENDING, IndexModel

from libs.common.contracts import Event
from libs.common.contracts.erasure import ErasureDone, PersonErased
from libs.common.crypto import Box
from libs.common.mongo import A, Database, Documents, Remove, Row
from libs.common.unit import Timer, Unit, Units

COLLECTION = "tombstones"
INDEXES = {COLLECTION: [IndexModel([("tombstone_key", ASCENDING)])]}
ERASE = "erase"
AT_ONCE = 200
LAST_LOOK = timedelta(seconds=10)
"""What was decided before the tombstone stood is committed by then, or fails: the database gives up after eight."""

LOOK_AGAIN = timedelta(seconds=1)
KEY = "_id"
"""The field of rows whose key is the person's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Somebody was erased: nothing of them is taken in again. `counts` is what has gone so far, by kind."""

    org: str
    tombstone_key: str
    at: datetime
    counts: Mapping[str, int] = field(default_factory=dict)
    revision: int = 0


class Tombstones:
    """Who was erased, by marks under which nobody finds an id without the house's key."""

    def __init__(self, database: Database, box: Box) -> None:
        self._rows, self._box = database[COLLECTION], box
        self._documents = Documents(database, COLLECTION, Tombstone, "tombstone_key")

    async def find(self, org: str, person_id: str) -> Tombstone | None:
        """Of somebody who was erased."""
        return await self._documents.find(org, self._key(person_id))

    async def among(self, org: str, person_ids: Iterable[str]) -> frozenset[str]:
        """Those of these who were erased."""
        keys = {self._key(person_id): person_id for person_id in person_ids}
        return frozenset(keys[key] for key in await self._documents.find_all(org, keys))

    async def name(self, org: str | None, texts: Iterable[str]) -> bool:
        """One of these texts is the id of somebody who was erased: in this organisation, or in any."""
        query = {"tombstone_key": {"$in": [self._key(text) for text in texts]}} | ({"org": org} if org else {})
        return await self._rows.find_one(query, {"_id": 1}) is not None

    def put_up(self, unit: Unit, person_id: str, gone: Counter[str]) -> None:
        """From this unit on."""
        fresh = Tombstone(org=unit.org, tombstone_key=self._key(person_id), at=unit.now)
        unit.write(self._documents.save(_with_more_gone(fresh, gone)))

    def count(self, unit: Unit, tombstone: Tombstone, gone: Counter[str]) -> Tombstone:
        """So much more has gone."""
        after = _with_more_gone(tombstone, gone)
        if after != tombstone:
            unit.write(self._documents.save(after))
        return after

    def _key(self, person_id: str) -> str:
        return self._box.mark(person_id, "erased")


class People(Documents[A]):
    """The people of all organisations. Whoever was erased is read as somebody of whom nothing is known but that."""

    def __init__(
        self, database: Database, model: type[A], tombstones: Tombstones, erased: Callable[[str, str], A]
    ) -> None:
        super().__init__(database, "people", model, "person_id")
        self._tombstones, self._erased = tombstones, erased

    async def find_all(self, org: str, keys: Iterable[str]) -> dict[str, A]:
        """Those with these ids who are or were here, by id."""
        wanted = tuple(keys)
        found = await super().find_all(org, wanted)
        if unknown := frozenset(wanted) - found.keys():
            found |= {one: self._erased(org, one) for one in await self._tombstones.among(org, unknown)}
        return found


def _with_more_gone(tombstone: Tombstone, gone: Counter[str]) -> Tombstone:
    return replace(tombstone, counts=dict(sorted((Counter(tombstone.counts) + gone).items())))


async def _nothing(_unit: Unit, _person_id: str) -> Counter[str]:
    return Counter()


async def _no_rows(_org: str, _person_id: str, _limit: int) -> list[Remove]:
    return []


async def _is_settled(_org: str, _person_id: str) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """What a service has of people, and what it does about it by itself."""

    rows: Mapping[str, tuple[str, ...]]
    """What goes with a person: the collection, and the fields that say whose a row is."""

    timers: tuple[str, ...] = ()
    """Kinds of which a person can be the subject."""

    timers_of_rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kinds of which a row of a collection is the subject: they go with it."""

    begin: Callable[[Unit, str], Awaitable[Counter[str]]] = _nothing
    """With the tombstone: what may not be read from now on, and what comes to an end. What went, by kind."""

    more_rows: Callable[[str, str, int], Awaitable[list[Remove]]] = _no_rows
    """Some of what a field does not tell of."""

    is_settled: Callable[[str, str], Awaitable[bool]] = _is_settled
    """Nothing that came to an end with them is still on its way."""

    end: Callable[[Unit, str], Awaitable[Counter[str]]] = _nothing
    """Last of all, when nothing else is left."""

    last_look: timedelta = LAST_LOOK


class Erasing:
    """Use cases about forgetting, the same in every service."""

    def __init__(
        self,
        database: Database,
        tombstones: Tombstones,
        units: Units,
        forget_letters: Callable[[str, str], Awaitable[int]],
        remains: Remains,
    ) -> None:
        self._database, self._tombstones, self._units = database, tombstones, units
        self._forget_letters, self._remains = forget_letters, remains

    async def begin(self, event: Event[PersonErased]) -> Unit:
        """Take nothing more of them in. A repeat finds the tombstone."""
        unit = self._units.after(event)
        await self.bury(unit, event.data.person_id)
        return unit

    async def bury(self, unit: Unit, person_id: str) -> None:
        """The same in a unit of the service's own."""
        if await self._tombstones.find(unit.org, person_id) is None:
            self._tombstones.put_up(unit, person_id, await self._remains.begin(unit, person_id))
            unit.set_timer(ERASE, person_id, unit.now)

    async def go_on(self, timer: Timer) -> Unit:
        """Remove some of their rows; when nothing is left and nothing can come any more, say so."""
        unit, person_id = self._units.after_timer(timer), timer.subject
        tombstone = await self._tombstones.find(timer.org, person_id)
        if tombstone is None:
            return unit
        is_settled = await self._remains.is_settled(timer.org, person_id)
        rows = await self._rows_of(timer.org, person_id)
        if rows:
            self._remove(unit, rows)
            self._tombstones.count(unit, tombstone, Counter(row.collection for row in rows))
            unit.set_timer(ERASE, person_id, unit.now)
        elif unit.now < (last_look := tombstone.at + self._remains.last_look):
            unit.set_timer(ERASE, person_id, last_look)
        elif not is_settled:
            unit.set_timer(ERASE, person_id, unit.now + LOOK_AGAIN)
        else:
            await self._end(unit, person_id, tombstone)
        return unit

    def _remove(self, unit: Unit, rows: Iterable[Remove]) -> None:
        for row in rows:
            unit.write(row)
            for kind in self._remains.timers_of_rows.get(row.collection, ()):
                unit.cancel_timer(kind, row.id.partition("/")[2])

    async def _end(self, unit: Unit, person_id: str, tombstone: Tombstone) -> None:
        gone = Counter(dead_letters=await self._forget_letters(unit.org, person_id))
        gone += await self._remains.end(unit, person_id)
        for kind in self._remains.timers:
            unit.cancel_timer(kind, person_id)
        after = self._tombstones.count(unit, tombstone, gone)
        unit.publish(ErasureDone(person_id=person_id, counts=dict(after.counts)), person_id)

    async def _rows_of(self, org: str, person_id: str) -> list[Remove]:
        found: dict[str, Remove] = {}
        for name, fields in self._remains.rows.items():
            query = {"$or": [_of_person(org, field, person_id) for field in fields]}
            rows = self._database[name].find(query, {"revision": 1}).limit(AT_ONCE - len(found))
            found |= {f"{name}/{row['_id']}": Remove(name, row["_id"], row["revision"]) async for row in rows}
            if len(found) >= AT_ONCE:
                break
        return list(found.values()) or await self._remains.more_rows(org, person_id, AT_ONCE)


def _of_person(org: str, field: str, person_id: str) -> Row:
    return {KEY: f"{org}/{person_id}"} if field == KEY else {"org": org, field: person_id}

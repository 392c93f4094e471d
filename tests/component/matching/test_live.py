"""The index of a replica is what its database holds: from the start, through every change, and after a loss."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest
from pymongo import ReplaceOne

from libs.common.background import end
from libs.common.contracts import Service
from libs.common.errors import Unavailable
from libs.common.mongo import Database
from services.matching.domain.people import Person, PersonState
from services.matching.domain.suggestions import Search
from services.matching.index.organisations import Index
from services.matching.live import Live
from services.matching.store import Store
from services.matching.use_cases.finding import Finder, Looking
from tests.support.running import Bench, eventually, tombstones_of
from tests.unit.matching.builders import WINTER, make_mentee, make_mentor, make_search, topics


class Replica:
    """An index and what keeps it current."""

    def __init__(self, database: Database) -> None:
        self.index = Index()
        self.live = Live(database, Store(database, tombstones_of(database)), self.index)

    @asynccontextmanager
    async def following(self) -> AsyncIterator[Index]:
        task = asyncio.create_task(self.live.watch())
        try:
            await eventually(self._is_ready, what="the index ready")
            yield self.index
        finally:
            await end([task])

    async def _is_ready(self) -> bool:
        return self.index.is_ready


@pytest.fixture
def database(bench: Bench) -> Database:
    return bench.database(Service.MATCHING)


async def keep(database: Database, *people: Person) -> None:
    store = Store(database, tombstones_of(database))
    writes = [store.people.save(person) for person in people]
    await database["people"].bulk_write(
        [ReplaceOne({"_id": write.id}, write.document, upsert=True) for write in writes]
    )


async def found(index: Index, expected: list[str], search: Search | None = None) -> None:
    """Until the index finds exactly these."""

    async def finds() -> bool:
        with suppress(Unavailable):
            return sorted(index.find(search or make_search())) == expected
        return False

    await eventually(finds, what=f"{expected} found")


async def test_everybody_who_was_there_before_is_found_as_soon_as_it_is_ready(database: Database) -> None:
    await keep(database, *(make_mentor(f"m{n}") for n in range(30)), make_mentor("hidden", visible=False))
    async with Replica(database).following() as index:
        assert sorted(index.find(make_search())) == sorted(f"m{n}" for n in range(30))


async def test_people_who_come_change_hide_and_are_removed_are_followed(database: Database) -> None:
    async with Replica(database).following() as index:
        await found(index, [])
        await keep(database, make_mentor("tom"), make_mentor("ada"))
        await found(index, ["ada", "tom"])
        await keep(database, make_mentor("tom", gives=topics(Rust=5)))
        await found(index, ["ada"])
        await keep(database, make_mentor("tom"), make_mentor("ada", state=PersonState.LEFT))
        await found(index, ["tom"])
        await keep(database, make_mentor("tom", pairs=3))
        await found(index, [])
        await keep(database, make_mentor("tom", pairs=2))
        await found(index, ["tom"])
        await database["people"].delete_one({"_id": "acme/tom"})
        await found(index, [])


async def test_a_single_field_changed_by_hand_is_followed_too(database: Database) -> None:
    await keep(database, make_mentor("tom"))
    async with Replica(database).following() as index:
        await database["people"].update_one({"_id": "acme/tom"}, {"$set": {"visible": False}})
        await found(index, [])


async def test_any_number_of_replicas_find_the_same(database: Database) -> None:
    await keep(database, *(make_mentor(f"m{n}") for n in range(10)))
    async with Replica(database).following() as one, Replica(database).following() as other:
        await keep(database, *(make_mentor(f"n{n}") for n in range(100)))
        everybody = sorted([f"m{n}" for n in range(10)] + [f"n{n}" for n in range(100)])

        async def all_there() -> bool:
            with suppress(Unavailable):  # a stream that broke is on its way back
                return all(sorted(index.find(make_search(), 1_000)) == everybody for index in (one, other))
            return False

        await eventually(all_there, what="everybody in both")
        assert one.find(make_search()) == other.find(make_search())


async def test_whoever_changes_while_everybody_is_read_is_found_as_they_are_in_the_end(database: Database) -> None:
    await keep(database, *(make_mentor(f"m{n}") for n in range(1_200)))
    replica = Replica(database)

    async def change() -> None:
        for n in range(0, 1_200, 300):
            await keep(database, *(make_mentor(f"m{m}", visible=False) for m in range(n, n + 50)))

    changing = asyncio.create_task(change())
    async with replica.following() as index:
        await changing
        here = sorted(f"m{n}" for n in range(1_200) if n % 300 >= 50)

        async def current() -> bool:
            with suppress(Unavailable):  # a stream that broke is on its way back
                return sorted(index.find(make_search(), 2_000)) == here
            return False

        await eventually(current, what="the last state of everybody")


async def test_a_stream_whose_history_is_lost_makes_it_read_everybody_again(bench: Bench, database: Database) -> None:
    """A change in another database stands for one that this server does not know any more.

    It has to be the change itself: a point between two changes is no more than a time, which every stream knows.
    """
    elsewhere = bench.database(Service.JOURNAL)
    async with await elsewhere["people"].watch() as stream:
        await keep(elsewhere, make_mentor("tom"))
        change = await stream.next()
    await keep(database, make_mentor("tom"))
    replica = Replica(database)
    replica.index.put(make_mentor("ghost"))
    replica.live.since = change["_id"]
    async with replica.following() as index:
        await found(index, ["tom"])
        await keep(database, make_mentor("ada"))
        await found(index, ["ada", "tom"])


async def test_a_stream_that_broke_goes_on_where_it_was(database: Database) -> None:
    await keep(database, make_mentor("tom"))
    replica = Replica(database)
    async with replica.following() as index:
        await keep(database, make_mentor("ada"))
        await found(index, ["ada", "tom"])
    replica.index.put(make_mentor("mark"))  # shows whether everybody is read again
    await keep(database, make_mentor("bea"))
    async with replica.following() as index:
        await found(index, ["ada", "bea", "mark", "tom"])


async def test_a_collection_that_is_dropped_empties_the_index(database: Database) -> None:
    await keep(database, make_mentor("tom"))
    async with Replica(database).following() as index:
        await database["people"].drop()
        await found(index, [])
        await keep(database, make_mentor("ada"))
        await found(index, ["ada"])


async def test_somebody_found_who_changed_meanwhile_is_not_suggested(database: Database) -> None:
    """The index stands still here: what is suggested is what the database says."""
    mia = make_mentee()
    mentors = {name: make_mentor(name) for name in ("tom", "hidden", "full", "gone", "boss", "removed")}
    index = Index()
    for mentor in mentors.values():
        index.put(mentor)
    index.is_ready = True
    await keep(
        database,
        replace(mia, manager_id="lead"),
        make_mentor("lead", manager_id="boss"),
        mentors["tom"],
        mentors["boss"],
        replace(mentors["hidden"], visible=False),
        replace(mentors["full"], pairs=3),
        replace(mentors["gone"], state=PersonState.LEFT),
    )
    mia = replace(mia, manager_id="lead")
    assert len(index.find(make_search(mia))) == len(mentors)
    search = make_search(mia)
    looking = Looking(mia, search.wanted, search.direction)
    suggested = await Finder(Store(database, tombstones_of(database)), index).suggestions(looking, WINTER)
    assert [one.mentor_id for one in suggested] == ["tom"]

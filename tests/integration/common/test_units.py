"""All of a unit or nothing of it, whoever else is committing. On a real database."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pymongo
import pytest
import pytest_asyncio

from libs.common import committer, outbox, timers
from libs.common.clock import SystemClock
from libs.common.committer import Committer
from libs.common.contracts import Service
from libs.common.errors import AlreadyHandled, Conflict
from libs.common.metrics import COMMITS
from libs.common.mongo import Database, Documents, Row, ensure_indexes
from libs.common.outbox import Relay
from libs.common.publisher import Publisher
from libs.common.unit import Unit, Units
from tests.integration.common.diary import Page, written
from tests.support.commands import Commands
from tests.support.running import Bench

MANY = 40


@dataclass(slots=True)
class Desk:
    """A committer and what it writes to; no relay runs, so outbox rows stay to be counted."""

    database: Database
    relay: Relay
    committer: Committer
    units: Units
    pages: Documents[Page]

    def unit(self, key: str, *writes: Page, events: int = 1) -> Unit:
        unit = self.units.start("acme")
        unit.inbox_key = key
        unit.write(*(self.pages.save(page) for page in writes))
        for _ in range(events):
            unit.publish(written("pair_1", 1), "pair_1")
        unit.set_timer("remind", key, unit.now + timedelta(days=1))
        return unit

    async def counts(self) -> dict[str, int]:
        names = ("pages", committer.INBOX, outbox.COLLECTION, timers.COLLECTION)
        return {name: await self.database[name].count_documents({}) for name in names}


@pytest_asyncio.fixture
async def desk(bench: Bench) -> AsyncIterator[Desk]:
    database = bench.database(Service.JOURNAL)
    await ensure_indexes(database, committer.INDEXES | outbox.INDEXES | timers.INDEXES | {"pages": []})
    publisher = Publisher(bench.amqp_url, "test")
    relay, units = Relay(database, publisher), Units(Service.JOURNAL, SystemClock())
    made = Committer(bench.client, database, relay)
    yield Desk(database, relay, made, units, Documents(database, "pages", Page, "pair_id"))
    await publisher.close()


async def test_a_unit_is_durable_as_a_whole(desk: Desk) -> None:
    await desk.committer.commit(desk.unit("k1", Page("acme", "p1"), Page("acme", "p2"), events=3))
    assert await desk.counts() == {"pages": 2, "inbox": 1, "outbox": 3, "timers": 1}


async def test_a_conflicting_write_leaves_nothing_of_its_unit(desk: Desk) -> None:
    await desk.committer.commit(desk.unit("k1", Page("acme", "p1")))
    before = await desk.counts()
    stale = replace(Page("acme", "p1"), revision=7)
    with pytest.raises(Conflict):
        await desk.committer.commit(desk.unit("k2", Page("acme", "p2"), stale, events=2))
    assert await desk.counts() == before


async def test_two_who_insert_the_same_thing_conflict(desk: Desk) -> None:
    await desk.committer.commit(desk.unit("k1", Page("acme", "p1")))
    with pytest.raises(Conflict):
        await desk.committer.commit(desk.unit("k2", Page("acme", "p1")))


async def test_a_repeat_is_known_and_changes_nothing(desk: Desk) -> None:
    await desk.committer.commit(desk.unit("k1", Page("acme", "p1")))
    before = await desk.counts()
    with pytest.raises(AlreadyHandled):
        await desk.committer.commit(desk.unit("k1", Page("acme", "p2")))
    assert await desk.counts() == before


async def test_bad_units_in_a_group_do_not_fail_the_good_ones(desk: Desk) -> None:
    await desk.committer.commit(desk.unit("seen", Page("acme", "p0")))
    good = [desk.unit(f"g{n}", Page("acme", f"g{n}")) for n in range(40)]
    stale = desk.unit("s", replace(Page("acme", "p0"), revision=9))
    repeat = desk.unit("seen", Page("acme", "never"))
    results = await asyncio.gather(
        *(desk.committer.commit(unit) for unit in [*good[:20], stale, repeat, *good[20:]]), return_exceptions=True
    )
    assert [type(result).__name__ for result in results if result is not None] == ["Conflict", "AlreadyHandled"]
    assert await desk.counts() == {"pages": 41, "inbox": 41, "outbox": 41, "timers": 41}


async def test_many_units_share_a_transaction(desk: Desk) -> None:
    """Throughput comes from here: far fewer commits than units."""
    commits_before = _commits()
    await asyncio.gather(*(desk.committer.commit(desk.unit(f"k{n}", Page("acme", f"p{n}"))) for n in range(300)))
    assert (await desk.counts())["pages"] == 300
    assert _commits() - commits_before <= 5


async def test_repeats_in_a_group_do_not_split_it(desk: Desk) -> None:
    """A replica that died leaves hundreds behind, handled and not, which come again together."""
    seen = [desk.unit(f"k{n}", Page("acme", f"p{n}")) for n in range(0, 60, 2)]
    await asyncio.gather(*(desk.committer.commit(unit) for unit in seen))
    commits_before = _commits()
    again = (desk.unit(f"k{n}", Page("acme", f"p{n}")) for n in range(60))
    results = await asyncio.gather(*(desk.committer.commit(unit) for unit in again), return_exceptions=True)
    assert [type(result).__name__ for result in results] == ["AlreadyHandled", "NoneType"] * 30
    assert await desk.counts() == {"pages": 60, "inbox": 60, "outbox": 60, "timers": 60}
    assert _commits() - commits_before <= 2


def _commits() -> float:

    return sum(s.value for m in COMMITS.collect() for s in m.samples if s.labels.get("outcome") == "committed")


async def test_units_that_touch_the_same_thing_follow_each_other(desk: Desk) -> None:
    """Of ten that read the same revision one wins; no transaction has to fail for it as a group."""
    units = [desk.unit(f"k{n}", replace(Page("acme", "p1"), times=n)) for n in range(10)]
    results = await asyncio.gather(*(desk.committer.commit(unit) for unit in units), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Conflict"] * 9 + ["NoneType"]
    assert await desk.counts() == {"pages": 1, "inbox": 1, "outbox": 1, "timers": 1}


async def test_setting_a_timer_again_moves_it_and_cancelling_forgets_it(desk: Desk) -> None:
    first = desk.units.start("acme")
    first.set_timer("remind", "p1", first.now + timedelta(days=1))
    first.set_timer("remind", "p2", first.now + timedelta(days=1))
    await desk.committer.commit(first)
    second = desk.units.start("acme")
    second.set_timer("remind", "p1", first.now + timedelta(days=3))
    second.cancel_timer("remind", "p2")
    await desk.committer.commit(second)
    rows: list[Row] = await desk.database[timers.COLLECTION].find({}).to_list()
    assert [(row["subject"], row["due_at"]) for row in rows] == [("p1", first.now + timedelta(days=3))]


@pytest.mark.parametrize("is_set_last", [True, False])
async def test_of_a_timer_that_a_unit_both_sets_and_cancels_the_last_word_counts(desk: Desk, is_set_last: bool) -> None:
    unit = desk.units.start("acme")
    for is_set in (not is_set_last, is_set_last):
        if is_set:
            unit.set_timer("remind", "p1", unit.now + timedelta(days=1))
        else:
            unit.cancel_timer("remind", "p1")
    await desk.committer.commit(unit)
    assert (await desk.counts())["timers"] == is_set_last


async def test_a_transaction_sends_what_it_does_to_a_collection_once_for_each_kind(desk: Desk, bench: Bench) -> None:
    """However the units alternate: each makes a page and turns one, sets a timer and cancels one."""
    await desk.committer.commit(desk.unit("k", *(Page("acme", f"old{n}") for n in range(MANY))))
    units = [desk.unit(f"k{n}", Page("acme", f"new{n}"), Page("acme", f"old{n}", 1, 1)) for n in range(MANY)]
    for n, unit in enumerate(units):
        unit.cancel_timer("forget", f"k{n}")
    commands = Commands()
    async with pymongo.AsyncMongoClient[Row](bench.mongo_url, event_listeners=[commands]) as client:
        watched = Committer(client, client[desk.database.name], desk.relay)
        await asyncio.gather(*(watched.commit(unit) for unit in units))
    assert (await desk.counts())["pages"] == 2 * MANY
    kinds = {("insert", "pages"), ("update", "pages"), ("update", "timers"), ("delete", "timers")}
    assert kinds <= commands.sent.keys()
    assert max(commands.sent.values()) == commands.sent["commitTransaction", "1"] <= 2


async def test_the_inbox_forgets_later_than_any_redrive(desk: Desk) -> None:
    indexes = await desk.database[committer.INBOX].index_information()
    assert indexes["at_1"]["expireAfterSeconds"] >= 30 * 24 * 3600


async def test_listeners_hear_of_what_became_durable_and_of_nothing_else(desk: Desk) -> None:
    heard: list[Unit] = []
    desk.committer.on_commit(heard.append)
    durable, repeated = desk.unit("k1", Page("acme", "p1")), desk.unit("k1", Page("acme", "p2"))
    await desk.committer.commit(durable)
    with pytest.raises(AlreadyHandled):
        await desk.committer.commit(repeated)
    assert heard == [durable]


def test_a_unit_that_goes_on_with_a_story_names_its_cause(desk: Desk) -> None:
    unit = desk.units.start("acme", correlation_id="story", cause_id="event")
    fact = unit.publish(written("pair_1", 1), "pair_1")
    assert (fact.correlationid, fact.causationid) == ("story", "event")

"""Durable timers fire once, in business time, whoever dies. On a real database."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from libs.common import committer, outbox, timers
from libs.common.clock import SteppedClock
from libs.common.committer import Committer
from libs.common.contracts import Service
from libs.common.errors import Retryable
from libs.common.handling import Handling
from libs.common.mongo import Documents, ensure_indexes
from libs.common.outbox import Relay
from libs.common.publisher import Publisher
from libs.common.timers import Timers, TimerUseCase
from libs.common.unit import Timer, Unit, Units
from tests.integration.common.diary import Diary, Page
from tests.support.running import Bench


class Alarm:
    """Timers of a diary, on a clock that the test steps."""

    def __init__(self, bench: Bench) -> None:
        self.database = bench.database(Service.JOURNAL)
        self.clock = SteppedClock(self.database)
        self.units = Units(Service.JOURNAL, self.clock)
        self.publisher = Publisher(bench.amqp_url, "test")
        self.committer = Committer(bench.client, self.database, Relay(self.database, self.publisher))
        self.pages = Documents(self.database, "pages", Page, "pair_id")
        self.diary = Diary(self.pages, self.units)

    async def prepare(self) -> None:
        indexes = committer.INDEXES | outbox.INDEXES | timers.INDEXES | {"pages": []}
        await ensure_indexes(self.database, indexes)

    def replica(self, remind: TimerUseCase | None = None) -> Timers:
        settle = Handling(self.units, self.committer).settle
        return Timers(self.database, self.clock, settle, {"remind": remind or self.diary.remind})

    async def set(self, *subjects: str, after: timedelta) -> None:
        unit = self.units.start("acme")
        for subject in subjects:
            unit.set_timer("remind", subject, unit.now + after)
        await self.committer.commit(unit)

    async def step(self, amount: timedelta) -> None:
        await self.clock.step_to_offset(self.clock.offset + amount)

    async def times(self, subject: str) -> int:
        page = await self.pages.find("acme", subject)
        return page.times if page else 0

    async def left(self) -> int:
        return await self.database[timers.COLLECTION].count_documents({})


async def alarm(bench: Bench) -> Alarm:
    made = Alarm(bench)
    await made.prepare()
    return made


async def test_a_timer_fires_when_business_time_has_come_and_not_before(bench: Bench) -> None:
    clock = await alarm(bench)
    await clock.set("p1", after=timedelta(days=14))
    replica = clock.replica()
    await clock.step(timedelta(days=13, hours=23))
    assert await replica.fire_due() == 0
    await clock.step(timedelta(hours=2))
    assert await replica.fire_due() == 1
    assert (await clock.times("p1"), await clock.left()) == (1, 0)


async def test_many_replicas_fire_each_timer_once(bench: Bench) -> None:
    clock = await alarm(bench)
    subjects = [f"p{n}" for n in range(300)]
    await clock.set(*subjects, after=timedelta(hours=1))
    await clock.step(timedelta(hours=2))
    replicas = [clock.replica() for _ in range(4)]
    while await clock.left():
        await asyncio.gather(*(replica.fire_due() for replica in replicas))
    assert {await clock.times(subject) for subject in subjects} == {1}


async def test_timers_of_one_moment_that_write_the_same_page_all_get_their_turn(bench: Bench) -> None:
    """Were all but one to lose and come again, a popular mentor's other requests would end one by one."""
    clock = await alarm(bench)
    await clock.set(*(f"p{n}" for n in range(50)), after=timedelta(0))

    async def write_one_page(timer: Timer) -> Unit:
        unit = await clock.diary.remind(replace(timer, subject="page"))
        unit.fired = timer
        return unit

    assert await clock.replica(write_one_page).fire_due() == 50
    assert (await clock.times("page"), await clock.left()) == (50, 0)


async def test_a_timer_of_a_replica_that_died_is_taken_over_after_its_lease(bench: Bench) -> None:
    clock = await alarm(bench)
    await clock.set("p1", after=timedelta(0))
    held = {"lease_until": datetime.now(UTC) + timedelta(minutes=1), "holder": "dead"}
    await clock.database[timers.COLLECTION].update_many({}, {"$set": held})
    replica = clock.replica()
    assert await replica.fire_due() == 0, "another replica holds it"
    await clock.database[timers.COLLECTION].update_many(
        {}, {"$set": {"lease_until": datetime.now(UTC) - timedelta(seconds=1)}}
    )
    assert await replica.fire_due() == 1
    assert await clock.times("p1") == 1


async def test_a_timer_that_moved_while_it_fired_does_not_fire_for_its_old_time(bench: Bench) -> None:
    clock = await alarm(bench)
    await clock.set("p1", after=timedelta(0))

    async def move_first(timer: Timer) -> Unit:
        await clock.set("p1", after=timedelta(days=1))
        return await clock.diary.remind(timer)

    replica = clock.replica(move_first)
    assert await replica.fire_due() == 1
    assert (await clock.times("p1"), await clock.left()) == (0, 1)
    await clock.step(timedelta(days=2))
    await clock.replica().fire_due()
    assert (await clock.times("p1"), await clock.left()) == (1, 0)


async def test_a_timer_that_cannot_fire_yet_is_tried_again(bench: Bench) -> None:
    clock = await alarm(bench)
    await clock.set("p1", after=timedelta(0))
    tries: list[Timer] = []

    async def fail_once(timer: Timer) -> Unit:
        tries.append(timer)
        if len(tries) == 1:
            raise Retryable("not-yet")
        return await clock.diary.remind(timer)

    replica = clock.replica(fail_once)
    await replica.fire_due()
    assert (await clock.times("p1"), await clock.left()) == (0, 1)
    await clock.database[timers.COLLECTION].update_many({}, {"$set": {"lease_until": None}})
    await replica.fire_due()
    assert (await clock.times("p1"), await clock.left()) == (1, 0)


async def test_stepped_time_never_runs_backwards_and_survives_a_restart(bench: Bench) -> None:
    database = bench.database(Service.JOURNAL)
    clock = SteppedClock(database)
    await clock.step_to_offset(timedelta(days=10))
    await clock.step_to_offset(timedelta(days=3))
    assert clock.offset == timedelta(days=10)
    again = SteppedClock(database)
    await again.load()
    assert again.offset == timedelta(days=10)
    assert again.now() - datetime.now(UTC) > timedelta(days=9, hours=23)

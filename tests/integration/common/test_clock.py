"""Stepped time: the whole house moves together, only when it is quiet, and stops at every timer. On real servers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import pytest_asyncio

from libs.common import topology
from libs.common.clock import COLLECTION, SteppedClock
from libs.common.conductor import Conductor
from libs.common.contracts import Contract, Event, Service
from libs.common.house import Build, House, Parts
from libs.common.unit import Timer, Unit
from tests.support.running import Bench, eventually

SERVICES = tuple(Service)


def idle_service(fired: list[tuple[Service, datetime]]) -> Build:
    """A service that takes every event without doing anything, and notes when its timers fire."""

    async def build(house: House) -> Parts:
        async def ignore(event: Event[Contract]) -> Unit:
            return house.units.after(event)

        async def ring(timer: Timer) -> Unit:
            fired.append((house.service, house.clock.now()))
            unit = house.units.after_timer(timer)
            if "again" in timer.facts:
                unit.set_timer("ring", timer.subject, timer.due_at + timedelta(days=30))
            return unit

        for contract in topology.SUBSCRIPTIONS[house.service]:
            house.events.on(contract, ignore)
        return Parts(timers={"ring": ring})

    return build


class Town:
    """Four idle services and their conductor."""

    def __init__(self, houses: dict[Service, House], fired: list[tuple[Service, datetime]], bench: Bench) -> None:
        self.houses, self.fired, self.bench = houses, fired, bench
        gateway = houses[Service.GATEWAY]
        assert isinstance(gateway.clock, SteppedClock)
        self.conductor = Conductor(gateway.clock, gateway.heartbeats, self.waiting)

    async def waiting(self) -> int:
        counts = []
        for queue in topology.queues((0.1, 0.3)):
            found = await self.bench.channel.get_queue(queue.name)
            counts.append(found.declaration_result.message_count or 0)
        return sum(counts)

    async def ring(self, service: Service, *, after: timedelta, again: bool = False) -> datetime:
        house = self.houses[service]
        unit = house.units.start("acme")
        due_at = unit.now + after
        unit.set_timer("ring", service.value, due_at, **({"again": "yes"} if again else {}))
        await house.committer.commit(unit)
        return due_at


@pytest_asyncio.fixture
async def town(bench: Bench) -> AsyncIterator[Town]:
    fired: list[tuple[Service, datetime]] = []
    async with AsyncExitStack() as stack:
        houses = {one: await stack.enter_async_context(bench.running(one, idle_service(fired))) for one in SERVICES}

        async def all_known() -> bool:
            return len(houses[Service.GATEWAY].heartbeats.living()) == len(SERVICES)

        await eventually(all_known, what="a heartbeat of every service")
        yield Town(houses, fired, bench)


async def test_every_service_lives_in_the_same_time_after_a_step(town: Town) -> None:
    before = town.houses[Service.GATEWAY].clock.now()
    await town.conductor.advance(timedelta(days=14))
    for house in town.houses.values():
        ahead = house.clock.now() - before
        assert timedelta(days=14) <= ahead < timedelta(days=14, minutes=1)


async def test_time_that_began_in_the_past_goes_on_from_there_and_never_back(bench: Bench) -> None:
    database = bench.database(Service.JOURNAL)
    await database[COLLECTION].insert_one({"_id": "offset", "seconds": -timedelta(days=75).total_seconds()})
    clock, again = SteppedClock(database), SteppedClock(database)
    await clock.load()
    assert clock.offset == timedelta(days=-75)
    await clock.step_to_offset(timedelta(0))
    await clock.step_to_offset(timedelta(days=-1))
    await again.load()
    assert clock.offset == again.offset == timedelta(0)


async def test_timers_on_the_way_fire_each_at_its_own_time_and_in_order(town: Town) -> None:
    journal = await town.ring(Service.JOURNAL, after=timedelta(days=20))
    notifications = await town.ring(Service.NOTIFICATIONS, after=timedelta(days=5))
    later = await town.ring(Service.MATCHING, after=timedelta(days=40))
    await town.conductor.advance(timedelta(days=30))
    assert [service for service, _ in town.fired] == [Service.NOTIFICATIONS, Service.JOURNAL]
    for (_, at), due_at in zip(town.fired, (notifications, journal), strict=True):
        assert timedelta(0) <= at - due_at < timedelta(minutes=1)
    assert town.houses[Service.MATCHING].clock.now() < later


async def test_with_a_grain_timers_that_are_near_fire_together_and_none_later_than_it(town: Town) -> None:
    near = [service for service in SERVICES if service is not Service.JOURNAL]
    due = [await town.ring(service, after=timedelta(days=5, minutes=number)) for number, service in enumerate(near)]
    apart = await town.ring(Service.JOURNAL, after=timedelta(days=9))
    await town.conductor.advance(timedelta(days=10), grain=timedelta(hours=1))
    fired = sorted(at for _, at in town.fired)
    assert fired[len(due) - 1] - fired[0] < timedelta(minutes=1)
    assert timedelta(0) <= fired[0] - max(due) < timedelta(hours=1)
    assert timedelta(hours=1) <= fired[-1] - apart < timedelta(hours=1, minutes=1)


async def test_timers_set_by_timers_fire_within_the_same_step(town: Town) -> None:
    await town.ring(Service.JOURNAL, after=timedelta(days=10), again=True)
    await town.conductor.advance(timedelta(days=100))
    assert len(town.fired) == 2


async def test_the_clock_waits_while_a_message_is_being_handled(town: Town, bench: Bench) -> None:
    """A message in a delay queue is work under way: time must not jump over it."""
    before = town.houses[Service.GATEWAY].clock.now()
    await bench.put(topology.retry_queue("journal.events", 0.3), b"not yet", type="x", message_id="m")
    advancing = asyncio.create_task(town.conductor.advance(timedelta(days=1)))
    await asyncio.sleep(0)
    letters = town.houses[Service.JOURNAL].dead_letters

    async def parked_or_moved() -> bool:
        return bool(await letters.list_()) or town.houses[Service.GATEWAY].clock.now() - before > timedelta(hours=23)

    await eventually(parked_or_moved)
    assert await letters.list_(), "the message came to its end before time moved"
    await advancing

"""What a service does while its broker or its database is away, and afterwards. On servers of the test's own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import Service
from libs.common.contracts.entries import EntryWritten
from libs.common.house import House
from libs.common.metrics import RETRIED
from tests.integration.common.diary import Built, written
from tests.integration.common.test_delivery import pair_formed, times_written
from tests.support.running import Bench, eventually
from tests.support.running import bench as make_bench
from tests.support.stack import OwnServer, OwnServers, own_servers

VHOST = "outages"
JOURNAL = Service.JOURNAL


@pytest.fixture(scope="module")
def servers() -> Iterator[OwnServers]:
    with own_servers() as made:
        made.stack.api("PUT", f"/vhosts/{VHOST}")
        yield made


@pytest_asyncio.fixture
async def own_bench(servers: OwnServers, database_prefix: str) -> AsyncIterator[Bench]:
    async with make_bench(servers.stack, VHOST, database_prefix) as made:
        await eventually(servers.are_queues_kept, what="queues that outlive a kill")
        yield made


async def write_one(house: House, pair_id: str) -> None:
    """As a use case at the edge does: a unit that nobody's message caused."""
    unit = house.units.start("acme")
    unit.publish(written(pair_id, 1), pair_id)
    await house.committer.commit(unit)


async def outbox_is_empty(house: House) -> bool:
    return (await house.relay.state())[0] == 0


@pytest.mark.timeout(120)
async def test_a_broker_that_dies_delays_and_loses_nothing(servers: OwnServers, own_bench: Bench) -> None:
    async with own_bench.running(JOURNAL, Built()) as house:
        await own_bench.publish(pair_formed(own_bench, "before"))
        await eventually(lambda: times_written(own_bench, "before"))
        await asyncio.to_thread(servers.rabbit.kill)
        for n in range(50):
            await write_one(house, f"during_{n}")
        assert (await house.relay.state())[0] >= 49, "facts wait in the outbox"
        await asyncio.to_thread(servers.rabbit.start)
        await eventually(lambda: outbox_is_empty(house), within_s=60, what="an empty outbox")
        async with make_bench(servers.stack, VHOST, own_bench.prefix) as again:
            await again.publish(pair_formed(again, "after"))
            await eventually(lambda: times_written(again, "after"), within_s=60, what="consuming again")


@pytest.mark.timeout(120)
async def test_a_service_that_starts_before_its_broker_waits_for_it(servers: OwnServers, own_bench: Bench) -> None:
    await own_bench.publish(pair_formed(own_bench, "waiting"))
    await asyncio.to_thread(servers.rabbit.kill)
    # The broker takes seconds to boot; the service is there at once and finds nobody.
    await asyncio.gather(_start_and_handle(own_bench, "waiting"), asyncio.to_thread(servers.rabbit.start))


async def _start_and_handle(bench: Bench, pair_id: str) -> None:
    async with bench.running(JOURNAL, Built(), within_s=60):
        await eventually(lambda: times_written(bench, pair_id), within_s=60)


def put_back() -> float:
    """How many messages this process has put back for later so far."""
    return sum(one.value for metric in RETRIED.collect() for one in metric.samples if one.name.endswith("_total"))


@pytest.mark.timeout(120)
async def test_a_database_that_dies_kills_no_message(servers: OwnServers, own_bench: Bench) -> None:
    heard = await own_bench.listen(EntryWritten)
    async with own_bench.running(JOURNAL, Built()) as house:
        before = put_back()

        async def some_are_put_back() -> bool:
            return put_back() > before

        await asyncio.to_thread(servers.mongo.kill)
        for n in range(20):
            await own_bench.publish(pair_formed(own_bench, f"pair_{n}"))
        await eventually(some_are_put_back, what="a handler that found no database")
        await asyncio.to_thread(servers.mongo.start)
        await heard.expect(EntryWritten, 20, within_s=60)
        assert await house.dead_letters.list_() == []
    assert [await times_written(own_bench, f"pair_{n}") for n in range(20)] == [1] * 20
    assert len({event.id for event in heard.events}) == 20


@contextmanager
def hanging(server: OwnServer) -> Iterator[None]:
    """It keeps its connections and answers nothing."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


@pytest.fixture
def journal(own_bench: Bench, tmp_path: Path) -> Iterator[Child]:
    """Journal as a process of its own; not started yet."""
    command = [sys.executable, "-m", "services.journal"]
    child = Child(command, log=tmp_path / "journal.log", env=own_bench.environment_of(JOURNAL), folder=ROOT)
    yield child
    child.kill()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("server", ["rabbit", "mongo"])
async def test_a_server_that_answers_nothing_keeps_no_service_from_ending(
    servers: OwnServers, own_bench: Bench, journal: Child, server: str
) -> None:
    journal.start()
    await eventually(lambda: consumers_of(own_bench), what="a service that consumes")
    with hanging(getattr(servers, server)):
        journal.ask_to_stop()
        await eventually(lambda: has_ended(journal), within_s=25, what="its end")
    assert journal.exit_code == 0, journal.last_words()


@pytest.mark.timeout(120)
async def test_a_service_that_is_still_connecting_ends_when_it_is_told_to(servers: OwnServers, journal: Child) -> None:
    with hanging(servers.rabbit):
        journal.start()
        await eventually(lambda: says(journal, "service_started"), what="its start")
        journal.ask_to_stop()
        await eventually(lambda: has_ended(journal), within_s=25, what="its end")
    assert journal.exit_code == 0, journal.last_words()


async def says(child: Child, words: str) -> bool:
    return words in child.last_words()


async def consumers_of(bench: Bench) -> int:
    queue = await bench.channel.declare_queue("journal.events", passive=True)
    return queue.declaration_result.consumer_count or 0


async def has_ended(child: Child) -> bool:
    return not child.is_running

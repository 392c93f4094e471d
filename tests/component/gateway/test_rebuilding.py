"""Views made anew: the same content, with readers and writers going on, whoever is killed meanwhile."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from deploy.local.places import ROOT
from libs.common.chain import LOG, POSITIONS
from libs.common.contracts import AnyEvent, Service
from libs.common.mongo import Row
from services.gateway.projector import Projector
from services.gateway.store import log_row
from services.gateway.views import Sets, Views
from services.gateway.views.all import VIEWS
from services.gateway.views.rebuilding import Progress, Rebuild
from tests.component.gateway import building
from tests.component.gateway.building import ADA
from tests.component.gateway.test_counting import world as counting_world
from tests.component.gateway.test_projector import a_projector, append_all, story
from tests.component.gateway.test_standing_views import pair_facts, recognition_facts, session_facts
from tests.support.running import Bench, eventually

GATEWAY = Service.GATEWAY
GRACE_S = 0.5
READERS_GRACE_S = 5.0
"""Where somebody reads meanwhile: no read of the old set takes so long, however busy the machine is."""

SETS_OF_ROWS = ("sessions", "plans", "milestones")
"""Kept without an order: whoever reads them sorts."""


class Killed(Exception):
    """What a test does to a rebuild in the middle."""


async def rows_of(bench: Bench, number: int) -> dict[str, Row]:
    """All documents of a set."""
    found: dict[str, Row] = {}
    for view in VIEWS:
        async for row in bench.database(GATEWAY)[view.collection(number)].find():
            plain = {name: sorted(map(repr, row[name])) for name in SETS_OF_ROWS if name in row}
            found[f"{view.name}/{row['_id']}"] = row | plain
    return found


def history(bench: Bench) -> list[AnyEvent]:
    """A story of requests, pairs, sessions and recognitions, and sixty more pairs of two organisations."""
    pairs = [
        building.pair_formed(bench, f"pair_{number}", org=org) for number in range(10, 40) for org in ("acme", "globex")
    ]
    counted = counting_world(3).facts(bench)
    return story(bench) + pair_facts(bench)[1:] + session_facts(bench) + recognition_facts(bench) + pairs + counted


@dataclass(slots=True)
class Traffic:
    """Facts that arrive and somebody who reads, for as long as a rebuild takes."""

    bench: Bench
    projector: Projector
    views: Views
    written: int = 0
    is_over: bool = False
    """A flag, since the driver may swallow a cancellation."""

    readings: list[tuple[Any, ...]] = field(default_factory=list)

    async def write(self) -> None:
        """New pairs, of an organisation that is there and of one that is new; each read back at once."""
        while not self.is_over:
            pair_id = f"new_{self.written}"
            event = building.pair_formed(self.bench, pair_id, org=("acme", "initech")[self.written % 2])
            await self.projector.append(event)
            self.written += 1
            assert await self.views.pair(event.org, pair_id), "what is in the log is in the views"

    async def read(self) -> None:
        """What was there before stays there, whole."""
        while not self.is_over:
            pair, request = await self.views.pair("acme", "pair_1"), await self.views.request("acme", "req_1")
            mine = await self.views.recognitions_of("acme", ADA)
            assert pair
            assert request
            self.readings.append((pair.sessions_held, len(pair.sessions), request.state, len(mine)))


@asynccontextmanager
async def traffic(bench: Bench, projector: Projector) -> AsyncIterator[Traffic]:
    """It goes on within, and what failed in it fails the test."""
    going = Traffic(bench, projector, Views(bench.database(GATEWAY), Sets(bench.database(GATEWAY), fresh_s=0.05)))
    tasks = [asyncio.create_task(going.write()), asyncio.create_task(going.read())]
    try:
        yield going
    finally:
        going.is_over = True
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert ended == [None, None]


async def rebuilt(bench: Bench, **how: Any) -> int:
    how = {"tell": lambda _: None, "left_after_s": GRACE_S, **how}
    return (await Rebuild(bench.database(GATEWAY), **how).run()).live


async def test_views_made_anew_are_the_same_while_facts_arrive_and_people_read(bench: Bench) -> None:
    projector = await a_projector(bench)
    events = history(bench)
    random.Random(7).shuffle(events)  # noqa: S311
    await append_all(projector, events)
    before = await rows_of(bench, 1)
    async with traffic(bench, projector) as going:
        assert await rebuilt(bench, page=5, left_after_s=READERS_GRACE_S) == 2
        written = going.written
        await eventually(lambda: asyncio.sleep(0, going.written > written + 3), what="facts after the switch")
    live = await rows_of(bench, 2)
    assert going.written > 10
    assert set(going.readings) == {(3, 4, "accepted", 1)}
    assert {key: live[key] for key in before} == before
    assert len(live) == len(before) + going.written
    assert await rows_of(bench, 1) == {}, "the old set is gone"
    assert await rebuilt(bench) == 3
    assert await rows_of(bench, 3) == live


async def test_a_rebuild_that_is_stopped_anywhere_is_gone_on_with(bench: Bench) -> None:
    projector = await a_projector(bench)
    await append_all(projector, history(bench))
    before = await rows_of(bench, 1)
    pages: list[Progress] = []

    def stopped(progress: Progress) -> None:
        pages.append(progress)
        raise Killed

    async with traffic(bench, projector) as going:
        for _ in range(3):
            try:
                await rebuilt(bench, page=10, tell=stopped)
            except Killed:
                assert (await Sets(bench.database(GATEWAY)).standing()).live == 1, "a half set is never read"
        assert await rebuilt(bench, page=10, left_after_s=READERS_GRACE_S) == 2
    assert [page.done for page in pages] == sorted({page.done for page in pages}), "none is begun from the start"
    live = await rows_of(bench, 2)
    assert {key: live[key] for key in before} == before
    assert len(live) == len(before) + going.written


async def test_two_who_rebuild_at_once_end_in_one_live_set(bench: Bench) -> None:
    projector = await a_projector(bench)
    await append_all(projector, history(bench))
    before = await rows_of(bench, 1)
    await asyncio.gather(*(rebuilt(bench, page=3) for _ in range(2)))
    standing = await Sets(bench.database(GATEWAY)).standing()
    assert standing.written == (standing.live,)
    assert await rows_of(bench, standing.live) == before


async def test_a_fact_whose_transaction_began_before_the_rebuild_is_in_the_new_set(bench: Bench) -> None:
    """Its projector saw one set; so the second is begun only after it has committed, and reads it from the log."""
    database = bench.database(GATEWAY)
    await append_all(await a_projector(bench), history(bench)[:3])
    late = building.pair_formed(bench, "pair_late")
    async with bench.client.start_session() as session, await session.start_transaction():
        assert (await Sets(database).held(session)).written == (1,)
        begun = asyncio.create_task(Rebuild(database, lambda _: None, left_after_s=0).run())
        _, waiting = await asyncio.wait({begun}, timeout=0.5)
        assert waiting, "a rebuild begins only after those who did not know of it"
        await database[LOG].insert_one(log_row(late) | {"position": 4}, session=session)
        await database[POSITIONS].update_one({"_id": "acme"}, {"$set": {"value": 4}}, session=session)
    assert (await begun).live == 2
    assert "view_pairs/acme/pair_late" in await rows_of(bench, 2)


async def test_a_projector_is_killed_and_followed_by_another_during_a_rebuild(bench: Bench) -> None:
    killed, other = await a_projector(bench), await a_projector(bench)
    await append_all(killed, history(bench))
    events = [building.pair_formed(bench, f"more_{number}") for number in range(60)]

    async def move_on(progress: Progress) -> None:
        appending = asyncio.create_task(append_all(killed, events))
        await eventually(lambda: asyncio.sleep(0, killed.written), what="a transaction")
        await killed.close()
        appending.cancel()
        await append_all(other, events)

    moved: list[asyncio.Task[None]] = []

    def tell(progress: Progress) -> None:
        if not moved:
            moved.append(asyncio.create_task(move_on(progress)))

    assert await rebuilt(bench, page=5, tell=tell) == 2
    await moved[0]
    live = await rows_of(bench, 2)
    assert len([key for key in live if "/more_" in key]) == 60
    assert await rebuilt(bench) == 3
    assert await rows_of(bench, 3) == live


async def test_the_command_is_killed_in_the_middle_and_repeated(bench: Bench) -> None:
    projector = await a_projector(bench)
    await append_all(projector, history(bench))
    before = await rows_of(bench, 1)
    environment = os.environ | {"BOTHWAYS_MONGO_URL": bench.mongo_url, "BOTHWAYS_DATABASE_PREFIX": bench.prefix}
    command = (sys.executable, "-m", "deploy.ops", "views", "rebuild")
    killed = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment)

    async def is_building() -> bool:
        return (await Sets(bench.database(GATEWAY)).standing()).next == 3

    await eventually(is_building, what="a set that is begun")
    killed.send_signal(signal.SIGKILL)
    await killed.wait()
    assert await rebuilt(bench) in (2, 3)
    standing = await Sets(bench.database(GATEWAY)).standing()
    assert await rows_of(bench, standing.live) == before

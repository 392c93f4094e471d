"""Matching killed (SIGKILL) while the pairs of somebody who is suspended come to rest: each does, once."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import Service
from libs.common.contracts.pairs import PairChanged
from services.matching.app import build
from services.matching.domain.directions import Direction
from services.matching.domain.pairs import Consent, Means, Member, Pair
from services.matching.domain.people import Person, Role
from services.matching.store import Store
from tests.component.matching.test_suspending import word
from tests.support.running import Bench, eventually, tombstones_of

MATCHING = Service.MATCHING
PAIRS, LATE = 150, 30
KILLED_WITH = 20
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.mark.timeout(180)
@pytest.mark.feature("platform.safeguarding")
async def test_killed_in_the_middle_every_pair_comes_to_rest_once(bench: Bench, tmp_path: Path) -> None:
    heard = await bench.listen(PairChanged)
    await keep(bench)
    child = Child(
        [sys.executable, "-m", "services.matching"],
        log=tmp_path / "matching.log",
        env=bench.environment_of(MATCHING) | {"BOTHWAYS_LOG_FORMAT": "json"},
        folder=ROOT,
    )
    database = bench.database(MATCHING)

    async def resting(count: int) -> bool:
        return await database["pairs"].count_documents({"standing": "paused"}) >= count

    async def all_told() -> bool:
        return len({event.subject for event in heard.of(PairChanged)}) == PAIRS

    try:
        child.start()
        await bench.publish(word(bench, "hub", 1, suspended=True), times=2)
        await eventually(lambda: resting(KILLED_WITH), within_s=45, what="some resting")
        child.kill()
        assert not await resting(PAIRS), "this kill was not in the middle"
        await know(bench, [f"mentor_{number}" for number in range(PAIRS - LATE, PAIRS)])
        # Of whoever died: the lease would run out by itself, after half a minute.
        await database["timers"].update_many({}, {"$set": {"lease_until": None}})
        child.start()
        await eventually(lambda: resting(PAIRS), within_s=45, what="all resting")
        await eventually(all_told, within_s=45, what="all told")
    finally:
        await asyncio.to_thread(child.stop)
    facts = {event.id: event.subject for event in heard.of(PairChanged)}
    assert len(facts) == PAIRS, "each is told as one change"
    assert await database["dead_letters"].count_documents({}) == 0


async def keep(bench: Bench) -> None:
    """One person in many pairs; a service that ran once has made the collections.

    Of some the others are not known before the kill: until then these do not rest, and it is in the middle.
    """
    async with bench.running(MATCHING, build):
        pass
    store = Store(bench.database(MATCHING), tombstones_of(bench.database(MATCHING)))
    pairs = [make_pair(number) for number in range(PAIRS)]
    await know(bench, ["hub", *(one.mentor_id for one in pairs[:-LATE])])
    await bench.database(MATCHING)["pairs"].insert_many([store.pairs.save(one).document for one in pairs])


async def know(bench: Bench, person_ids: list[str]) -> None:
    people = Store(bench.database(MATCHING), tombstones_of(bench.database(MATCHING))).people
    rows = [people.save(Person(org="acme", person_id=one)).document for one in person_ids]
    await bench.database(MATCHING)["people"].insert_many(rows)


def make_pair(number: int) -> Pair:
    mentor = f"mentor_{number}"
    return Pair(
        org="acme",
        pair_id=f"pair_{number}",
        members=(Member("hub", Role.MENTEE), Member(mentor, Role.MENTOR)),
        direction=Direction.FORWARD,
        topics=("Python",),
        consents=(Consent("hub", Means.ASKED, AT), Consent(mentor, Means.ACCEPTED, AT)),
        formed_at=AT,
    )

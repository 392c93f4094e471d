"""Matching killed (SIGKILL) while clocks are due: every word is said once, every place comes back once."""

import asyncio
import sys
from collections import Counter
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import Service
from libs.common.contracts.circles import CircleReminded
from libs.common.contracts.pairs import PairEnded, PairReminded
from libs.common.ids import new_id
from libs.common.mongo import Database, Row
from libs.common.unit import Timer
from services.matching.app import build
from services.matching.domain.circles import Circle, Invitation
from services.matching.domain.directions import Direction
from services.matching.domain.one_talk import ends_at
from services.matching.domain.pairs import Consent, Means, Pair
from services.matching.domain.people import Person
from services.matching.store import Store
from services.matching.use_cases.keeping import CIRCLE_CLOCK, TALK_CLOCK
from tests.component.matching.test_kill_pairs import make_pair
from tests.support.running import Bench, Listener, eventually, tombstones_of

MATCHING = Service.MATCHING
EACH = 150
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.mark.timeout(180)
@pytest.mark.feature("programme.circles", "programme.flash-and-peer")
async def test_killed_while_clocks_are_due_every_word_is_said_once_and_every_place_is_free(
    bench: Bench, tmp_path: Path
) -> None:
    await keep(bench)
    heard, database = await bench.listen(CircleReminded, PairReminded, PairEnded), bench.database(MATCHING)
    environment = bench.environment_of(MATCHING)
    child = Child([sys.executable, "-m", "services.matching"], log=tmp_path / "log", env=environment, folder=ROOT)
    child.start()
    try:
        await eventually(lambda: is_in_the_middle(database), within_s=60, what="some clocks")
        child.kill()
        assert await due(database) > 0, "this kill was not in the middle"
        await database["timers"].update_many({}, {"$set": {"lease_until": None}})
        child.start()
        await eventually(lambda: all_told(database, heard), within_s=90, what="every clock")
    finally:
        await asyncio.to_thread(child.stop)
    facts = {event.id: event for event in heard.events}.values()
    told = Counter((event.subject, event.data.event) for event in facts)
    expected = [(f"circle_{n}", "CircleReminded") for n in range(EACH)]
    expected += [(f"talk_{n}", "PairReminded") for n in range(EACH)] + [(f"over_{n}", "PairEnded") for n in range(EACH)]
    assert told == Counter(expected)
    taken = [row["person_id"] async for row in database["people"].find({"pairs": {"$ne": 0}})]
    assert sorted(taken) == sorted(f"mentor_talk_{n}" for n in range(EACH))


async def keep(bench: Bench) -> None:
    """Talks that are to end in five days, talks whose end has come, and circles that somebody has not answered."""
    async with bench.running(MATCHING, build):
        pass
    database, store = bench.database(MATCHING), Store(bench.database(MATCHING), tombstones_of(bench.database(MATCHING)))
    talks = [make_talk(f"talk_{n}", NOW - timedelta(days=25)) for n in range(EACH)]
    over = [told(make_talk(f"over_{n}", NOW - timedelta(days=31))) for n in range(EACH)]
    circles = [make_circle(f"circle_{n}") for n in range(EACH)]
    pairs = [*talks, *over]
    people = [Person(org="acme", person_id=one.mentor_id, pairs=1) for one in pairs]
    await database["people"].insert_many([store.people.save(one).document for one in people])
    await database["pairs"].insert_many([store.pairs.save(one).document for one in pairs])
    await database["circles"].insert_many([store.circles.save(one).document for one in circles])
    timers = [timer(TALK_CLOCK, one.pair_id) for one in pairs] + [timer(CIRCLE_CLOCK, one.circle_id) for one in circles]
    for row in timers[::3]:  # held elsewhere: this is killed with something left to do, however late
        row["lease_until"] = NOW + timedelta(days=1)
    await database["timers"].insert_many(timers)


def make_talk(pair_id: str, formed_at: datetime) -> Pair:
    return replace(make_pair(pair_id, Direction.FLASH), formed_at=formed_at)


def told(pair: Pair) -> Pair:
    return replace(pair, told_end=ends_at(pair))


def make_circle(circle_id: str) -> Circle:
    """One has said yes, and two have not for four days."""
    return Circle(
        org="acme",
        circle_id=circle_id,
        started_by="mia",
        topics=("Python",),
        consents=(Consent("mia", Means.ASKED, NOW),),
        invitations=tuple(Invitation(one, NOW - timedelta(days=4)) for one in ("ada", "bob")),
        proposed_at=NOW - timedelta(days=4),
        sequence=1,
    )


def timer(kind: str, subject: str) -> Row:
    """As a unit leaves it."""
    made = Timer("acme", kind, subject, NOW, "story")
    return {"_id": made.id, **asdict(made), "revision": new_id(), "lease_until": None, "tries": 0}


async def due(database: Database) -> int:
    return await database["timers"].count_documents({"due_at": {"$lte": NOW}})


async def is_in_the_middle(database: Database) -> bool:
    return await due(database) < 3 * EACH


async def all_told(database: Database, heard: Listener) -> bool:
    left = await due(database) + await database["outbox"].count_documents({})
    return not left and len({event.id for event in heard.events}) >= 3 * EACH

"""Matching killed (SIGKILL) while an organisation changes: every conflict is told, and none twice."""

import asyncio
import random
import sys
from pathlib import Path

import pytest

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import Service
from libs.common.contracts.conflicts import ConflictFound
from libs.common.mongo import Database
from tests.component.matching.organisation import AT, Organisation, flagged, keep
from tests.component.matching.speaking import moved, person
from tests.support.running import Bench, eventually

MATCHING = Service.MATCHING


@pytest.mark.timeout(180)
@pytest.mark.feature("ours.reorganisation")
async def test_killed_in_the_middle_of_a_reorganisation_everything_is_flagged_once(
    bench: Bench, tmp_path: Path
) -> None:
    # Few move, each with hundreds below: what is found for one of them fills several units.
    organisation = Organisation(random.Random(20261129), level=1, movers=3)  # noqa: S311 - the same in every run
    organisation.grow()
    await keep(bench, organisation)
    before = organisation.conflicts(organisation.managers)
    after = organisation.conflicts(organisation.managers | organisation.moves)
    expected = {key: who for key, who in after.items() if before.get(key) != who}
    heard, database = await bench.listen(ConflictFound), bench.database(MATCHING)
    environment = bench.environment_of(MATCHING) | {"BOTHWAYS_PREFETCH": "1", "BOTHWAYS_RETRY_DELAYS": str([0.3] * 100)}
    child = Child([sys.executable, "-m", "services.matching"], log=tmp_path / "log", env=environment, folder=ROOT)
    *early, last = (bench.event(moved(person(one), boss), one, sequence=2) for one, boss in organisation.moves.items())
    child.start()
    try:
        for event in early:
            await bench.publish(event, times=2)
        await eventually(lambda: is_in_the_middle(database, len(expected)), within_s=60, what="some conflicts found")
        child.kill()
        assert await found(database) < len(expected), "this kill was not in the middle"
        child.start()
        await bench.publish(last, times=2)
        await eventually(
            lambda: nothing_left(database, len(organisation.moves)), within_s=90, what="nothing left to look at"
        )
        assert await flagged(heard, len(expected)) == expected
    finally:
        await asyncio.to_thread(child.stop)
    assert {row["conflict_key"]: row["above_id"] async for row in database["conflicts"].find({})} == after


async def found(database: Database) -> int:
    """Conflicts that were not there when the organisation began to change."""
    return await database["conflicts"].count_documents({"found_at": {"$gt": AT}})


async def is_in_the_middle(database: Database, expected: int) -> bool:
    return await found(database) >= expected // 10


async def nothing_left(database: Database, moves: int) -> bool:
    heard = await database["inbox"].count_documents({})
    return heard == moves and not any([await database[name].count_documents({}) for name in ("timers", "outbox")])

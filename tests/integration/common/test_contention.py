"""Many who change one thing at once: each gets its turn, and nobody is given up for having lost a race."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import Member, PairFormed, PairRole
from libs.common.contracts.requests import Direction
from tests.integration.common.diary import Built
from tests.support.running import Bench

JOURNAL = Service.JOURNAL
AT_ONCE = 60


@pytest.mark.parametrize("replicas", [1, 2])
async def test_many_events_about_one_thing_all_take_effect(bench: Bench, replicas: int) -> None:
    """With far fewer attempts to spend than events: who only waits for others uses up none."""
    heard = await bench.listen(EntryWritten)
    async with AsyncExitStack() as running:
        houses = [await running.enter_async_context(bench.running(JOURNAL, Built())) for _ in range(replicas)]
        await asyncio.gather(*(bench.publish(event) for event in _of_one_pair(bench)))
        facts = await heard.expect(EntryWritten, AT_ONCE)
        assert await houses[0].dead_letters.list_() == []
    assert sorted(fact.sequence or 0 for fact in facts) == list(range(1, AT_ONCE + 1))


def _of_one_pair(bench: Bench) -> list[AnyEvent]:
    members = (Member(person_id="ada", role=PairRole.MENTOR), Member(person_id="bob", role=PairRole.MENTEE))
    data = PairFormed(pair_id="pair_1", members=members, direction=Direction.FORWARD, topics=("Python",))
    return [bench.event(data, "pair_1", sequence=1) for _ in range(AT_ONCE)]

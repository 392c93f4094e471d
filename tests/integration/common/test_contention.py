"""Many who change one thing at once: each gets its turn, and nobody is given up for having lost a race."""

import asyncio

from libs.common import metrics
from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.pairs import EntryWritten, Member, PairFormed, PairRole
from libs.common.contracts.requests import Direction
from tests.integration.common.diary import Built
from tests.support.running import Bench

JOURNAL = Service.JOURNAL
AT_ONCE = 60


async def test_many_events_about_one_thing_all_take_effect_without_a_retry(bench: Bench) -> None:
    heard = await bench.listen(EntryWritten)
    contended = _put_back()
    async with bench.running(JOURNAL, Built()) as house:
        await asyncio.gather(*(bench.publish(event) for event in _of_one_pair(bench)))
        facts = await heard.expect(EntryWritten, AT_ONCE)
        assert await house.dead_letters.list_() == []
    assert sorted(fact.sequence or 0 for fact in facts) == list(range(1, AT_ONCE + 1))
    assert _put_back() == contended


async def test_the_same_with_two_replicas(bench: Bench) -> None:
    heard = await bench.listen(EntryWritten)
    async with bench.running(JOURNAL, Built()) as house, bench.running(JOURNAL, Built()):
        await asyncio.gather(*(bench.publish(event) for event in _of_one_pair(bench)))
        facts = await heard.expect(EntryWritten, AT_ONCE)
        assert await house.dead_letters.list_() == []
    assert sorted(fact.sequence or 0 for fact in facts) == list(range(1, AT_ONCE + 1))


def _of_one_pair(bench: Bench) -> list[AnyEvent]:
    members = (Member(person_id="ada", role=PairRole.MENTOR), Member(person_id="bob", role=PairRole.MENTEE))
    data = PairFormed(pair_id="pair_1", members=members, direction=Direction.FORWARD, topics=("Python",))
    return [bench.event(data, "pair_1", sequence=1) for _ in range(AT_ONCE)]


def _put_back() -> float:
    samples = [sample for metric in metrics.FAILED.collect() for sample in metric.samples]
    return sum(sample.value for sample in samples if sample.labels.get("code") == "contended")

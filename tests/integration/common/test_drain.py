"""A service that is to end finishes what it has begun, in its time; the rest is done by others. On a real broker."""

import asyncio
from datetime import timedelta

from libs.common.contracts import Event, Service
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import PairFormed
from libs.common.settings import CommonSettings
from tests.integration.common.diary import Built
from tests.integration.common.test_delivery import pair_formed, times_written
from tests.support.running import Bench, eventually

JOURNAL = Service.JOURNAL


async def test_what_is_being_handled_is_finished_before_the_end(bench: Bench) -> None:
    built, begun, may_end = Built(), asyncio.Event(), asyncio.Event()

    async def slow(event: Event[PairFormed]) -> None:
        begun.set()
        await may_end.wait()

    heard = await bench.listen(EntryWritten)
    async with bench.running(JOURNAL, built):
        assert built.diary
        built.diary.before = slow
        await bench.publish(pair_formed(bench, "pair_1"))
        await begun.wait()
        asyncio.get_running_loop().call_later(0.3, may_end.set)
    assert await times_written(bench, "pair_1") == 1
    assert len(await heard.expect(EntryWritten)) == 1, "its facts were handed over before the end"


async def test_a_handler_that_takes_too_long_is_left_to_others(bench: Bench) -> None:
    built, begun = Built(), asyncio.Event()

    async def endless(event: Event[PairFormed]) -> None:
        begun.set()
        await asyncio.Event().wait()

    values = bench.settings_values(JOURNAL) | {"drain_timeout": timedelta(seconds=0.5)}
    async with bench.running(JOURNAL, built, CommonSettings(**values)):
        assert built.diary
        built.diary.before = endless
        await bench.publish(pair_formed(bench, "pair_1"))
        await begun.wait()
        stopping = asyncio.get_running_loop().time()
    usual = CommonSettings.model_fields["drain_timeout"].default.total_seconds()
    assert asyncio.get_running_loop().time() - stopping < usual
    assert await times_written(bench, "pair_1") == 0
    async with bench.running(JOURNAL, Built()):
        await eventually(lambda: times_written(bench, "pair_1"), what="another process doing it")


async def test_twenty_restarts_under_load_lose_and_double_nothing(bench: Bench) -> None:
    pairs = 400
    heard = await bench.listen(EntryWritten)
    await asyncio.gather(*(bench.publish(pair_formed(bench, f"pair_{n}")) for n in range(pairs)))
    for _ in range(20):
        async with bench.running(JOURNAL, Built()):
            if len(heard.events) >= pairs:
                break

    async def all_told() -> bool:
        return len({event.id for event in heard.events}) == pairs

    async with bench.running(JOURNAL, Built()):
        await eventually(all_told, within_s=60, what=f"{pairs} different facts")
    assert {await times_written(bench, f"pair_{n}") for n in range(pairs)} == {1}
    assert len(heard.events) == pairs, "an orderly end leaves nothing that is published twice"

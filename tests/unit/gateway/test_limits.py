"""The gate: so many at work, so many waiting, and a no to the rest."""

import asyncio

import pytest

from services.gateway.limits import Full, Gate


async def test_so_many_work_so_many_wait_and_the_rest_is_turned_away() -> None:
    gate, may_end = Gate(2, 3), asyncio.Event()
    at_work = most = 0

    async def work() -> None:
        nonlocal at_work, most
        async with gate.place():
            at_work += 1
            most = max(most, at_work)
            await may_end.wait()
            at_work -= 1

    working = [asyncio.create_task(work()) for _ in range(7)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert at_work == 2
    assert not gate.is_idle
    may_end.set()
    ends = await asyncio.gather(*working, return_exceptions=True)
    assert [type(end) for end in ends] == [type(None)] * 5 + [Full] * 2
    assert most == 2
    assert gate.is_idle


async def test_whoever_gives_up_waiting_leaves_the_place_to_others() -> None:
    gate = Gate(1, 1)
    async with gate.place():
        waiting = asyncio.create_task(gate.place().__aenter__())
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await gate.place().__aenter__()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with gate.place():
        assert not gate.is_idle
    assert gate.is_idle

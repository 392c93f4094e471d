"""So many at work, so many waiting, and a no to the rest."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from services.gateway.limits import Backlog, Full, Gate, Places


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


A_WHILE = timedelta(minutes=1)


async def test_others_wait_in_turn_until_a_place_is_given_back() -> None:
    places = Places(1, A_WHILE)
    first = await places.take()
    others = [asyncio.create_task(places.take()) for _ in range(2)]
    await asyncio.sleep(0)
    assert (places.here, [other.done() for other in others]) == (3, [False, False])
    first.leave()
    await asyncio.sleep(0)
    assert [other.done() for other in others] == [True, False]
    (await others[0]).leave()
    (await others[1]).leave()
    assert places.here == 0


async def test_who_comes_while_somebody_waits_for_too_long_is_turned_away() -> None:
    places = Places(1, timedelta(seconds=0.02))
    first = await places.take()
    second = asyncio.create_task(places.take())
    third = asyncio.create_task(places.take())
    await asyncio.sleep(0)  # both wait from now on
    await asyncio.sleep(0.03)
    with pytest.raises(Full):
        await places.take()
    assert not second.done(), "who waits already goes on to wait"
    first.leave()
    (await second).leave()
    (await third).leave()
    (await places.take()).leave()


async def test_who_gives_up_waiting_holds_up_nobody() -> None:
    places = Places(1, A_WHILE)
    first = await places.take()
    second = asyncio.create_task(places.take())
    third = asyncio.create_task(places.take())
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    first.leave()
    (await third).leave()
    first = await places.take()
    fourth = asyncio.create_task(places.take())
    await asyncio.sleep(0)
    first.leave()
    fourth.cancel()  # just as its turn comes
    await asyncio.gather(fourth, return_exceptions=True)
    assert places.here == 0


async def test_a_place_that_is_lent_is_for_others_until_it_is_taken_back() -> None:
    places = Places(1, A_WHILE)
    place = await places.take()
    waiting = asyncio.create_task(places.take())
    with place.lent():
        other = await waiting
    assert places.here == 2, "taken back though there is no room"
    third = asyncio.create_task(places.take())
    await asyncio.sleep(0)
    other.leave()
    await asyncio.sleep(0)
    assert not third.done()
    place.leave()
    (await third).leave()
    assert places.here == 0


async def test_a_place_that_is_left_while_it_is_lent_is_not_taken_back() -> None:
    """An answer begins while its connection is watched for its end."""
    places = Places(1, A_WHILE)
    place = await places.take()
    with place.lent():
        place.leave()
        assert places.here == 0
        with place.lent():
            assert places.here == 0
    place.leave()
    assert places.here == 0


@dataclass
class Waiting:
    """What is known of an outbox."""

    waiting: int
    oldest_s: float


@pytest.mark.parametrize(
    ("waiting", "oldest_s", "is_long"), [(10, 61, True), (10, 59, False), (9, 3600, False), (0, 0, False)]
)
def test_a_backlog_is_many_and_old(waiting: int, oldest_s: float, is_long: bool) -> None:
    backlog = Backlog(Waiting(waiting, oldest_s), most=10, oldest=timedelta(minutes=1))
    assert backlog.is_long is is_long

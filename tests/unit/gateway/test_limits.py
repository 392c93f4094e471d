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


def test_a_place_that_is_lent_is_for_others_until_it_is_taken_back() -> None:
    places = Places(1)
    place = places.take()
    assert places.is_full
    with place.lent():
        assert not places.is_full
        other = places.take()
        assert places.is_full
    assert places.taken == 2, "taken back though there is no room"
    other.leave()
    assert places.is_full
    place.leave()
    assert not places.is_full


def test_a_place_that_is_left_while_it_is_lent_is_not_taken_back() -> None:
    """An answer begins while its connection is watched for its end."""
    places = Places(1)
    place = places.take()
    with place.lent():
        place.leave()
        assert places.taken == 0
        with place.lent():
            assert places.taken == 0
    assert places.taken == 0


def test_a_place_is_left_once_and_not_lent_afterwards() -> None:
    places = Places(1)
    place = places.take()
    place.leave()
    place.leave()
    assert places.taken == 0
    with place.lent():
        assert places.taken == 0


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

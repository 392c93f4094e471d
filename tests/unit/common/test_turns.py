"""Turns: one at a time for one thing, in the order of coming, and nobody waits for ever."""

import asyncio
from itertools import permutations

import pytest

from libs.common.errors import NotYet
from libs.common.turns import Turns


async def test_for_one_thing_they_go_one_after_the_other_in_the_order_of_coming() -> None:
    turns, inside, order = Turns(), 0, []

    async def go(name: int) -> None:
        nonlocal inside
        async with turns.of({"pair_1", f"session_{name}"}):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0)
            order.append(name)
            inside -= 1

    await asyncio.gather(*(go(name) for name in range(20)))
    assert order == list(range(20))


async def test_who_had_to_wait_is_told_that_things_may_have_changed() -> None:
    turns, told = Turns(), []

    async def go(*keys: str) -> None:
        async with turns.of(keys) as has_to_wait:
            told.append(has_to_wait)
            await asyncio.sleep(0)

    await asyncio.gather(go("a"), go("a", "b"), go("c"), go("b"))
    assert sorted(told) == [False, False, False, True]
    await go("a")
    assert told[-1] is False


async def test_different_things_do_not_wait_for_each_other() -> None:
    turns, met = Turns(), asyncio.Barrier(2)

    async def go(key: str) -> None:
        async with turns.of([key]), asyncio.timeout(30):
            await met.wait()

    await asyncio.gather(go("pair_1"), go("pair_2"))


async def test_whoever_names_the_same_things_in_another_order_still_comes_through() -> None:
    turns = Turns(longest_wait_s=30)

    async def go(*keys: str) -> None:
        async with turns.of(keys):
            await asyncio.sleep(0)

    await asyncio.gather(*(go(*keys) for keys in permutations("abcd")))


async def test_who_waits_too_long_is_told_to_come_back_and_blocks_nobody() -> None:
    turns = Turns(longest_wait_s=0.01)
    async with turns.of(["b"]):
        with pytest.raises(NotYet, match="contended"):
            async with turns.of(["a", "b"]):
                pass
        async with turns.of(["a"]):
            pass

"""Work in the background: it starts again after a failure, and ends whatever swallows its cancellation."""

import asyncio
from contextlib import suppress

import pytest

from libs.common.background import end, forever


async def test_work_that_fails_starts_again(caplog: pytest.LogCaptureFixture) -> None:
    starts: list[int] = []
    again = asyncio.Event()

    async def work() -> None:
        starts.append(len(starts))
        if len(starts) == 1:
            raise KeyError("unforeseen")
        again.set()

    await asyncio.gather(forever(work), again.wait())
    assert starts == [0, 1]


async def test_work_that_swallows_a_cancellation_ends_all_the_same() -> None:
    swallowed: list[bool] = []
    begun = asyncio.Event()

    async def work() -> None:
        while True:
            begun.set()
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            swallowed.append(True)
            await asyncio.Event().wait()

    task = asyncio.create_task(forever(work))
    await begun.wait()
    async with asyncio.timeout(30):
        await end([task])
    assert task.cancelled()
    assert swallowed == [True]


async def test_with_nothing_to_end_it_is_over_at_once() -> None:
    await end([])

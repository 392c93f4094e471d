"""Work in the background of a process: it never dies silently, and it ends when it is told to."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from typing import Any

import structlog

RESTART_S = 1.0
CANCEL_AGAIN_S = 0.2

Work = Callable[[], Coroutine[Any, Any, None]]
log = structlog.get_logger(__name__)


async def forever(work: Work) -> None:
    """Work that failed in a way it did not foresee starts again."""
    while True:
        try:
            await work()
            return
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            log.warning("background_work_interrupted", work=work.__qualname__)
        except Exception:
            log.exception("background_work_failed", work=work.__qualname__)
        await asyncio.sleep(RESTART_S)


async def end(tasks: Collection[asyncio.Task[None]]) -> None:
    """Cancel these, again until each has ended.

    Once is not enough: `asyncio.wait_for`, with which the database's driver writes, swallows a cancellation that comes
    at the same time as what it waits for, up to Python 3.11. Work that goes round for ever would then do so.
    """
    going = set(tasks)
    while going:
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=CANCEL_AGAIN_S)

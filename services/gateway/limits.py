"""So much work at once, so much waiting for it, and a quick no to the rest: a full house answers, it does not stall."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Full(Exception):
    """Too much is waiting already; `retry_after_s` says when to come back."""

    retry_after_s = 1.0


class Gate:
    """Lets `at_once` through at a time, in the order they came; `waiting` more may queue."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self._here = 0

    @property
    def is_idle(self) -> bool:
        """Nobody is inside or waits."""
        return self._here == 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place to work, as soon as there is one; Full where too many wait for it."""
        if self._here >= self._most:
            raise Full
        self._here += 1
        try:
            async with self._places:
                yield
        finally:
            self._here -= 1

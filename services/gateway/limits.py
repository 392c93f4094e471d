"""So much work at once, so much waiting for it, and a quick no to the rest: a full house answers, it does not stall."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import timedelta
from typing import Protocol


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


class Places:
    """So many requests at once and no queue: in one event loop those that are being served are the queue.

    A place is held until the answer begins, and lent meanwhile where somebody else is waited for: whoever sends, a
    service, an outcome. So what is counted is work of this process and of its database.
    """

    def __init__(self, most: int) -> None:
        self._most, self.taken = most, 0

    @property
    def is_full(self) -> bool:
        """One more would make everybody wait."""
        return self.taken >= self._most

    def take(self) -> "Place":
        """One of them."""
        return Place(self)


class Place:
    """A request's own."""

    def __init__(self, places: Places) -> None:
        self._places, self._is_left, self._waits = places, False, 0
        places.taken += 1

    def leave(self) -> None:
        """For good. Leaving twice is leaving."""
        if not self._is_left:
            self._is_left = True
            self._places.taken -= not self._waits

    @contextmanager
    def lent(self) -> Iterator[None]:
        """For others as long as one waits; then it is taken back whether there is room or not."""
        self._waits += 1
        if self._waits == 1 and not self._is_left:
            self._places.taken -= 1
        try:
            yield
        finally:
            self._waits -= 1
            if not self._waits and not self._is_left:
                self._places.taken += 1


OWN: ContextVar[Place | None] = ContextVar("place", default=None)
"""The place of the request that is being served."""


@contextmanager
def elsewhere() -> Iterator[None]:
    """Somebody else is waited for: the place is lent, where there is one."""
    place = OWN.get()
    with place.lent() if place else nullcontext():
        yield


class Outbox(Protocol):
    """What is known of one."""

    waiting: int
    oldest_s: float


class Backlog:
    """Events pile up behind a broker that is away: what would add to them is put off."""

    def __init__(self, outbox: Outbox, most: int, oldest: timedelta) -> None:
        self._outbox, self._most, self._oldest_s = outbox, most, oldest.total_seconds()

    @property
    def is_long(self) -> bool:
        """Many wait, and for long. One alone that cannot be published stops nobody."""
        return self._outbox.waiting >= self._most and self._outbox.oldest_s > self._oldest_s

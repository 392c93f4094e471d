"""So much work at once, so much waiting for it, and a quick no to the rest: a full house answers, it does not stall."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

from libs.common.outbox import Relay


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

    @contextmanager
    def lent(self) -> Iterator[None]:
        """A place that one holds is for others as long as one waits; it is taken back whether there is room or not."""
        self.taken -= 1
        try:
            yield
        finally:
            self.taken += 1


class Place:
    """A request's own, until it is left; leaving twice is leaving."""

    def __init__(self, places: Places) -> None:
        self._places, self._is_held = places, True
        places.taken += 1

    def leave(self) -> None:
        """For the next."""
        self._places.taken -= self._is_held
        self._is_held = False

    @contextmanager
    def lent(self) -> Iterator[None]:
        """As `Places.lent`, where it is still held."""
        if self._is_held:
            with self._places.lent():
                yield
        else:
            yield


class Backlog:
    """Events pile up behind a broker that is away: what would add to them is put off."""

    def __init__(self, relay: Relay, most: int, oldest: timedelta) -> None:
        self._relay, self._most, self._oldest_s = relay, most, oldest.total_seconds()

    @property
    def is_long(self) -> bool:
        """Many wait, and for long. One alone that cannot be published stops nobody."""
        return self._relay.waiting >= self._most and self._relay.oldest_s > self._oldest_s

"""So much work at once, so much waiting for it, and a quick no to the rest: a full house answers, it does not stall."""

import asyncio
from collections import deque
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
    """So many requests at once, and the others wait in turn, as long as the one who waits longest waits briefly.

    A queue of a length would be too long where each takes long and too short where many come for something quick; one
    of an age is neither. A place is held until the answer begins, and lent meanwhile where somebody else is waited for:
    whoever sends, a service, an outcome. So what counts is work of this process and of its database.
    """

    def __init__(self, at_once: int, patience: timedelta) -> None:
        self._at_once, self._patience_s = at_once, patience.total_seconds()
        self._waiting: deque[tuple[float, asyncio.Future[None]]] = deque()
        self._taken = 0

    @property
    def here(self) -> int:
        """How many are served or wait."""
        return self._taken + len(self._waiting)

    async def take(self) -> "Place":
        """One of them, in turn; Full where somebody waits for too long already."""
        loop = asyncio.get_running_loop()
        while self._waiting and self._waiting[0][1].done():
            self._waiting.popleft()  # gave up
        if self._waiting and loop.time() - self._waiting[0][0] > self._patience_s:
            raise Full
        if self._waiting or self._taken >= self._at_once:
            turn = loop.create_future()
            self._waiting.append((loop.time(), turn))
            await self._turn(turn)
        else:
            self._taken += 1
        return Place(self)

    def give_back(self) -> None:
        """For who is next."""
        self._taken -= 1
        while self._waiting and self._taken < self._at_once:
            _, turn = self._waiting.popleft()
            if not turn.done():
                self._taken += 1
                turn.set_result(None)

    def take_back(self) -> None:
        """What was lent, whether there is room or not."""
        self._taken += 1

    async def _turn(self, turn: asyncio.Future[None]) -> None:
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back()
            raise


class Place:
    """A request's own."""

    def __init__(self, places: Places) -> None:
        self._places, self._is_left, self._waits = places, False, 0

    def leave(self) -> None:
        """For good. Leaving twice is leaving."""
        if not self._is_left:
            self._is_left = True
            if not self._waits:
                self._places.give_back()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """For others as long as one waits."""
        self._waits += 1
        if self._waits == 1 and not self._is_left:
            self._places.give_back()
        try:
            yield
        finally:
            self._waits -= 1
            if not self._waits and not self._is_left:
                self._places.take_back()


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

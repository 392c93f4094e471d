"""What others are asked for is kept for a while, and asked for once at a time."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

K = TypeVar("K")

AGAIN_AFTER_S = 60.0
"""What is asked for again out of its time is so once in this: whoever makes things up does not cause requests."""

AWAY_FOR_S = 15.0
"""Whoever did not answer is asked again after this; what was known counts meanwhile."""

KEPT_WITHOUT_S = 24 * 3600.0
"""So long what is known of somebody who is away goes on to count."""


class Away(Exception):
    """Whoever is asked does not answer, or not as expected."""


class Kept(Generic[K]):
    """What `fetch` finds for a key. Whoever needs it while it is being fetched waits for the same."""

    def __init__(self, kept_s: float, fetch: Callable[[str], Awaitable[K]]) -> None:
        self._kept_s, self._fetch = kept_s, fetch
        self._known: dict[str, tuple[float, K]] = {}
        self._asked_again: dict[str, float] = {}
        self._away_since: dict[str, float] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def get(self, key: str) -> K:
        """From before, or fetched. Away."""
        return self._young(key, self._kept_s) or await self._in_turn(key)

    async def again(self, key: str) -> K:
        """Fetched, unless it was so a short time ago. Away."""
        now = time.monotonic()
        if now - self._asked_again.get(key, -AGAIN_AFTER_S) < AGAIN_AFTER_S:
            return await self.get(key)
        self._asked_again[key] = now
        async with self._turns[key]:
            return await self._fetched(key)

    async def _in_turn(self, key: str) -> K:
        async with self._turns[key]:
            return self._young(key, self._kept_s) or await self._fetched(key)

    async def _fetched(self, key: str) -> K:
        stale = self._young(key, KEPT_WITHOUT_S)
        if stale is not None and time.monotonic() - self._away_since.get(key, -AWAY_FOR_S) < AWAY_FOR_S:
            return stale
        try:
            found = await self._fetch(key)
        except Away:
            self._away_since[key] = time.monotonic()
            if stale is None:
                raise
            return stale
        self._known[key] = time.monotonic(), found
        return found

    def _young(self, key: str, age_s: float) -> K | None:
        at, found = self._known.get(key, (0.0, None))
        return found if found is not None and time.monotonic() - at < age_s else None

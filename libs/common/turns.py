"""Units of one process that touch the same document go one after the other: racing, only one a round would win."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from libs.common.errors import NotYet

LONGEST_WAIT_S = 5.0
"""Longer than any queue of this process takes while its database answers."""


class Turns:
    """The turns of one process. Other replicas are kept apart by the guards of the writes alone."""

    def __init__(self, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        self._longest_wait_s = longest_wait_s
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, keys: Iterable[str]) -> AsyncIterator[bool]:
        """Alone with all of `keys`, first come first served; NotYet where that takes too long.

        True where somebody else had to finish first: what was read before may be outdated.
        """
        # In one order for everybody, so that no two wait for each other.
        locks = [self._locks.setdefault(key, asyncio.Lock()) for key in sorted(set(keys))]
        has_to_wait = any(lock.locked() for lock in locks)
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(self._longest_wait_s):
                    for lock in locks:
                        await held.enter_async_context(lock)
            except TimeoutError:
                raise NotYet("contended", "", 0) from None
            yield has_to_wait

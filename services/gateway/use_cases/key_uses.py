"""When keys were used last: written beside the platforms, behind the requests, at most once a minute for each."""

import asyncio
from datetime import datetime, timedelta

from services.gateway.store import KeyUse, Uses

EVERY = timedelta(minutes=1)


class KeyUses:
    """No request waits for it, and no change of a platform meets it."""

    def __init__(self, uses: Uses) -> None:
        self._uses = uses
        self._noted: dict[str, datetime] = {}
        self._waiting: asyncio.Queue[KeyUse] = asyncio.Queue()

    def note(self, use: KeyUse) -> None:
        """Somebody showed a key."""
        before = self._noted.get(use.key_id)
        if before is None or use.at - before >= EVERY:
            self._noted[use.key_id] = use.at
            self._waiting.put_nowait(use)

    async def write(self) -> None:
        """Until cancelled."""
        while True:
            await self._uses.note(await self._waiting.get(), EVERY)

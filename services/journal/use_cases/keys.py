"""Data keys: wrapped anew when another master key comes first, and a start that knows what cannot be opened."""

import asyncio

import structlog

from libs.common.crypto import Keyring
from libs.common.errors import CannotStart
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.keys import DataKey
from services.journal.sealing import Sealing
from services.journal.store import Store

AT_ONCE = 100

log = structlog.get_logger(__name__)


class Keys:
    """Use cases about data keys."""

    def __init__(self, store: Store, units: Units, handling: Handling, keyring: Keyring, sealing: Sealing) -> None:
        self.store, self.units, self.handling = store, units, handling
        self.keyring, self.sealing = keyring, sealing

    async def require_masters(self) -> None:
        """Every master key that is in use is here, or journal does not start: it would show nothing, or refuse all."""
        missing = await self.store.masters_in_use() - self.keyring.ids
        if missing:
            raise CannotStart(
                f"BOTHWAYS_MASTER_KEYS lacks the master key {', '.join(sorted(missing))}, under which words in this "
                "database are sealed. Add it, after the others, from where you keep your keys (`python -m deploy.ops "
                "keys status` shows which are in use). Without it nobody can ever read those words again."
            )

    async def rewrap(self) -> None:
        """Put every data key under the first master key, once in the life of a process.

        Not again and again: while replicas are told of another first key one by one, two that go by different ones
        would take the keys from each other for ever. The replica that is told last finds what the others left.
        """
        others = self.keyring.ids - {self.keyring.primary_id}
        while keys := await self.store.keys_under(others, AT_ONCE):
            await asyncio.gather(*(self._rewrap(key) for key in keys))
            log.info("keys_rewrapped", count=len(keys), master_id=self.keyring.primary_id)

    async def _rewrap(self, key: DataKey) -> None:
        async def decide() -> Unit:
            unit = self.units.start(key.org)
            current = await self.store.keys.find(key.org, key.key_id)
            if current and current.wrapped is not None and current.master_id != self.keyring.primary_id:
                unit.write(self.store.keys.save(self.sealing.rewrapped(current)))
            return unit

        await self.handling.settle(decide)

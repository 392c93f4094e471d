"""What is taken once: the same id with the same content is a repeat, with other content it is a mistake."""

import hashlib

from libs.common.mongo import Save
from libs.common.unit import Unit
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import Stores, Taken


def digest_of(content: bytes) -> str:
    """What tells one content from another."""
    return hashlib.sha256(content).hexdigest()


class Once:
    """Looks up and marks what was taken."""

    def __init__(self, stores: Stores) -> None:
        self._taken = stores.taken

    async def is_taken(self, org: str, key: str) -> bool:
        """Something was taken under this id before."""
        return await self._taken.find(org, key) is not None

    async def is_repeat(self, org: str, key: str, digest: str) -> bool:
        """It was taken before; NotTaken(id-reused) where something else was."""
        taken = await self._taken.find(org, key)
        if taken is None:
            return False
        if taken.digest != digest:
            raise NotTaken("id-reused", key)
        return True

    def mark(self, unit: Unit, key: str, digest: str) -> Save:
        """The write by which of two units with the same key only one can be committed."""
        return self._taken.save(Taken(unit.org, key, digest, unit.now))

"""What people wrote, sealed before it is kept and opened for who may read it: envelope encryption.

Each text is sealed by a data key, each data key is wrapped by a master key, which no database holds. A text is bound to
the organisation, the data key and its place (`context`): moved anywhere else, it does not open.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace

import structlog

from libs.common.asks import NotFound
from libs.common.crypto import Box, Keyring, UnknownMaster, Wrapped
from libs.common.errors import Unavailable
from libs.common.mongo import Documents, Save
from libs.common.unit import Unit
from services.journal.domain.keys import DataKey, KeyName, SealedText

KEY_BYTES = 32

log = structlog.get_logger(__name__)


class Sealing:
    """Seals and opens texts. `keys` is the store's collection of data keys."""

    def __init__(self, keys: Documents[DataKey], keyring: Keyring) -> None:
        self._keys, self._keyring = keys, keyring

    async def seal(self, unit: Unit, name: KeyName, text: str, context: str) -> SealedText:
        """The text under its data key, which comes to be with the unit where there is none yet.

        `context` is the place of the text: the id of its document, and the field. NotFound where the key was
        destroyed: its owner was erased.
        """
        key = self._made_in(unit, name) or await self._keys.find(unit.org, name.key_id) or self._make(unit, name)
        if key.wrapped is None:
            raise NotFound
        return SealedText(name.key_id, self._box(key).seal(text.encode(), _place(unit.org, name.key_id, context)))

    async def open(self, org: str, sealed: Mapping[str, SealedText]) -> dict[str, str]:
        """The texts by their contexts, without those whose key was destroyed. Unsealable where one was changed."""
        keys = await self._keys.find_all(org, {one.key_id for one in sealed.values()})
        boxes = {key_id: self._box(key) for key_id, key in keys.items() if key.wrapped is not None}
        return {
            context: boxes[one.key_id].open(one.content, _place(org, one.key_id, context)).decode()
            for context, one in sealed.items()
            if one.key_id in boxes
        }

    def rewrapped(self, key: DataKey) -> DataKey:
        """The same data key under the first master key."""
        return _wrapped(key, self._keyring, self._unwrapped(key))

    def _box(self, key: DataKey) -> Box:
        return Box(self._unwrapped(key))

    def _unwrapped(self, key: DataKey) -> bytes:
        try:
            return self._keyring.unwrap(Wrapped(key.master_id or "", key.wrapped or b""), _of_key(key))
        except UnknownMaster:
            log.error("master_key_missing", master_id=key.master_id)
            raise Unavailable("master-key-missing", key.master_id or "") from None

    def _made_in(self, unit: Unit, name: KeyName) -> DataKey | None:
        """A key that came to be in this very unit."""
        place = (self._keys.name, f"{unit.org}/{name.key_id}")
        saved = (write for write in unit.writes if isinstance(write, Save) and (write.collection, write.id) == place)
        return next((self._keys.of(write.document) for write in saved), None)

    def _make(self, unit: Unit, name: KeyName) -> DataKey:
        empty = DataKey(
            org=unit.org,
            key_id=name.key_id,
            owner_id=name.owner_id,
            made_at=unit.now,
            master_id=None,
            wrapped=None,
        )
        key = _wrapped(empty, self._keyring, secrets.token_bytes(KEY_BYTES))
        unit.write(self._keys.save(key))
        return key


def _wrapped(key: DataKey, keyring: Keyring, content: bytes) -> DataKey:
    wrapped = keyring.wrap(content, _of_key(key))
    return replace(key, master_id=wrapped.master_id, wrapped=wrapped.content)


def _of_key(key: DataKey) -> str:
    return f"data key {key.org}/{key.key_id}"


def _place(org: str, key_id: str, context: str) -> str:
    return f"{org}/{key_id}/{context}"

"""Authenticated encryption for what only the house may read."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class Unsealable(Exception):
    """Not sealed with this key for this context, or changed on the way."""


class Box:
    """AES-256-GCM under one key; the context says what a sealed text is for and is authenticated with it."""

    def __init__(self, key: bytes) -> None:
        self._key, self._cipher = key, AESGCM(key)

    @cached_property
    def _marking_key(self) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=b"marks").derive(self._key)

    def seal(self, text: bytes, context: str) -> bytes:
        """Encrypted and authenticated."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """The text; Unsealable where the key, the context or a byte differs."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
        except (InvalidTag, ValueError):
            raise Unsealable from None

    def mark(self, text: str, context: str) -> str:
        """The same text is known again by its mark, and is not found from it by guessing without the key."""
        return hmac.digest(self._marking_key, f"{context}\x1f{text}".encode(), "sha256").hex()


class UnknownMaster(Exception):
    """A data key is wrapped by a master key that is not in the ring."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key that only a master key opens; `master_id` says which."""

    master_id: str
    content: bytes


class Keyring:
    """Master keys. The first one wraps, all of them unwrap: so one can be put in another's place while data stays."""

    def __init__(self, masters: Sequence[bytes]) -> None:
        self._boxes = {master_id(key): Box(key) for key in masters}
        self.primary_id = master_id(masters[0])

    @property
    def ids(self) -> frozenset[str]:
        """Of all master keys."""
        return frozenset(self._boxes)

    def wrap(self, key: bytes, context: str) -> Wrapped:
        """A data key as it may be kept."""
        return Wrapped(self.primary_id, self._boxes[self.primary_id].seal(key, context))

    def unwrap(self, wrapped: Wrapped, context: str) -> bytes:
        """The data key; UnknownMaster, or Unsealable where the context or a byte differs."""
        box = self._boxes.get(wrapped.master_id)
        if box is None:
            raise UnknownMaster(wrapped.master_id)
        return box.open(wrapped.content, context)


def master_id(key: bytes) -> str:
    """What a master key is called: the same for the same key, and nothing of it can be told from it."""
    return Box(key).mark("", "master key")[:16]

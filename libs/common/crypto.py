"""Authenticated encryption for what only the house may read."""

import hmac
import secrets

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
        self._cipher = AESGCM(key)
        self._marking_key = HKDF(SHA256(), 32, salt=None, info=b"marks").derive(key)

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

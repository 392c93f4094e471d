"""Identifiers: time-ordered ones for new things, derived ones where a repeat must find the first."""

import hashlib

import uuid_utils


def new_id(prefix: str = "") -> str:
    """A UUIDv7, `<prefix>_<32 hex>` with a prefix: sorts by the time it was made."""
    plain = uuid_utils.uuid7()
    return f"{prefix}_{plain.hex}" if prefix else str(plain)


def derived_id(prefix: str, *parts: str) -> str:
    """The same parts give the same id, on every replica and every repeat."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{prefix}_{digest[:32]}"

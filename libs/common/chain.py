"""The log of an organisation as a chain: each row's hash holds its own content and all that came before.

The gateway's projector makes it; its export and the operator's tools follow it.

A row's digest is salted, so that an export can name rows that nobody outside may read, and tells nothing of them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import orjson

LOG, POSITIONS = "log", "positions"
"""The collections of the gateway that hold the rows, and of each organisation where its chain ends."""

NOT_CONTENT = frozenset({"_id", "salt", "hash"})
BEGINNING = "0" * 64
"""What stands before the first row."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends."""

    position: int = 0
    hash: str = BEGINNING

    @classmethod
    def of(cls, row: Mapping[str, Any] | None) -> Self:
        """From its row; the beginning, where nothing was written yet."""
        return cls(row["value"], row["hash"]) if row else cls()


@dataclass(frozen=True, slots=True)
class Link:
    """One row, as whoever checks a chain needs it."""

    position: int
    digest: str
    hash: str


def content_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, as JSON can say it: its time to the millisecond, as the database keeps it."""
    content = {name: value for name, value in row.items() if name not in NOT_CONTENT}
    content["time"] = content["time"].isoformat(timespec="milliseconds")
    return content


def digest_of(content: Mapping[str, Any], salt: str) -> str:
    """SHA-256 over the salt and the content as JSON: names sorted, nothing between, UTF-8."""
    return hashlib.sha256(salt.encode() + orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def hash_of(before: str, digest: str) -> str:
    """SHA-256 over the hash of the row before and the row's own digest."""
    return hashlib.sha256(f"{before}{digest}".encode()).hexdigest()


def linked(row: Mapping[str, Any], before: Head, salt: str) -> dict[str, Any]:
    """The row after `before`: with its position, and its hash."""
    placed = {**row, "position": before.position + 1}
    return {**placed, "salt": salt, "hash": hash_of(before.hash, digest_of(content_of(placed), salt))}


def link_of(row: Mapping[str, Any]) -> Link:
    """A row as it stands in the log, whatever was done to it there."""
    try:
        digest = digest_of(content_of(row), row["salt"])
    except (AttributeError, LookupError, TypeError, ValueError):
        digest = ""
    return Link(row["position"], digest, str(row.get("hash")))


@dataclass(slots=True)
class Check:
    """Follows a chain row by row, and keeps the first position at which it does not hold."""

    known: Head | None = None
    """What somebody kept of it, which is still there."""

    at: Head = Head()
    broken_at: int | None = None

    def follow(self, link: Link) -> bool:
        """The next row; False as soon as the chain is broken."""
        holds = link.position == self.at.position + 1 and link.hash == hash_of(self.at.hash, link.digest)
        if not holds or (self.known and link.position == self.known.position and link.hash != self.known.hash):
            self.broken_at = self.at.position + 1
            return False
        self.at = Head(link.position, link.hash)
        return True

    def end(self, head: Head) -> int | None:
        """The first broken position of a chain that should end at `head`; None where it holds."""
        if self.broken_at is None and self.at != head:
            is_as_long = self.at.position == head.position
            self.broken_at = head.position if is_as_long else min(self.at.position, head.position) + 1
        return self.broken_at

"""Chance that never changes: every draw is a hash of the row's id and of what the draw is for."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

_T = TypeVar("_T")


def draw(row_id: str, purpose: str) -> float:
    """Evenly spread in [0, 1); 52 bits, so the division is exact on every machine."""
    digest = blake2b(f"{row_id}/{purpose}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest) >> 12) / (1 << 52)


def pick(choices: Sequence[_T], row_id: str, purpose: str) -> _T:
    return choices[int(draw(row_id, purpose) * len(choices))]


def weighted(choices: Sequence[tuple[_T, int]], row_id: str, purpose: str) -> _T:
    """One of (choice, weight): a choice of weight 2 comes twice as often as one of weight 1."""
    return pick([choice for choice, weight in choices for _ in range(weight)], row_id, purpose)

"""The order of those who are equal: as good as chance, and the same every time, in every replica."""

import math
import zlib
from hashlib import blake2b

RING = 2**32
"""Places on the ring on which everybody stands."""

_SPREAD = 0x9E3779B1
_LOTS = 2**64


def place(person_id: str) -> int:
    """Where on the ring a person stands."""
    return zlib.crc32(person_id.encode()) * _SPREAD % RING


def way(from_id: str, to_id: str) -> int:
    """How far on from one place the other is: who looks begins at their own, so that each sees others."""
    return (place(to_id) - place(from_id)) % RING


def lot(asker_id: str, mentor_id: str, weight: float) -> float:
    """What the two draw; the lowest is first, which somebody of twice the weight is twice as often."""
    drawn = blake2b(f"{asker_id}\0{mentor_id}".encode(), digest_size=8).digest()
    return -math.log((int.from_bytes(drawn) + 0.5) / _LOTS) / weight

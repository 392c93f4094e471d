"""Whom somebody does not want to meet here."""

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Of one person, as the gateway's record has them at `sequence`."""

    org: str
    person_id: str
    blocked_ids: tuple[str, ...] = ()
    sequence: int = 0
    revision: int = 0


def updated(known: Blocks, blocked_ids: Collection[str], sequence: int) -> Blocks:
    """All whom they block as of `sequence`; an older list changes nothing."""
    if sequence <= known.sequence:
        return known
    return replace(known, blocked_ids=tuple(blocked_ids), sequence=sequence)


def lifted(before: Blocks, after: Blocks) -> frozenset[str]:
    """Whom they block no more."""
    return frozenset(before.blocked_ids).difference(after.blocked_ids)

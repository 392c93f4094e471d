"""What is left of somebody who was erased: a mark that says so, under which nobody finds their id."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from libs.common.ids import derived_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Somebody was erased: nothing of them is taken in again. `counts` is what has gone so far, by kind."""

    org: str
    tombstone_key: str
    at: datetime
    counts: Mapping[str, int] = field(default_factory=dict)
    revision: int = 0


def tombstone_key(person_id: str) -> str:
    """One for each person."""
    return derived_id("erased", person_id)


def with_more_gone(tombstone: Tombstone, gone: Counter[str]) -> Tombstone:
    """So much more has gone."""
    return replace(tombstone, counts=dict(sorted((Counter(tombstone.counts) + gone).items())))

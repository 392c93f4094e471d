"""Who does not want to meet whom here. It keeps the two apart, whichever of them wished it, and is told to nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Whom one person blocks, as the gateway's record has it at `sequence`."""

    org: str
    person_id: str
    blocked_ids: tuple[str, ...] = ()
    sequence: int = 0
    revision: int = 0
    """How often matching saved it; guards concurrent changes."""


@dataclass(frozen=True, slots=True)
class Walls:
    """Whom each blocks."""

    blocked: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Iterable[Blocks]) -> "Walls":
        """Needs the blocks of the people concerned: a wall is seen only from the side that put it up."""
        return cls({one.person_id: frozenset(one.blocked_ids) for one in blocks if one.blocked_ids})

    def part(self, one_id: str, other_id: str) -> bool:
        """Whether one of the two blocks the other."""
        return other_id in self.blocked.get(one_id, ()) or one_id in self.blocked.get(other_id, ())

    def around(self, person_id: str) -> frozenset[str]:
        """Everybody whom somebody blocks or is blocked by."""
        by_others = {one for one, blocked in self.blocked.items() if person_id in blocked}
        return self.blocked.get(person_id, frozenset()) | by_others

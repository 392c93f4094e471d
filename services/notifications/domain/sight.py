"""What is still said of those whom a reader is not to meet. What they have begun goes on, and so does its end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from services.notifications.domain.blocks import Blocks
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About, Tie


@dataclass(frozen=True, slots=True)
class Sight:
    """What keeps a reader from those whom a message names."""

    blocked: frozenset[str] = frozenset()
    """Whom the reader blocks."""

    hidden: frozenset[str] = frozenset()
    """Who hides, has left, or blocks the reader: which of these nobody can see."""

    @classmethod
    def of(cls, reader_id: str, others: Iterable[Person], blocks: Iterable[Blocks]) -> "Sight":
        """Needs the blocks of all of them."""
        blocked = {one.person_id: one.blocked_ids for one in blocks}
        named = [other for other in others if other.person_id != reader_id]
        hide = (one for one in named if not one.is_open or reader_id in blocked.get(one.person_id, ()))
        own = {one.person_id for one in named}.intersection(blocked.get(reader_id, ()))
        return cls(frozenset(own), frozenset(one.person_id for one in hide))

    @property
    def lost(self) -> frozenset[str]:
        """To whom nothing leads the reader."""
        return self.blocked | self.hidden


def depends_on_sight(tie: Tie, about: About) -> bool:
    """Whether it makes a difference who is named."""
    return bool(about.suggested_ids) or tie is not Tie.NONE


def seen(tie: Tie, about: About, sight: Sight) -> About | None:
    """What is left of it; None where it is better not said.

    An introduction leads the reader to somebody who has done nothing for it: never to who hides, blocks or is blocked.
    Of an errand somebody waits for the reader's word, who need not hear of whom they block. The other side of a block
    hears all of it: matching ends it with words of its own, and what is missing before them would tell.
    """
    names = tuple(one for one in about.suggested_ids if one not in sight.lost)
    leads_nowhere = tie is Tie.INTRODUCTION and sight.lost and not names
    if leads_nowhere or (tie is Tie.ERRAND and sight.blocked):
        return None
    return replace(about, suggested_ids=names)

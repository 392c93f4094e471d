"""Whom a member does not want to meet here. Pure."""

from dataclasses import dataclass, replace

from libs.common.contracts.blocks import MOST_BLOCKED
from services.gateway.domain.refusals import NotTaken


@dataclass(frozen=True, slots=True)
class Blocks:
    """All whom one person blocks, in the order of ids."""

    org: str
    person_id: str
    blocked_ids: tuple[str, ...] = ()
    revision: int = 0

    @property
    def version(self) -> int:
        """The `sequence` of the fact that tells of this once it is saved."""
        return self.revision + 1


def block(blocks: Blocks, other_id: str) -> Blocks:
    """One more. Whether anybody is known by this id makes no difference: who hides can be blocked, and not be found."""
    if other_id == blocks.person_id:
        raise NotTaken("block-of-oneself")
    blocked = {*blocks.blocked_ids, other_id}
    if len(blocked) > MOST_BLOCKED:
        raise NotTaken("too-many-blocks")
    return replace(blocks, blocked_ids=tuple(sorted(blocked)))


def unblock(blocks: Blocks, other_id: str) -> Blocks:
    return replace(blocks, blocked_ids=tuple(one for one in blocks.blocked_ids if one != other_id))

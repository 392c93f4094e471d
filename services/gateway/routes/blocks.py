"""Whom you do not want to meet here: yours to set and to take back, and told to nobody."""

from fastapi import APIRouter

from libs.common.contracts.base import Id
from services.gateway.deps import Edge, EdgeDep, Member, MemberDep
from services.gateway.schemas.blocks import Block, Blocks

router = APIRouter(prefix="/v1/blocks", tags=["people"])


@router.get("")
async def list_blocks(person: MemberDep, edge: EdgeDep) -> Blocks:
    """Everybody whom you block, 200 at most."""
    blocked = await edge.core.blocking.of(person.org, person.person_id)
    return Blocks(data=await _shown(edge, person, blocked))


@router.put("/{person_id}")
async def block_person(person_id: Id, person: MemberDep, edge: EdgeDep) -> Block:
    """Neither of you is suggested to, finds or can ask the other any more; to them you are as if you were hidden.

    What is open between you ends, in words that do not tell. A pair that you two are goes on: end it if you want to,
    with `POST /v1/pairs/{pair_id}/end`.
    """
    async with edge.work.place():
        await edge.core.blocking.block(person.org, person.person_id, person_id)
    (block,) = await _shown(edge, person, (person_id,))
    return block


@router.delete("/{person_id}", status_code=204)
async def unblock_person(person_id: Id, person: MemberDep, edge: EdgeDep) -> None:
    """Take it back. What ended stays so."""
    async with edge.work.place():
        await edge.core.blocking.unblock(person.org, person.person_id, person_id)


async def _shown(edge: Edge, person: Member, blocked_ids: tuple[str, ...]) -> list[Block]:
    pairs = await edge.core.views.living_pairs(person.org, person.person_id, blocked_ids)
    return [Block(person_id=one, pair_ids=tuple(pairs[one])) for one in blocked_ids]

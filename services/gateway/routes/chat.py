"""The chat in which somebody is told what is new."""

from fastapi import APIRouter, Depends

from libs.common.contracts import chat as asks
from services.gateway.deps import EdgeDep, MemberDep, ask, require_json
from services.gateway.schemas.chat import LinkChat

router = APIRouter(prefix="/v1/me/chat", tags=["you"])


@router.get("")
async def read_chat(person: MemberDep, edge: EdgeDep) -> asks.Chat:
    """Which one you linked, without its address."""
    return await ask(edge, asks.ReadChat(), person)


@router.put("", dependencies=[Depends(require_json)])
async def link_chat(body: LinkChat, person: MemberDep, edge: EdgeDep) -> asks.Chat:
    """In the place of the one before. A first message is written there; where it is not taken, nothing changes."""
    return await ask(edge, asks.LinkChat(address=body.address), person)


@router.delete("")
async def unlink_chat(person: MemberDep, edge: EdgeDep) -> asks.Chat:
    """Nothing more is written there, and the address is forgotten."""
    return await ask(edge, asks.UnlinkChat(), person)

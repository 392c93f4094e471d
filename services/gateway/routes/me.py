"""Who is signed in, and what they were told."""

from typing import Annotated

from fastapi import APIRouter, Query

from libs.common.contracts.asks import Inbox, ReadInbox
from services.gateway.deps import EdgeDep, MemberDep, ask
from services.gateway.schemas import Me

router = APIRouter(tags=["you"])


@router.get("/v1/me")
async def read_me(person: MemberDep, edge: EdgeDep) -> Me:
    """Your own record, and what you may do."""
    is_administrator = await edge.administrators.has(person.org, person.person_id)
    return Me.of(person.record, ("member", "administrator") if is_administrator else ("member",))


@router.get("/v1/inbox")
async def read_inbox(person: MemberDep, edge: EdgeDep, limit: Annotated[int, Query(ge=1, le=100)] = 50) -> Inbox:
    """What the house has told you, the newest first."""
    return await ask(edge, ReadInbox(limit=limit), person)

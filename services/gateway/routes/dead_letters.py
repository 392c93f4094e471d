"""What an organisation's platforms sent in vain, for its administrator."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.gateway.deps import EdgeDep, Member, may
from services.gateway.domain.access import Permission
from services.gateway.schemas.dead_letters import RejectedLetter, RejectedLetters

router = APIRouter(prefix="/v1/dead-letters", tags=["running the house"])


@router.get("")
async def list_dead_letters(
    person: Annotated[Member, Depends(may(Permission.SEE_REJECTED))],
    edge: EdgeDep,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> RejectedLetters:
    """The newest first, with the reason; what was in them stays sealed."""
    letters = await edge.core.rejected.list_(person.org, limit)
    return RejectedLetters(data=[RejectedLetter.model_validate(letter, from_attributes=True) for letter in letters])

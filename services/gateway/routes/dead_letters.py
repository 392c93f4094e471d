"""What an organisation's platforms sent in vain, for its administrator."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.gateway.deps import EdgeDep, Member, may
from services.gateway.domain.access import Permission
from services.gateway.paging import Paging, paged
from services.gateway.schemas.dead_letters import RejectedLetter, RejectedLetters

router = APIRouter(prefix="/v1/dead-letters", tags=["running the house"])


@router.get("")
async def list_dead_letters(
    person: Annotated[Member, Depends(may(Permission.SEE_REJECTED))],
    edge: EdgeDep,
    paging: Annotated[Paging, Depends(paged(100, most=500))],
) -> RejectedLetters:
    """The newest first, with the reason; what was in them stays sealed."""
    found = await edge.core.rejected.list_(person.org, paging.after, paging.limit + 1)
    letters, next_cursor = paging.cut(found, lambda letter: letter.cursor)
    shown = [RejectedLetter.model_validate(letter, from_attributes=True) for letter in letters]
    return RejectedLetters(data=shown, next_cursor=next_cursor)

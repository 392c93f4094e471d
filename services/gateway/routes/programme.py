"""What the organisation makes of its programme: open to everybody there, set by administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.common.contracts.programmes import ProgrammeRules, ReadProgramme, SetProgramme
from services.gateway.deps import EdgeDep, Member, MemberDep, ask, may, require_json
from services.gateway.domain.access import Permission
from services.gateway.schemas.programme import OwnProgramme

router = APIRouter(prefix="/v1/programme", tags=["programme"])


@router.get("")
async def read_programme(person: MemberDep, edge: EdgeDep) -> ProgrammeRules:
    """What counts how much where people are suggested to each other, and what must be."""
    return await ask(edge, ReadProgramme(), person)


@router.put("", dependencies=[Depends(require_json)])
async def set_programme(
    body: OwnProgramme, person: Annotated[Member, Depends(may(Permission.SET_PROGRAMME))], edge: EdgeDep
) -> ProgrammeRules:
    """Put this in the place of what was there; what is left out counts as by default.

    It holds from now on. Pairs stay as they are; an open request is held against it when it is answered.
    """
    return await ask(edge, SetProgramme(weights=body.weights, musts=body.musts), person)

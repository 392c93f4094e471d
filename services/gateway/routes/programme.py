"""What the organisation makes of its programme: open to everybody there, set by administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.common.contracts.programmes import ProgrammeRules, ReadProgramme, SetProgramme
from services.gateway.deps import EdgeDep, IfMatchDep, Member, MemberDep, ask, edit, may, require_json, tagged
from services.gateway.domain.access import Permission
from services.gateway.schemas.programme import OwnProgramme

router = APIRouter(prefix="/v1/programme", tags=["programme"])

RulesDep = Annotated[Member, Depends(may(Permission.SET_PROGRAMME))]


@router.get("")
async def read_rules(person: MemberDep, edge: EdgeDep, response: Response) -> ProgrammeRules:
    """What counts how much where people are suggested to each other, and what must be."""
    return tagged(response, await ask(edge, ReadProgramme(), person))


@router.put("", dependencies=[Depends(require_json)])
async def set_rules(
    body: OwnProgramme, person: RulesDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> ProgrammeRules:
    """Put this in the place of what was there; what is left out counts as by default.

    It holds from now on. Pairs stay as they are; an open request is held against it when it is answered.
    """
    question = SetProgramme(weights=body.weights, musts=body.musts, version=version)
    return tagged(response, await edit(edge, question, person, body))

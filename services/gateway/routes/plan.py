"""The communication plan: open to everybody in the organisation, set by administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.common.contracts.plans import PlanShown, PlanWritten, ReadPlan, SetPlan
from services.gateway.deps import EdgeDep, IfMatchDep, Member, MemberDep, ask, edit, may, require_json, tagged
from services.gateway.domain.access import Permission

router = APIRouter(prefix="/v1/programme/plan", tags=["programme"])

PlannerDep = Annotated[Member, Depends(may(Permission.SET_COMMUNICATION))]


@router.get("")
async def read_plan(person: MemberDep, edge: EdgeDep, response: Response) -> PlanShown:
    """Who hears what, when, why, and what makes it needless: every message that may come, with its purpose."""
    return tagged(response, await ask(edge, ReadPlan(), person))


@router.put("", dependencies=[Depends(require_json)])
async def set_plan(
    body: PlanWritten, person: PlannerDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> PlanShown:
    """Put this in the place of all that your organisation did otherwise; `{"rows": []}` is the house's plan again.

    A row of the house's name changes it or switches it off; another name is a row of your own, said in the words of
    the row `like`, as a nudge. A row that cannot count is refused (`plan-unfit`), with its field and the reason.
    """
    return tagged(response, await edit(edge, SetPlan(plan=body, version=version), person, body))

"""What the communication plan comes to, before anybody hears of it: for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.common.contracts.dry_runs import DryRun, DryRunShown
from services.gateway.deps import EdgeDep, Member, ask, may, require_json
from services.gateway.domain.access import Permission
from services.gateway.schemas.dry_runs import WantedDryRun

router = APIRouter(prefix="/v1/programme/plan", tags=["programme"])


@router.post("/dry-run", dependencies=[Depends(require_json)])
async def dry_run(
    body: WantedDryRun, person: Annotated[Member, Depends(may(Permission.SET_COMMUNICATION))], edge: EdgeDep
) -> DryRunShown:
    """Every message that two people of a kind would get in half a year, in its words, and what is kept back and why.

    Nothing is kept, and nobody is told anything.
    """
    return await ask(edge, DryRun(**dict(body)), person)

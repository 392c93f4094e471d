"""Administrators of organisations, named by the operator."""

from fastapi import APIRouter, Depends, Response

from services.gateway.deps import EdgeDep, OperatorDep, require_json
from services.gateway.domain.refusals import NotTaken
from services.gateway.schemas.administrators import GrantAdministration

router = APIRouter(prefix="/v1/administrators", tags=["running the house"])


@router.post("", status_code=201, dependencies=[Depends(require_json)])
async def grant_administration(
    body: GrantAdministration, _: OperatorDep, edge: EdgeDep, response: Response
) -> GrantAdministration:
    """Somebody who is here becomes an administrator: 201, or 200 where they were one."""
    record = await edge.core.people.find(body.org, body.person_id)
    if record is None or not record.is_here:
        raise NotTaken("unknown-person")
    async with edge.work.place():
        is_new = await edge.administrators.grant(body.org, body.person_id)
    response.status_code = 201 if is_new else 200
    return body

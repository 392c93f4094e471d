"""Administrators and moderators of organisations: the operator names the first, administrators all others."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from libs.common.asks import NotFound
from libs.common.contracts.base import OrgId
from libs.common.pages import newest
from services.gateway.deps import EdgeDep, Member, Operator, PathId, TicketHeader, may, require_json
from services.gateway.domain.access import Permission, Role
from services.gateway.domain.refusals import NotTaken
from services.gateway.paging import PagingDep
from services.gateway.running import doer, org_for
from services.gateway.schemas.roles import Appoint, Appointed, Holder, Holders

router = APIRouter(tags=["running the house"])

GranterDep = Annotated[Member | Operator, Depends(may(Permission.GRANT_ROLES))]
SeerDep = Annotated[Member | Operator, Depends(may(Permission.SEE_ROLES))]
Org = Annotated[OrgId | None, Query(description="Which organisation, where the operator asks.")]


def _serve(path: str, role: Role) -> None:
    """The same three routes for each role that is given to people."""

    @router.get(path, name=f"list_{role}s")
    async def list_holders(caller: SeerDep, edge: EdgeDep, paging: PagingDep, org: Org = None) -> Holders:
        """Who has this role in the organisation, whoever has it longest first."""
        made = (await edge.roles.appointed(org_for(caller, org))).to(role)
        page, next_cursor = paging.of(made, lambda one: [-newest(one.granted_at), one.person_id])
        data = [Holder.model_validate(one, from_attributes=True) for one in page]
        return Holders(data=data, next_cursor=next_cursor)

    @router.post(
        path,
        name=f"grant_{role}",
        status_code=201,
        dependencies=[Depends(require_json)],
        responses={200: {"model": Appointed, "description": "They had it."}},
    )
    async def grant(
        body: Appoint, caller: GranterDep, edge: EdgeDep, response: Response, ticket: TicketHeader = None
    ) -> Appointed:
        """Somebody who is here gets this role: 201, or 200 where they had it."""
        org = org_for(caller, body.org)
        record = await edge.core.people.find(org, body.person_id)
        if record is None or not record.is_here:
            raise NotTaken("unknown-person")
        async with edge.work.place():
            is_new = await edge.roles.grant(org, role, body.person_id, doer(caller, ticket))
        response.status_code = 201 if is_new else 200
        return Appointed(org=org, person_id=body.person_id, role=role)

    @router.delete(f"{path}/{{person_id}}", name=f"revoke_{role}", status_code=204)
    async def revoke(
        person_id: PathId, caller: GranterDep, edge: EdgeDep, org: Org = None, ticket: TicketHeader = None
    ) -> None:
        """Not any more. An administrator cannot take it from the last one, who may be themselves."""
        async with edge.work.place():
            if not await edge.roles.revoke(org_for(caller, org), role, person_id, doer(caller, ticket)):
                raise NotFound


_serve("/v1/administrators", Role.ADMINISTRATOR)
_serve("/v1/moderators", Role.MODERATOR)

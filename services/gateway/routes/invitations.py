"""Inviting colleagues who are not here yet: one mail to each, and no word of who is here but hides."""

from fastapi import APIRouter, Depends

from libs.common.contracts.invitations import (
    Invitation,
    Invitations,
    InviteColleague,
    ReadInvitations,
    TakeInvitationBack,
)
from services.gateway.claiming import once
from services.gateway.deps import EdgeDep, IdempotencyKey, MemberDep, PathId, ReachingDep, ask, require_json
from services.gateway.paging import PagingDep
from services.gateway.schemas.invitations import InviteByMail

router = APIRouter(prefix="/v1/invitations", tags=["people"])


@router.post("", status_code=202, dependencies=[Depends(require_json)])
async def invite_colleague(
    body: InviteByMail, person: ReachingDep, edge: EdgeDep, key: IdempotencyKey = None
) -> Invitation:
    """One mail, and no second one. The answer is the same for everybody, also where nothing needs to be sent.

    Nothing goes to an address that was invited within 90 days, that wants no invitations, or whose owner is here:
    look for them in `GET /v1/people`. You hear of it when they come. Up to five people a day.
    """
    await once(edge, person, InviteColleague.name, key, body.model_dump_json(exclude_unset=True).encode())
    return await ask(edge, InviteColleague(**body.model_dump()), person)


@router.get("")
async def list_invitations(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> Invitations:
    """Yours of the last 90 days, the newest first. `here`: they came, and `person_id` says who it is."""
    return paging.sealed(await ask(edge, ReadInvitations(**paging.asked), person))


@router.delete("/{invitation_id}")
async def take_invitation_back(invitation_id: PathId, person: MemberDep, edge: EdgeDep) -> Invitation:
    """Forget it, with the address. A mail that is not on its way yet is not sent."""
    return await ask(edge, TakeInvitationBack(invitation_id=invitation_id), person)

"""Platforms of organisations: registered, seen and revoked by their administrators, and by the operator."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.gateway.deps import (
    EdgeDep,
    IdempotencyKey,
    IfMatchDep,
    Member,
    Operator,
    PathId,
    TicketHeader,
    may,
    require_json,
)
from services.gateway.domain.access import Permission
from services.gateway.paging import PagingDep
from services.gateway.problems import changed_meanwhile
from services.gateway.running import doer, org_for
from services.gateway.schemas.platforms import (
    Allow,
    InboundSecret,
    NewKey,
    NewPlatform,
    RegisteredPlatform,
    RegisteredPlatforms,
    RegisterPlatform,
)
from services.gateway.use_cases.platforms import PlatformChanged

router = APIRouter(prefix="/v1/platforms", tags=["running the house"])

SeerDep = Annotated[Member | Operator, Depends(may(Permission.SEE_PLATFORMS))]
ManagerDep = Annotated[Member | Operator, Depends(may(Permission.MANAGE_PLATFORMS))]


@router.post("", status_code=201, dependencies=[Depends(require_json)])
async def register_platform(
    body: RegisterPlatform, caller: ManagerDep, edge: EdgeDep, ticket: TicketHeader = None
) -> NewPlatform:
    """A new platform. Its key is shown this once. Its broker user is made with `python -m deploy.ops platforms`.

    The scope `act-for-people` lets it ask in people's names without their word. That it was given is in the audit log.
    """
    wanted = body.platform(org_for(caller, body.org))
    async with edge.work.place():
        platform, key = await edge.core.platforms.register(wanted, doer(caller, ticket), body.expires_at)
    return NewPlatform(platform=RegisteredPlatform.of(platform), api_key=key)


@router.get("")
async def list_platforms(caller: SeerDep, edge: EdgeDep, paging: PagingDep) -> RegisteredPlatforms:
    """All for the operator, those of their organisation for an administrator."""
    found = await edge.core.platforms.list_(caller.org if isinstance(caller, Member) else None)
    platforms, next_cursor = paging.of(found, lambda one: [one.org, one.platform_id])
    uses = await edge.core.platforms.last_uses(platforms)
    shown = [RegisteredPlatform.of(platform, uses) for platform in platforms]
    return RegisteredPlatforms(data=shown, next_cursor=next_cursor)


@router.put("/{platform_id}/scopes", dependencies=[Depends(require_json)])
async def allow_platform(
    platform_id: PathId,
    body: Allow,
    caller: ManagerDep,
    version: IfMatchDep,
    edge: EdgeDep,
    ticket: TicketHeader = None,
) -> RegisteredPlatform:
    """All that it may from here on. `act-for-people` lets it ask in people's names; the audit log has who gave it."""
    async with edge.work.place():
        try:
            allowed = await edge.core.platforms.allow(platform_id, version, body.scopes, doer(caller, ticket))
        except PlatformChanged as changed:
            raise changed_meanwhile(RegisteredPlatform.of(changed.current), body) from None
    return RegisteredPlatform.of(allowed)


@router.post("/{platform_id}/keys", status_code=201, dependencies=[Depends(require_json)])
async def rotate_key(
    platform_id: PathId, caller: ManagerDep, edge: EdgeDep, body: NewKey | None = None, ticket: TicketHeader = None
) -> NewPlatform:
    """A further key, shown this once. The newest two work, so that the old one can go without a gap."""
    async with edge.work.place():
        platform, key = await edge.core.platforms.rotate(
            platform_id, doer(caller, ticket), body.expires_at if body else None
        )
    return NewPlatform(platform=RegisteredPlatform.of(platform), api_key=key)


@router.delete("/{platform_id}/keys/{key_id}")
async def revoke_key(
    platform_id: PathId, key_id: PathId, caller: ManagerDep, edge: EdgeDep, ticket: TicketHeader = None
) -> RegisteredPlatform:
    """This key works no more; the other one does."""
    async with edge.work.place():
        return RegisteredPlatform.of(await edge.core.platforms.revoke_key(platform_id, key_id, doer(caller, ticket)))


@router.post("/{platform_id}/webhook-secrets", status_code=201)
async def make_inbound_secret(
    platform_id: PathId,
    caller: ManagerDep,
    edge: EdgeDep,
    key: IdempotencyKey = None,
    ticket: TicketHeader = None,
) -> InboundSecret:
    """A further secret, shown this once, to sign events with for `POST /v1/webhooks/in/…`. The newest two work."""
    async with edge.work.place():
        secret = await edge.core.signed_door.new_secret(platform_id, doer(caller, ticket), key)
    return InboundSecret(platform_id=platform_id, secret=secret)


@router.delete("/{platform_id}")
async def revoke_platform(
    platform_id: PathId, caller: ManagerDep, edge: EdgeDep, ticket: TicketHeader = None
) -> RegisteredPlatform:
    """Nothing of it is taken from here on, and no key of it works. Its broker user goes with `deploy.ops`."""
    async with edge.work.place():
        return RegisteredPlatform.of(await edge.core.platforms.revoke(platform_id, doer(caller, ticket)))

"""Platforms of organisations: registered by the operator, seen by their administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.gateway.deps import Caller, EdgeDep, Member, OperatorDep, administrator_or_operator, require_json
from services.gateway.schemas.platforms import NewPlatform, RegisteredPlatform, RegisteredPlatforms
from services.gateway.use_cases.platforms import Registration

router = APIRouter(prefix="/v1/platforms", tags=["running the house"])


@router.post("", status_code=201, dependencies=[Depends(require_json)])
async def register_platform(body: Registration, _: OperatorDep, edge: EdgeDep) -> NewPlatform:
    """A new platform. Its key is shown this once. Its broker user is made with `python -m deploy.ops platforms`."""
    async with edge.work.place():
        platform, key = await edge.core.platforms.register(body)
    return NewPlatform(platform=RegisteredPlatform.of(platform), api_key=key)


@router.get("")
async def list_platforms(
    caller: Annotated[Caller, Depends(administrator_or_operator)], edge: EdgeDep
) -> RegisteredPlatforms:
    """All for the operator, those of their organisation for an administrator."""
    platforms = await edge.core.platforms.list_(caller.org if isinstance(caller, Member) else None)
    return RegisteredPlatforms(data=[RegisteredPlatform.of(platform) for platform in platforms])


@router.post("/{platform_id}/keys", status_code=201)
async def rotate_key(platform_id: str, _: OperatorDep, edge: EdgeDep) -> NewPlatform:
    """A further key, shown this once. The newest two work, so that the old one can go without a gap."""
    async with edge.work.place():
        platform, key = await edge.core.platforms.rotate(platform_id)
    return NewPlatform(platform=RegisteredPlatform.of(platform), api_key=key)


@router.delete("/{platform_id}")
async def revoke_platform(platform_id: str, _: OperatorDep, edge: EdgeDep) -> RegisteredPlatform:
    """Nothing of it is taken from here on, and no key of it works. Its broker user goes with `deploy.ops`."""
    async with edge.work.place():
        return RegisteredPlatform.of(await edge.core.platforms.revoke(platform_id))

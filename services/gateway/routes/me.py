"""Who is signed in, and what they say of themselves."""

from fastapi import APIRouter, Depends

from services.gateway.deps import Edge, EdgeDep, Member, MemberDep, require_json
from services.gateway.domain.access import Role
from services.gateway.schemas.me import Me, OwnSuspension, TakeBreak

router = APIRouter(tags=["you"])


@router.get("/v1/me")
async def read_me(person: MemberDep, edge: EdgeDep) -> Me:
    """Your own record, and what you may do."""
    return await _shown(edge, person)


@router.put("/v1/me/pause", dependencies=[Depends(require_json)])
async def take_break(person: MemberDep, edge: EdgeDep, body: TakeBreak | None = None) -> Me:
    """Nobody asks you, finds you or has you suggested, until a time or until you come back.

    You may ask others meanwhile, and what is open with you and your pairs go on.
    """
    async with edge.work.place():
        await edge.core.pausing.pause(person.record, body.until if body else None)
    return await _shown(edge, person)


@router.delete("/v1/me/pause")
async def come_back(person: MemberDep, edge: EdgeDep) -> Me:
    """The break is over, also one that a platform told of."""
    async with edge.work.place():
        await edge.core.pausing.come_back(person.record)
    return await _shown(edge, person)


async def _shown(edge: Edge, person: Member) -> Me:
    record = await edge.core.people.find(person.org, person.person_id) or person.record
    held = await edge.roles.of(person.org, person.person_id)
    access = tuple(role for role in Role if role is Role.MEMBER or role in held)
    return Me.of(record, access, await _suspension(edge, person))


async def _suspension(edge: Edge, person: Member) -> OwnSuspension | None:
    found = await edge.core.suspending.standing(person.org, person.person_id)
    if found is None:
        return None
    kept = await edge.safeguarding.help.of(person.org)
    return OwnSuspension(since=found.since, until=found.until, help=kept.shown)

"""Who is signed in, and what they say of themselves."""

from fastapi import APIRouter, Depends, Response

from services.gateway.deps import Edge, EdgeDep, IfMatchDep, Member, MemberDep, require_json, tagged
from services.gateway.domain.access import Role
from services.gateway.problems import changed_meanwhile
from services.gateway.schemas.me import Me, OwnProfile, OwnSuspension, TakeBreak

router = APIRouter(tags=["you"])


@router.get("/v1/me")
async def read_me(person: MemberDep, edge: EdgeDep, response: Response) -> Me:
    """Your own record, and what you may do."""
    return tagged(response, await _shown(edge, person))


@router.patch("/v1/me", dependencies=[Depends(require_json)])
async def change_me(body: OwnProfile, person: MemberDep, version: IfMatchDep, edge: EdgeDep, response: Response) -> Me:
    """Say of yourself what you give and look for, how much room you have, and how you are spoken to.

    Your word stands above your organisation's, whatever is told of you later, until you give it back with null.
    """
    async with edge.work.place():
        is_done = await edge.core.own_words.change(person.record, body.words(), version)
    shown = await _shown(edge, person)
    if not is_done:
        raise changed_meanwhile(shown, body)
    return tagged(response, shown)


@router.put("/v1/me/pause", dependencies=[Depends(require_json)])
async def take_break(person: MemberDep, edge: EdgeDep, body: TakeBreak | None = None) -> Me:
    """Nobody asks you, finds you or has you suggested, until a time or until you come back.

    You may ask others meanwhile, and what is open with you and your pairs go on.
    """
    async with edge.work.place():
        await edge.core.own_words.pause(person.record, body.until if body else None)
    return await _shown(edge, person)


@router.delete("/v1/me/pause")
async def come_back(person: MemberDep, edge: EdgeDep) -> Me:
    """The break is over, also one that a platform told of."""
    async with edge.work.place():
        await edge.core.own_words.come_back(person.record)
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

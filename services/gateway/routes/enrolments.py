"""Who is in a programme: by a yes of their own and one of its organisers, who give it beforehand where it is open."""

from fastapi import APIRouter

from services.gateway.deps import EdgeDep, MemberDep, PathId
from services.gateway.paging import PagingDep
from services.gateway.routes.programmes import Runs, known, seen
from services.gateway.schemas.programmes import EnrolmentShown, EnrolmentsShown

router = APIRouter(prefix="/v1/programmes/{programme_id}/members", tags=["programmes"])


@router.put("/me")
async def enter_programme(programme_id: PathId, person: MemberDep, edge: EdgeDep) -> EnrolmentShown:
    """Say yes: you are in where it is open or you were invited; else you have asked, and its organisers answer."""
    programme = await seen(edge, person, programme_id)
    async with edge.work.place():
        enrolment = await edge.core.enrolling.enter(programme, person.person_id)
    return EnrolmentShown.of(enrolment)


@router.delete("/me", status_code=204)
async def leave_programme(programme_id: PathId, person: MemberDep, edge: EdgeDep) -> None:
    """Say no, or go: your pairs go on."""
    programme = await seen(edge, person, programme_id)
    async with edge.work.place():
        await edge.core.enrolling.leave(programme, person.person_id, person.person_id)


@router.get("")
async def list_programme_members(
    programme_id: PathId, person: Runs, edge: EdgeDep, paging: PagingDep
) -> EnrolmentsShown:
    """Who is in it, is invited, or has asked to be."""
    await known(edge, person, programme_id)
    found = await edge.core.stores.list_enrolments(person.org, programme_id, paging.after or "", paging.limit + 1)
    page, next_cursor = paging.cut(found, lambda one: one.person_id)
    return EnrolmentsShown(
        data=[EnrolmentShown.of(one) for one in page],
        next_cursor=next_cursor,
    )


@router.put("/{person_id}")
async def let_into_programme(programme_id: PathId, person_id: PathId, person: Runs, edge: EdgeDep) -> EnrolmentShown:
    """Say yes to somebody: who asked is in, and anybody else is invited."""
    programme = await known(edge, person, programme_id)
    async with edge.work.place():
        enrolment = await edge.core.enrolling.let_in(programme, person_id, person.person_id)
    return EnrolmentShown.of(enrolment)


@router.delete("/{person_id}", status_code=204)
async def remove_from_programme(programme_id: PathId, person_id: PathId, person: Runs, edge: EdgeDep) -> None:
    """Take the yes back, or say no: they are in it no more. Their pairs go on."""
    programme = await known(edge, person, programme_id)
    async with edge.work.place():
        await edge.core.enrolling.leave(programme, person_id, person.person_id)

"""What you think of colleagues: yours alone, until both would like to talk."""

from fastapi import APIRouter, Depends

from libs.common.contracts.asks import Marked, MarkPerson, Marks, ReadMarks
from services.gateway.deps import EdgeDep, MemberDep, PathId, ReachingDep, ask, require_json
from services.gateway.paging import PagingDep
from services.gateway.schemas.interests import MarkColleague

router = APIRouter(prefix="/v1/interests", tags=["people"])


@router.get("")
async def list_marks(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> Marks:
    """Everybody whom you marked."""
    return paging.sealed(await ask(edge, ReadMarks(**paging.asked), person))


@router.put("/{person_id}", dependencies=[Depends(require_json)])
async def mark_person(person_id: PathId, body: MarkColleague, person: ReachingDep, edge: EdgeDep) -> Marked:
    """`spark`: you would like to talk. They hear of it once they mark you as well; then both hear it at once.

    `favourite`: for yourself. `dismiss`: they are suggested to you no more. Neither is ever told to anybody.
    """
    await edge.core.blocking.require_no_own(person.org, person.person_id, person_id)
    return await ask(edge, MarkPerson(person_id=person_id, mark=body.mark), person)


@router.delete("/{person_id}")
async def unmark_person(person_id: PathId, person: MemberDep, edge: EdgeDep) -> Marked:
    """Take the mark back. What both have heard of stays heard."""
    return await ask(edge, MarkPerson(person_id=person_id, mark=None), person)

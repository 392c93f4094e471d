"""People as others see them."""

from fastapi import APIRouter

from services.gateway.deps import EdgeDep, MemberDep
from services.gateway.problems import Problem
from services.gateway.schemas import PersonCard

router = APIRouter(tags=["people"])


@router.get("/v1/people/{person_id}")
async def read_card(person_id: str, person: MemberDep, edge: EdgeDep) -> PersonCard:
    """What somebody gives and wants to get. Of those who do not want to be shown, only to those they deal with."""
    record = await edge.core.people.find(person.org, person_id)
    if record is None or not record.is_here:
        raise Problem("not-found")
    is_open = record.is_visible or person_id == person.person_id
    if not is_open and not await edge.core.views.know_each_other(person.org, person.person_id, person_id):
        raise Problem("not-found")
    return PersonCard.of(record)

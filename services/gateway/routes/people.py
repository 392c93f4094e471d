"""People as others see them."""

from fastapi import APIRouter

from services.gateway.deps import Edge, EdgeDep, Member, MemberDep
from services.gateway.problems import Problem
from services.gateway.schemas import PersonCard

router = APIRouter(tags=["people"])


@router.get("/v1/people/{person_id}")
async def read_card(person_id: str, person: MemberDep, edge: EdgeDep) -> PersonCard:
    """What somebody gives and wants to get. Of those who do not want to be shown, only to those they deal with."""
    record = await edge.core.people.find(person.org, person_id)
    if record is None or not record.is_here:
        raise Problem("not-found")
    if not record.is_visible and not await _know_each_other(edge, person, person_id):
        raise Problem("not-found")
    return PersonCard.of(record)


async def _know_each_other(edge: Edge, person: Member, other_id: str) -> bool:
    """They are the same, or meet in a pair or a request that both may see."""
    if person.person_id == other_id:
        return True
    pairs = await edge.core.views.pairs_of(person.org, person.person_id)
    if any(other_id in pair.member_ids for pair in pairs):
        return True
    requests = await edge.core.views.requests_of(person.org, person.person_id)
    return any(other_id in request.visible_to for request in requests)

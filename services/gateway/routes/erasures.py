"""Erasures that administrators ask for, and the receipts of all."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.common.asks import NotFound
from services.gateway.deps import EdgeDep, Member, PathId, TicketHeader, may, require_json
from services.gateway.domain.access import Permission
from services.gateway.paging import Paging, paged
from services.gateway.problems import also
from services.gateway.running import doer
from services.gateway.schemas.erasures import ErasePerson, ErasurePage, ErasureShown

router = APIRouter(prefix="/v1/erasures", tags=["running the house"])

EraserDep = Annotated[Member, Depends(may(Permission.ERASE_PEOPLE))]


@router.post("", status_code=202, dependencies=[Depends(require_json)], responses=also(410))
async def erase_person(
    body: ErasePerson, person: EraserDep, edge: EdgeDep, response: Response, ticket: TicketHeader = None
) -> ErasureShown:
    """Forget somebody who asked for it and has no access. The audit log keeps who did it; repeats change nothing."""
    async with edge.work.place():
        found = await edge.erasures.ask_for(person.org, body.person_id, doer(person, ticket), at_once=body.at_once)
    response.headers["Location"] = f"/v1/erasures/{found.erasure_id}"
    return ErasureShown.of(found)


@router.get("")
async def list_erasures(
    person: EraserDep, edge: EdgeDep, paging: Annotated[Paging, Depends(paged(50, most=200))]
) -> ErasurePage:
    """All of the organisation, those that people asked for themselves among them."""
    found = await edge.erasures.page(person.org, paging.after, paging.limit + 1)
    page, next_cursor = paging.cut(found, lambda one: one.erasure_id)
    return ErasurePage(data=[ErasureShown.of(one) for one in page], next_cursor=next_cursor)


@router.get("/{erasure_id}")
async def read_erasure(erasure_id: PathId, person: EraserDep, edge: EdgeDep) -> ErasureShown:
    """How far it is: every service with what went, and the receipt once nothing older is under way anywhere."""
    found = await edge.erasures.find(person.org, erasure_id)
    if found is None:
        raise NotFound
    return ErasureShown.of(found)


@router.delete("/{erasure_id}")
async def take_erasure_back(
    erasure_id: PathId, person: EraserDep, edge: EdgeDep, ticket: TicketHeader = None
) -> ErasureShown:
    """They stay. What somebody asked for themselves only they take back."""
    async with edge.work.place():
        found = await edge.erasures.take_back(person.org, erasure_id, doer(person, ticket))
    if found is None:
        raise NotFound
    return ErasureShown.of(found)

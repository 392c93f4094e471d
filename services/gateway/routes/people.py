"""People as others see them."""

from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from libs.common.contracts.asks import FindPeople, FoundPeople
from libs.common.contracts.base import ShortText
from libs.common.contracts.requests import Topic
from services.gateway.deps import EdgeDep, MemberDep, PathId, ask
from services.gateway.paging import Paging, paged
from services.gateway.problems import Problem
from services.gateway.schemas.people import PersonCard

router = APIRouter(tags=["people"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for, in spite of typing errors."""

    q: Annotated[ShortText | None, Query(description="A name, or a part of one.", examples=["Exmaple"])] = None
    topic: Annotated[Topic | None, Query(description="What they give or want, by any of its names.")] = None
    department: Annotated[ShortText | None, Query(description="Where they work.")] = None


@router.get("/v1/people")
async def find_people(
    person: MemberDep,
    edge: EdgeDep,
    wanted: Annotated[Wanted, Depends()],
    paging: Annotated[Paging, Depends(paged(20, most=50))],
) -> FoundPeople:
    """Those who chose to be visible: the most alike first where `q` is given, else by name."""
    return paging.sealed(await ask(edge, FindPeople(**asdict(wanted), **paging.asked), person))


@router.get("/v1/people/{person_id}")
async def read_card(person_id: PathId, person: MemberDep, edge: EdgeDep) -> PersonCard:
    """What somebody gives and wants to get. Of those who do not want to be shown to you, only if you deal with them."""
    found = await edge.core.naming.shown_to(person.org, person.person_id, [person_id])
    if not found:
        raise Problem("not-found")
    return PersonCard.of(found[person_id])

"""People as others see them."""

import asyncio
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
    question = FindPeople(**asdict(wanted), cursor=paging.after, limit=paging.limit)
    found = await ask(edge, question, person)
    return found.model_copy(update={"next_cursor": paging.next(found.next_cursor)})


@router.get("/v1/people/{person_id}")
async def read_card(person_id: PathId, person: MemberDep, edge: EdgeDep) -> PersonCard:
    """What somebody gives and wants to get. Of those who do not want to be shown to you, only if you deal with them."""
    own_id = person.person_id
    (
        record,
        suspension,
        is_blocked,
        is_known,
    ) = await asyncio.gather(  # all of it, whoever it is: nobody's 404 comes sooner
        edge.core.people.find(person.org, person_id),
        edge.core.suspending.standing(person.org, person_id),
        edge.core.blocking.hides(person.org, person_id, own_id),
        edge.core.views.know_each_other(person.org, own_id, person_id),
    )
    if record is None or not record.is_here:
        raise Problem("not-found")
    is_open = record.is_visible and not is_blocked and suspension is None
    if not (is_open or is_known or person_id == own_id):
        raise Problem("not-found")
    return PersonCard.of(record)

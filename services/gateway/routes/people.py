"""People as others see them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from libs.common.contracts.asks import FindPeople, FoundPeople
from libs.common.contracts.base import ShortText
from libs.common.contracts.requests import Topic
from services.gateway.deps import EdgeDep, MemberDep, ask
from services.gateway.problems import Problem
from services.gateway.schemas import PersonCard

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
    cursor: Annotated[str | None, Query(max_length=2000, description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> FoundPeople:
    """Those who chose to be visible: the most alike first where `q` is given, else by name."""
    question = FindPeople(q=wanted.q, topic=wanted.topic, department=wanted.department, cursor=cursor, limit=limit)
    return await ask(edge, question, person)


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

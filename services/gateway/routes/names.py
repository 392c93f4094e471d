"""What people are called, for screens that name many: each caller reads the names of whom they see."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from libs.common.contracts.base import Id
from services.gateway.deps import EdgeDep, Member, MemberDep, PathId, may
from services.gateway.domain.access import Permission
from services.gateway.routes.programmes import ONE, Runs, known
from services.gateway.schemas.people import Names

router = APIRouter()

MOST = 50
"""So many of the longest ids fit into an address."""

Ids = Annotated[list[Id], Query(min_length=1, max_length=MOST, description="Of people: `ids=…&ids=…`.")]
SeerDep = Annotated[Member, Depends(may(Permission.SEE_NAMES))]


@router.get("/v1/names", tags=["people"])
async def read_names(ids: Ids, person: MemberDep, edge: EdgeDep) -> Names:
    """Of those whose card you may open. All others are missing, whyever."""
    return Names.of(await edge.core.naming.shown_to(person.org, person.person_id, ids))


@router.get(f"{ONE}/names", tags=["programmes"])
async def read_names_of_programme(ids: Ids, programme_id: PathId, person: Runs, edge: EdgeDep) -> Names:
    """Of who is in it, is invited or has asked, is in a pair in it, or runs it: of those who hide, too."""
    programme = await known(edge, person, programme_id)
    return Names.of(await edge.core.naming.in_programme(programme, ids))


@router.get("/v1/organisation/names", tags=["running the house"])
async def read_names_of_organisation(ids: Ids, person: SeerDep, edge: EdgeDep) -> Names:
    """Of everybody who is here: of those who hide, too."""
    return Names.of(await edge.core.naming.in_organisation(person.org, ids))

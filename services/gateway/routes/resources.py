"""The resource library: short texts to read or to do, by the stage and the parts of a pair."""

from typing import Annotated

from fastapi import APIRouter, Query

from libs.common.contracts.base import Id
from libs.common.contracts.resources import ListResources, ReadResource, Resource, Resources, StageName
from services.gateway.deps import EdgeDep, MemberDep, PathId, ask
from services.gateway.problems import also

router = APIRouter(prefix="/v1/resources", tags=["resources"])


@router.get("", responses=also(404))
async def list_resources(
    person: MemberDep,
    edge: EdgeDep,
    stage: StageName | None = None,
    pair_id: Annotated[
        Id | None,
        Query(description="A pair of yours: what suits your part in it, in the stage it is in or in `stage`."),
    ] = None,
) -> Resources:
    """Guides, exercises, checklists and conversations, from the beginning of a pair to its end."""
    return await ask(edge, ListResources(stage=stage, pair_id=pair_id), person)


@router.get("/{resource_id}")
async def read_resource(resource_id: PathId, person: MemberDep, edge: EdgeDep) -> Resource:
    """One of them, in English and German."""
    return await ask(edge, ReadResource(resource_id=resource_id), person)

"""What two of a pair expect: each answers alone, and both see where they differ once both have. Kept by journal."""

from fastapi import APIRouter, Depends

from libs.common.contracts.preparation import Expectations, ReadExpectations, SetExpectations
from services.gateway.deps import EdgeDep, MemberDep, PathId, ReachingDep, ask, require_json
from services.gateway.schemas.preparation import OwnExpectations

router = APIRouter(prefix="/v1/pairs/{pair_id}/expectations", tags=["preparation"])


@router.get("")
async def read_expectations(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> Expectations:
    """The questions, and what you chose. `comparison` is null as long as one of you has not answered."""
    return await ask(edge, ReadExpectations(pair_id=pair_id), person)


@router.put("", dependencies=[Depends(require_json)])
async def set_expectations(pair_id: PathId, body: OwnExpectations, person: ReachingDep, edge: EdgeDep) -> Expectations:
    """Answer every question, for yourself. You may answer anew at any time, also after the two of you have compared."""
    return await ask(edge, SetExpectations(pair_id=pair_id, choices=body.choices), person)

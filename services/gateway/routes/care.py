"""How it goes for a pair, kept by journal: each of the two sees what is theirs, and nobody else sees anything."""

from fastapi import APIRouter, Depends

from libs.common.contracts.care import (
    FitShown,
    GiveFit,
    GivePulse,
    PairHealth,
    PulseShown,
    ReadFit,
    ReadHealth,
    ReadPulse,
)
from services.gateway.deps import EdgeDep, MemberDep, PathId, ask, require_json
from services.gateway.schemas.care import AnswerFit, AnswerPulse

router = APIRouter(prefix="/v1/pairs/{pair_id}", tags=["care"])


@router.get("/pulse")
async def read_pulse(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> PulseShown:
    """The two questions that you were asked last, your own answer, and what may help."""
    return await ask(edge, ReadPulse(pair_id=pair_id), person)


@router.put("/pulse", dependencies=[Depends(require_json)])
async def give_pulse(pair_id: PathId, body: AnswerPulse, person: MemberDep, edge: EdgeDep) -> PulseShown:
    """Answer both, or answer otherwise. The other learns neither what you answered nor that you did."""
    return await ask(edge, GivePulse(pair_id=pair_id, **body.model_dump()), person)


@router.get("/fit")
async def read_fit(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> FitShown:
    """Whether it fits: the question, your own answer, and what may help."""
    return await ask(edge, ReadFit(pair_id=pair_id), person)


@router.put("/fit", dependencies=[Depends(require_json)])
async def give_fit(pair_id: PathId, body: AnswerFit, person: MemberDep, edge: EdgeDep) -> FitShown:
    """Say whether it fits, or say otherwise. If it is not for you, `POST …/end` ends it without anybody's fault."""
    return await ask(edge, GiveFit(pair_id=pair_id, **body.model_dump()), person)


@router.get("/health")
async def read_health(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> PairHealth:
    """How it goes for you (`own`) and for the two of you (`pair`), with reasons, and how sure that is."""
    return await ask(edge, ReadHealth(pair_id=pair_id), person)

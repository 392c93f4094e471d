"""The agreement of a pair and the goals in it, kept by journal: to everybody but the two there is no such pair."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from libs.common.contracts.agreements import (
    Agreement,
    AgreementVersion,
    Goal,
    Goals,
    MarkGoal,
    ReadAgreement,
    ReadAgreementVersion,
    ReadGoals,
    SignAgreement,
    WritePart,
    WriteShared,
)
from libs.common.contracts.base import LAST_NUMBER
from services.gateway.deps import EdgeDep, IfMatchDep, MemberDep, PathId, ReachingDep, ask, edit, require_json, tagged
from services.gateway.paging import PagingDep
from services.gateway.schemas.agreements import Arrangement, GoalMark, OwnPart
from services.gateway.schemas.shown import Body

router = APIRouter(prefix="/v1/pairs/{pair_id}", tags=["agreements"])


@router.get("/agreement")
async def read_agreement(pair_id: PathId, person: MemberDep, edge: EdgeDep, response: Response) -> Agreement:
    """The newest text, what it lacks and who has signed it; in `live` the version that is in force."""
    return tagged(response, await ask(edge, ReadAgreement(pair_id=pair_id), person))


@router.get("/agreement/versions/{number}")
async def read_agreement_version(
    pair_id: PathId, number: Annotated[int, Path(ge=1, le=LAST_NUMBER)], person: MemberDep, edge: EdgeDep
) -> AgreementVersion:
    """A version that was in force once, as both signed it."""
    return await ask(edge, ReadAgreementVersion(pair_id=pair_id, number=number), person)


@router.put("/agreement/part", dependencies=[Depends(require_json)])
async def write_part(
    pair_id: PathId, body: OwnPart, person: ReachingDep, edge: EdgeDep, response: Response
) -> Agreement:
    """Your own part: what you would like to learn, have to give, need, and keep out of it.

    A change takes the signatures back; what is in force stays so until both have signed the new text.
    """
    return tagged(response, await ask(edge, WritePart(pair_id=pair_id, part=body), person))


@router.put("/agreement/shared", dependencies=[Depends(require_json)])
async def write_shared(
    pair_id: PathId, body: Arrangement, person: ReachingDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> Agreement:
    """What the two of you arrange. 412 where the other changed it since you read it: both versions are in the answer.

    A change takes the signatures back; what is in force stays so until both have signed the new text.
    """
    question = WriteShared(pair_id=pair_id, version=version, shared=body)
    return tagged(response, await edit(edge, question, person, body))


@router.post("/agreement/signature")
async def sign_agreement(
    pair_id: PathId, person: ReachingDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> Agreement:
    """Sign the very text that you read. 412 where anybody changed it since.

    With the second signature it is in force, or as soon as both of you have prepared (`unprepared` says who has not).
    """
    return tagged(response, await edit(edge, SignAgreement(pair_id=pair_id, version=version), person, Body()))


@router.get("/goals")
async def read_goals(pair_id: PathId, person: MemberDep, edge: EdgeDep, paging: PagingDep) -> Goals:
    """What the two of you agreed to reach, and what became of it."""
    return paging.sealed(await ask(edge, ReadGoals(pair_id=pair_id, **paging.asked), person))


@router.put("/goals/{goal_id}", dependencies=[Depends(require_json)])
async def mark_goal(pair_id: PathId, goal_id: PathId, body: GoalMark, person: ReachingDep, edge: EdgeDep) -> Goal:
    """Say of a goal of yours that it is reached, changed, dropped, or open again. The agreement stays signed."""
    question = MarkGoal(pair_id=pair_id, goal_id=goal_id, state=body.state, line=body.line)
    return await ask(edge, question, person)

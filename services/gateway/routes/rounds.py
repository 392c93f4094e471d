"""Cohort rounds of an organisation, for its administrators: made, previewed, adjusted, published by matching."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.common.contracts.rounds import (
    Adjustments,
    AdjustRound,
    ListRounds,
    MakeRound,
    PeopleLeftOut,
    PublishRound,
    ReadLeftOut,
    ReadRound,
    ReadRoundPairs,
    RoundList,
    RoundPairs,
    RoundPlan,
    RoundShown,
)
from services.gateway.claiming import new_id_once, once
from services.gateway.deps import (
    EdgeDep,
    IdempotencyKey,
    IfMatchDep,
    Member,
    PathId,
    ask,
    edit,
    may,
    require_json,
    tagged,
)
from services.gateway.domain.access import Permission
from services.gateway.paging import Paging, PagingDep
from services.gateway.problems import Problem
from services.gateway.schemas.rounds import LeftOutShown, PublishPreview, RoundPairsShown

router = APIRouter(prefix="/v1/rounds", tags=["rounds"])

RoundsDep = Annotated[Member, Depends(may(Permission.MAKE_ROUNDS))]

SOLVING_S = 60.0
"""The largest round there may be takes some ten seconds on two cores, and its first one compiles the inner loop."""


@router.post("", status_code=201, dependencies=[Depends(require_json)])
async def make_round(
    body: RoundPlan, person: RoundsDep, edge: EdgeDep, response: Response, key: IdempotencyKey = None
) -> RoundShown:
    """A draft with its preview. Nobody hears of it. With the same Idempotency-Key it is one round."""
    round_id = await new_id_once(edge, person, "round", key, body.model_dump_json().encode())
    response.headers["Location"] = f"/v1/rounds/{round_id}"
    return tagged(response, await ask(edge, MakeRound(round_id=round_id, plan=body), person, timeout_s=SOLVING_S))


@router.get("")
async def list_rounds(person: RoundsDep, edge: EdgeDep) -> RoundList:
    """The newest first."""
    return await ask(edge, ListRounds(), person)


@router.get("/{round_id}")
async def read_round(round_id: PathId, person: RoundsDep, edge: EdgeDep, response: Response) -> RoundShown:
    """How it stands: its preview in numbers, who is left out for which reason, and the fairness report."""
    return tagged(response, await ask(edge, ReadRound(round_id=round_id), person))


@router.get("/{round_id}/pairs")
async def read_round_pairs(round_id: PathId, person: RoundsDep, edge: EdgeDep, paging: PagingDep) -> RoundPairsShown:
    """Who would be asked, with the reasons."""
    version, after = paging.after or (None, 0)
    found = await ask(edge, ReadRoundPairs(round_id=round_id, after=after, limit=paging.limit), person)
    next_cursor = _next(paging, version, found)
    return RoundPairsShown(version=found.version, pairs=found.pairs, next_cursor=next_cursor)


@router.get("/{round_id}/left-out")
async def read_left_out(round_id: PathId, person: RoundsDep, edge: EdgeDep, paging: PagingDep) -> LeftOutShown:
    """Who has no partner, and why."""
    version, after = paging.after or (None, 0)
    found = await ask(edge, ReadLeftOut(round_id=round_id, after=after, limit=paging.limit), person)
    return LeftOutShown(version=found.version, people=found.people, next_cursor=_next(paging, version, found))


def _next(paging: Paging, version: int | None, found: RoundPairs | PeopleLeftOut) -> str | None:
    """The pages of one preview fit together: with the next version its cursors are over."""
    if version not in (None, found.version):
        raise Problem("cursor-unknown")
    return paging.next([found.version, found.next_after] if found.next_after else None)


@router.put("/{round_id}/adjustments", dependencies=[Depends(require_json)])
async def adjust_round(
    round_id: PathId,
    body: Adjustments,
    person: RoundsDep,
    version: IfMatchDep,
    edge: EdgeDep,
    response: Response,
) -> RoundShown:
    """All that is locked and all that is forbidden from here on, and the preview that follows from it."""
    question = AdjustRound(round_id=round_id, adjustments=body, version=version)
    return tagged(response, await edit(edge, question, person, body, timeout_s=SOLVING_S))


@router.post("/{round_id}/publication", status_code=202, dependencies=[Depends(require_json)])
async def publish_round(
    round_id: PathId, body: PublishPreview, person: RoundsDep, edge: EdgeDep, key: IdempotencyKey = None
) -> RoundShown:
    """Propose each pair of the preview of this version. A pair begins when its mentee and its mentor said yes."""
    await once(edge, person, PublishRound.name, key, f"{round_id} {body.version}".encode())
    return await ask(edge, PublishRound(round_id=round_id, version=body.version), person)

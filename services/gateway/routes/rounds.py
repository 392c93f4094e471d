"""Cohort rounds, made, previewed, adjusted and published by matching: of an organisation, and of one programme."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

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
    locate,
    may,
    require_json,
    tagged,
)
from services.gateway.domain.access import Permission
from services.gateway.paging import Paging, PagingDep
from services.gateway.problems import Problem
from services.gateway.routes.programmes import ONE, Organising, within_programme
from services.gateway.schemas.rounds import LeftOutShown, PublishPreview, RoundPairsShown

RoundsDep = Annotated[Member, Depends(may(Permission.MAKE_ROUNDS))]

SOLVING_S = 60.0
"""The largest round there may be takes some ten seconds on two cores, and its first one compiles the inner loop."""


async def of_organisation(person: RoundsDep) -> Organising:
    """An administrator."""
    return Organising(person)


def routes(prefix: str, maker: Callable[..., Awaitable[Organising]], suffix: str = "") -> APIRouter:
    """The same for both; of a programme nobody finds the rounds of another there."""
    router = APIRouter(prefix=prefix, tags=["rounds"])

    @router.post("", status_code=201, dependencies=[Depends(require_json)], name=f"make_round{suffix}")
    async def make_round(
        body: RoundPlan,
        who: Annotated[Organising, Depends(maker)],
        edge: EdgeDep,
        request: Request,
        response: Response,
        key: IdempotencyKey = None,
    ) -> RoundShown:
        """A draft with its preview. Nobody hears of it. With the same Idempotency-Key it is one round."""
        plan = _of_theirs(who, body)
        round_id = await new_id_once(edge, who.person, "round", key, plan.model_dump_json().encode())
        locate(response, f"{request.url.path}/{round_id}")
        return tagged(
            response, await ask(edge, MakeRound(round_id=round_id, plan=plan), who.person, timeout_s=SOLVING_S)
        )

    @router.get("", name=f"list_rounds{suffix}")
    async def list_rounds(who: Annotated[Organising, Depends(maker)], edge: EdgeDep, paging: PagingDep) -> RoundList:
        """The newest first."""
        return paging.sealed(await ask(edge, ListRounds(within=who.programme_id, **paging.asked), who.person))

    @router.get("/{round_id}", name=f"read_round{suffix}")
    async def read_round(
        round_id: PathId, who: Annotated[Organising, Depends(maker)], edge: EdgeDep, response: Response
    ) -> RoundShown:
        """How it stands: its preview in numbers, who is left out for which reason, and the fairness report."""
        return tagged(response, await ask(edge, ReadRound(round_id=round_id, within=who.programme_id), who.person))

    @router.get("/{round_id}/pairs", name=f"read_round_pairs{suffix}")
    async def read_round_pairs(
        round_id: PathId, who: Annotated[Organising, Depends(maker)], edge: EdgeDep, paging: PagingDep
    ) -> RoundPairsShown:
        """Who would be asked, with the reasons."""
        version, after = paging.after or (None, 0)
        question = ReadRoundPairs(round_id=round_id, within=who.programme_id, after=after, limit=paging.limit)
        found = await ask(edge, question, who.person)
        next_cursor = _next(paging, version, found)
        return RoundPairsShown(version=found.version, pairs=found.pairs, next_cursor=next_cursor)

    @router.get("/{round_id}/left-out", name=f"read_left_out{suffix}")
    async def read_left_out(
        round_id: PathId, who: Annotated[Organising, Depends(maker)], edge: EdgeDep, paging: PagingDep
    ) -> LeftOutShown:
        """Who has no partner, and why."""
        version, after = paging.after or (None, 0)
        question = ReadLeftOut(round_id=round_id, within=who.programme_id, after=after, limit=paging.limit)
        found = await ask(edge, question, who.person)
        return LeftOutShown(version=found.version, people=found.people, next_cursor=_next(paging, version, found))

    @router.put("/{round_id}/adjustments", dependencies=[Depends(require_json)], name=f"adjust_round{suffix}")
    async def adjust_round(
        round_id: PathId,
        body: Adjustments,
        who: Annotated[Organising, Depends(maker)],
        version: IfMatchDep,
        edge: EdgeDep,
        response: Response,
    ) -> RoundShown:
        """All that is locked and all that is forbidden from here on, and the preview that follows from it."""
        question = AdjustRound(round_id=round_id, within=who.programme_id, adjustments=body, version=version)
        return tagged(response, await edit(edge, question, who.person, body, timeout_s=SOLVING_S))

    @router.post(
        "/{round_id}/publication", status_code=202, dependencies=[Depends(require_json)], name=f"publish_round{suffix}"
    )
    async def publish_round(
        round_id: PathId,
        body: PublishPreview,
        who: Annotated[Organising, Depends(maker)],
        edge: EdgeDep,
        key: IdempotencyKey = None,
    ) -> RoundShown:
        """Propose each pair of the preview of this version. A pair begins when its mentee and its mentor said yes."""
        await once(edge, who.person, PublishRound.name, key, f"{round_id} {body.version}".encode())
        return await ask(
            edge, PublishRound(round_id=round_id, within=who.programme_id, version=body.version), who.person
        )

    return router


def _of_theirs(who: Organising, plan: RoundPlan) -> RoundPlan:
    """Who runs one programme makes rounds of no other."""
    return plan.model_copy(update={"programme_id": who.programme_id}) if who.programme_id else plan


def _next(paging: Paging, version: int | None, found: RoundPairs | PeopleLeftOut) -> str | None:
    """The pages of one preview fit together: with the next version its cursors are over."""
    if version not in (None, found.version):
        raise Problem("cursor-unknown")
    return paging.next([found.version, found.next_after] if found.next_after else None)


router = APIRouter()
router.include_router(routes("/v1/rounds", of_organisation))
router.include_router(routes(f"{ONE}/rounds", within_programme, "_of_programme"))

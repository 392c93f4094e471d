"""Pairs: their state and timeline from the gateway's views, their story from journal."""

from fastapi import APIRouter, Depends

from libs.common.contracts.asks import ReadStory, Story
from libs.common.contracts.pairs import PairEndAsked, PairExtendAsked, PairPauseAsked, PairTurnAsked
from services.gateway.claiming import claim
from services.gateway.deps import (
    Edge,
    EdgeDep,
    Member,
    MemberDep,
    PathId,
    ReachingDep,
    Reply,
    ReplyDep,
    ask,
    require_json,
)
from services.gateway.paging import PagingDep
from services.gateway.problems import Problem
from services.gateway.schemas.events import Fact, Timeline
from services.gateway.schemas.pairs import EndPair, ExtendPair, Pair, Pairs, PausePair, Rematch, TurnPair
from services.gateway.schemas.requests import MentoringRequest
from services.gateway.use_cases.claims import PairClaim, claim_id_of, request_id_of
from services.gateway.use_cases.rematch import rematch
from services.gateway.views import PairView

router = APIRouter(prefix="/v1/pairs", tags=["pairs"])


@router.get("")
async def list_pairs(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> Pairs:
    """Your pairs, the newest first."""
    found = await edge.core.views.pairs_of(person.org, person.person_id, paging.limit + 1, paging.after)
    views, next_cursor = paging.cut(found, lambda view: view.place)
    return Pairs(data=[Pair.of(view) for view in views], next_cursor=next_cursor)


@router.get("/{pair_id}")
async def read_pair(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> Pair:
    """One of them."""
    return Pair.of(await _own(edge, person, pair_id))


@router.get("/{pair_id}/timeline")
async def read_timeline(pair_id: PathId, person: MemberDep, edge: EdgeDep, paging: PagingDep) -> Timeline:
    """What happened, in its order."""
    await _own(edge, person, pair_id)
    found = await edge.core.log.timeline(person.viewer, pair_id, paging.after or 0, paging.limit + 1)
    entries, next_cursor = paging.cut(found, lambda entry: entry.position)
    return Timeline(data=[Fact.of(entry) for entry in entries], next_cursor=next_cursor)


@router.get("/{pair_id}/story")
async def read_story(pair_id: PathId, person: MemberDep, edge: EdgeDep) -> Story:
    """What journal keeps for you of this pair."""
    await _own(edge, person, pair_id)
    return await ask(edge, ReadStory(pair_id=pair_id), person)


@router.post("/{pair_id}/pause", status_code=202, dependencies=[Depends(require_json)])
async def pause_pair(
    pair_id: PathId, person: ReachingDep, edge: EdgeDep, reply: ReplyDep, body: PausePair | None = None
) -> Pair:
    """A break, until a time or until one of you resumes. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    until = body.until if body else None
    return await _claimed(edge, person, PairPauseAsked(pair_id=pair_id, paused=True, until=until), reply)


@router.post("/{pair_id}/resumption", status_code=202)
async def resume_pair(pair_id: PathId, person: ReachingDep, edge: EdgeDep, reply: ReplyDep) -> Pair:
    """The break is over. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    return await _claimed(edge, person, PairPauseAsked(pair_id=pair_id, paused=False), reply)


@router.post("/{pair_id}/extension", status_code=202, dependencies=[Depends(require_json)])
async def extend_pair(pair_id: PathId, body: ExtendPair, person: ReachingDep, edge: EdgeDep, reply: ReplyDep) -> Pair:
    """Go on for longer. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    return await _claimed(edge, person, PairExtendAsked(pair_id=pair_id, until=body.until), reply)


@router.post("/{pair_id}/turn", status_code=202, dependencies=[Depends(require_json)])
async def turn_pair(pair_id: PathId, body: TurnPair, person: ReachingDep, edge: EdgeDep, reply: ReplyDep) -> Pair:
    """Wish for another direction, or agree to one. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    return await _claimed(edge, person, PairTurnAsked(pair_id=pair_id, **body.model_dump()), reply)


@router.post("/{pair_id}/end", status_code=202, dependencies=[Depends(require_json)])
async def end_pair(pair_id: PathId, body: EndPair, person: MemberDep, edge: EdgeDep, reply: ReplyDep) -> Pair:
    """End it, alone and at once; nobody hears who did or why. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    return await _claimed(edge, person, PairEndAsked(pair_id=pair_id, reason=body.reason), reply)


@router.post("/{pair_id}/rematch", status_code=202, dependencies=[Depends(require_json)])
async def find_somebody_else(
    pair_id: PathId, person: ReachingDep, edge: EdgeDep, reply: ReplyDep, body: Rematch | None = None
) -> MentoringRequest:
    """Suggestions after a pair that has ended. 202: on its way. 201 (with `Prefer: wait=5`): they are there."""
    view = await _own(edge, person, pair_id)
    if view.ending is None:
        raise Problem("pair-goes-on")
    claim_id = claim_id_of(person.maker, f"rematch {pair_id}", reply.key)
    wanted = rematch(view, person.record, body.topics if body else None, request_id_of(claim_id))
    is_done = await claim(edge, person, wanted, claim_id, reply.wait)
    reply.at(f"/v1/requests/{wanted.request_id}", 201 if is_done else 202)
    request = await edge.core.views.request(person.org, wanted.request_id)
    if request is None:
        raise AssertionError("a claim that asks writes its view")
    return MentoringRequest.of(request, person.person_id)


async def _claimed(edge: Edge, person: Member, wanted: PairClaim, reply: Reply) -> Pair:
    await _own(edge, person, wanted.pair_id)
    claim_id = claim_id_of(person.maker, wanted.event, reply.key)
    is_done = await claim(edge, person, wanted, claim_id, reply.wait)
    reply.at(f"/v1/pairs/{wanted.pair_id}", 200 if is_done else 202)
    return Pair.of(await _own(edge, person, wanted.pair_id))


async def _own(edge: Edge, person: Member, pair_id: str) -> PairView:
    """A pair of this person. Journal checks it again; a stranger's question does not even leave the gateway."""
    view = await edge.core.views.pair(person.org, pair_id)
    if view is None or person.person_id not in view.member_ids:
        raise Problem("not-found")
    return view

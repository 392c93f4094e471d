"""Circles: one mentor with several, or peers. Everybody in one has said yes to it themselves."""

from fastapi import APIRouter, Depends

from libs.common.contracts.circles import CircleAnswered, CircleAsked, CircleEndAsked, CircleInviteAsked
from services.gateway.claiming import claim
from services.gateway.deps import Edge, EdgeDep, Member, MemberDep, PathId, ReachingDep, Reply, ReplyDep, require_json
from services.gateway.paging import PagingDep
from services.gateway.problems import Problem
from services.gateway.schemas.circles import AnswerCircle, Circle, Circles, InviteToCircle, StartCircle
from services.gateway.use_cases.claims import CircleClaim, circle_id_of, claim_id_of
from services.gateway.views import CircleView

router = APIRouter(prefix="/v1/circles", tags=["circles"])


@router.post("", status_code=202, dependencies=[Depends(require_json)])
async def start_circle(body: StartCircle, person: ReachingDep, edge: EdgeDep, reply: ReplyDep) -> Circle:
    """Invite others to a circle. 202: on its way. 201 (with `Prefer: wait=5`): they are asked."""
    claim_id = claim_id_of(person.maker, CircleAsked.event, reply.key)
    wanted = CircleAsked(circle_id=circle_id_of(claim_id), person_id=person.person_id, **body.model_dump())
    is_done = await claim(edge, person, wanted, claim_id, reply.wait)
    return await _answered(edge, person, wanted.circle_id, reply, 201 if is_done else 202)


@router.get("")
async def list_circles(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> Circles:
    """Those that you are in or invited to, the newest first."""
    found = await edge.core.views.circles_of(person.org, person.person_id, paging.limit + 1, paging.after)
    views, next_cursor = paging.cut(found, lambda view: view.place)
    return Circles(data=[Circle.of(view) for view in views], next_cursor=next_cursor)


@router.get("/{circle_id}")
async def read_circle(circle_id: PathId, person: MemberDep, edge: EdgeDep) -> Circle:
    """One of them."""
    return Circle.of(await _seen(edge, person, circle_id))


@router.post("/{circle_id}/invitations", status_code=202, dependencies=[Depends(require_json)])
async def invite_to_circle(
    circle_id: PathId, body: InviteToCircle, person: ReachingDep, edge: EdgeDep, reply: ReplyDep
) -> Circle:
    """Invite more people to yours. 202: on its way. 200 (with `Prefer: wait=5`): they are asked."""
    return await _claimed(edge, person, CircleInviteAsked(circle_id=circle_id, **body.model_dump()), reply)


@router.post("/{circle_id}/answer", status_code=202, dependencies=[Depends(require_json)])
async def answer_circle(
    circle_id: PathId, body: AnswerCircle, person: ReachingDep, edge: EdgeDep, reply: ReplyDep
) -> Circle:
    """Say yes to it, or no, or leave it again. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    return await _claimed(edge, person, CircleAnswered(circle_id=circle_id, agrees=body.agrees), reply)


@router.post("/{circle_id}/end", status_code=202)
async def end_circle(circle_id: PathId, person: MemberDep, edge: EdgeDep, reply: ReplyDep) -> Circle:
    """For all, by its mentor or who started it among peers. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    return await _claimed(edge, person, CircleEndAsked(circle_id=circle_id), reply)


async def _claimed(edge: Edge, person: Member, wanted: CircleClaim, reply: Reply) -> Circle:
    await _seen(edge, person, wanted.circle_id)
    is_done = await claim(edge, person, wanted, claim_id_of(person.maker, wanted.event, reply.key), reply.wait)
    return await _answered(edge, person, wanted.circle_id, reply, 200 if is_done else 202)


async def _seen(edge: Edge, person: Member, circle_id: str) -> CircleView:
    """One of which this person may know."""
    view = await edge.core.views.circle(person.org, circle_id)
    if view is None or person.person_id not in view.visible_to:
        raise Problem("not-found")
    return view


async def _answered(edge: Edge, person: Member, circle_id: str, reply: Reply, status: int) -> Circle:
    reply.at(f"/v1/circles/{circle_id}", status)
    return Circle.of(await _seen(edge, person, circle_id))

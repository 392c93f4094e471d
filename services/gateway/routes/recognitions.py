"""Recognising a mentoring that is there already: one names it, the other says so too."""

from fastapi import APIRouter, Depends

from libs.common.contracts.recognitions import MentoringRecognised, RecognitionAnswered
from services.gateway.claiming import claim
from services.gateway.deps import Edge, EdgeDep, Member, MemberDep, PathId, ReachingDep, Reply, ReplyDep, require_json
from services.gateway.paging import PagingDep
from services.gateway.problems import Problem
from services.gateway.schemas.recognitions import AnswerRecognition, NameMentoring, Recognition, Recognitions
from services.gateway.use_cases.claims import claim_id_of, recognition_id_of
from services.gateway.views import RecognitionView

router = APIRouter(prefix="/v1/recognitions", tags=["recognitions"])


@router.post("", status_code=202, dependencies=[Depends(require_json)])
async def name_mentoring(body: NameMentoring, person: ReachingDep, edge: EdgeDep, reply: ReplyDep) -> Recognition:
    """We learn together already. 202: on its way. 201 (with `Prefer: wait=5`): the other is asked whether it is so."""
    claim_id = claim_id_of(person.maker, MentoringRecognised.event, reply.key)
    named = body.model_dump(exclude_unset=True)
    wanted = MentoringRecognised(recognition_id=recognition_id_of(claim_id), person_id=person.person_id, **named)
    is_done = await claim(edge, person, wanted, claim_id, reply.wait)
    return await _answered(edge, person, wanted.recognition_id, reply, 201 if is_done else 202)


@router.get("")
async def list_recognitions(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> Recognitions:
    """Those in which you are one of the two, the newest first."""
    found = await edge.core.views.recognitions_of(person.org, person.person_id, paging.limit + 1, paging.after)
    views, next_cursor = paging.cut(found, lambda view: view.place)
    return Recognitions(data=[Recognition.of(view) for view in views], next_cursor=next_cursor)


@router.get("/{recognition_id}")
async def read_recognition(recognition_id: PathId, person: MemberDep, edge: EdgeDep) -> Recognition:
    """One of them."""
    return Recognition.of(await _seen(edge, person, recognition_id))


@router.post("/{recognition_id}/answer", status_code=202, dependencies=[Depends(require_json)])
async def answer_recognition(
    recognition_id: PathId, body: AnswerRecognition, person: ReachingDep, edge: EdgeDep, reply: ReplyDep
) -> Recognition:
    """It is so, or not. 202: on its way. 200 (with `Prefer: wait=5`): done; with both it is a pair."""
    await _seen(edge, person, recognition_id)
    wanted = RecognitionAnswered(recognition_id=recognition_id, agrees=body.agrees)
    is_done = await claim(edge, person, wanted, claim_id_of(person.maker, wanted.event, reply.key), reply.wait)
    return await _answered(edge, person, recognition_id, reply, 200 if is_done else 202)


async def _seen(edge: Edge, person: Member, recognition_id: str) -> RecognitionView:
    """One of which this person may know."""
    view = await edge.core.views.recognition(person.org, recognition_id)
    if view is None or person.person_id not in view.visible_to:
        raise Problem("not-found")
    return view


async def _answered(edge: Edge, person: Member, recognition_id: str, reply: Reply, status: int) -> Recognition:
    reply.at(f"/v1/recognitions/{recognition_id}", status)
    return Recognition.of(await _seen(edge, person, recognition_id))

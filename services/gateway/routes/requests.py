"""Asking for a mentor, answering, taking back: claims, whose outcome one may wait for."""

from urllib.parse import quote

from fastapi import APIRouter, Depends, Response

from libs.common.contracts.requests import (
    STANDING,
    Direction,
    MentoringOffered,
    MentorRequested,
    RequestAnswered,
    RequestState,
    RequestWithdrawn,
)
from services.gateway.claiming import claim
from services.gateway.deps import (
    Edge,
    EdgeDep,
    IdempotencyKey,
    Member,
    MemberDep,
    PathId,
    ReachingDep,
    ReplyDep,
    WaitDep,
    require_json,
)
from services.gateway.domain.declines import WORDS
from services.gateway.paging import PagingDep
from services.gateway.problems import Problem
from services.gateway.schemas.requests import (
    AnswerRequest,
    AskAgain,
    AskForMentor,
    DeclineReasons,
    DeclineReasonShown,
    MentoringRequest,
    MentoringRequests,
    OfferMentoring,
)
from services.gateway.use_cases.claims import claim_id_of, request_id_of
from services.gateway.views import RequestView

router = APIRouter(prefix="/v1/requests", tags=["requests"])
ENDS = frozenset(RequestState) - STANDING


@router.post("", status_code=202, dependencies=[Depends(require_json)])
async def ask_for_mentor(
    body: AskForMentor,
    person: ReachingDep,
    edge: EdgeDep,
    response: Response,
    wait: WaitDep,
    key: IdempotencyKey = None,
) -> MentoringRequest:
    """Ask somebody, or for suggestions. 202: it is on its way. 201 (with `Prefer: wait=5`): what became of it."""
    claim_id = claim_id_of(person.maker, MentorRequested.event, key)
    before = await _seen(edge, person, body.after_request_id) if body.after_request_id else None
    asked = body.model_dump(exclude={"message", "after_request_id"}, exclude_unset=True)
    wanted = MentorRequested(request_id=request_id_of(claim_id), mentee_id=person.person_id, **asked)
    story = before.correlation_id if before else None
    is_done = await claim(edge, person, wanted, claim_id, wait, message=body.message, correlation_id=story)
    return await _answered(edge, person, wanted.request_id, response, 201 if is_done else 202, wait)


@router.get("")
async def list_requests(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> MentoringRequests:
    """Those in which you take part, the newest first."""
    found = await edge.core.views.requests_of(person.org, person.person_id, paging.limit + 1, paging.after)
    views, next_cursor = paging.cut(found, lambda view: view.place)
    return MentoringRequests(
        data=[MentoringRequest.of(view, person.person_id) for view in views], next_cursor=next_cursor
    )


@router.get("/decline-reasons")
async def list_decline_reasons(person: MemberDep) -> DeclineReasons:
    """What may be said with a no. It stays with whoever says it."""
    return DeclineReasons(data=[DeclineReasonShown(code=code, words=words) for code, words in WORDS.items()])


@router.post("/offers", status_code=202, dependencies=[Depends(require_json)])
async def offer_mentoring(
    body: OfferMentoring,
    person: ReachingDep,
    edge: EdgeDep,
    response: Response,
    wait: WaitDep,
    key: IdempotencyKey = None,
) -> MentoringRequest:
    """Offer to be somebody's mentor. 202: it is on its way. 201 (with `Prefer: wait=5`): what became of it."""
    claim_id = claim_id_of(person.maker, MentoringOffered.event, key)
    offered = body.model_dump(exclude={"message"}, exclude_unset=True)
    wanted = MentoringOffered(request_id=request_id_of(claim_id), mentor_id=person.person_id, **offered)
    is_done = await claim(edge, person, wanted, claim_id, wait, message=body.message)
    return await _answered(edge, person, wanted.request_id, response, 201 if is_done else 202, wait)


@router.get("/{request_id}")
async def read_request(request_id: PathId, person: MemberDep, edge: EdgeDep) -> MentoringRequest:
    """One of them, with what was written to the other side."""
    view, messages = await _seen(edge, person, request_id), edge.core.stores.messages
    message = await messages.find(person.org, request_id) if view.has_message else None
    more = await messages.find(person.org, view.more_id) if view.more_id else None
    return MentoringRequest.of(view, person.person_id, message, more)


@router.post("/{request_id}/answer", status_code=202, dependencies=[Depends(require_json)])
async def answer_request(
    request_id: PathId,
    body: AnswerRequest,
    person: ReachingDep,
    edge: EdgeDep,
    response: Response,
    wait: WaitDep,
    key: IdempotencyKey = None,
) -> MentoringRequest:
    """Take a step with it. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    view = await _seen(edge, person, request_id)
    wanted = RequestAnswered(request_id=request_id, **body.model_dump(exclude={"message"}, exclude_unset=True))
    claim_id = claim_id_of(person.maker, RequestAnswered.event, key)
    story = view.correlation_id
    is_done = await claim(edge, person, wanted, claim_id, wait, message=body.message, correlation_id=story)
    return await _answered(edge, person, request_id, response, 200 if is_done else 202, wait)


@router.post("/{request_id}/withdrawal", status_code=202)
async def withdraw_request(
    request_id: PathId,
    person: MemberDep,
    edge: EdgeDep,
    response: Response,
    wait: WaitDep,
    key: IdempotencyKey = None,
) -> MentoringRequest:
    """Take it back. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    view = await _seen(edge, person, request_id)
    claim_id = claim_id_of(person.maker, RequestWithdrawn.event, key)
    wanted = RequestWithdrawn(request_id=request_id)
    is_done = await claim(edge, person, wanted, claim_id, wait, correlation_id=view.correlation_id)
    return await _answered(edge, person, request_id, response, 200 if is_done else 202, wait)


@router.post("/{request_id}/again", status_code=202, dependencies=[Depends(require_json)])
async def ask_again(
    request_id: PathId, person: ReachingDep, edge: EdgeDep, reply: ReplyDep, body: AskAgain | None = None
) -> MentoringRequest:
    """Ask the same person once more. 202: it is on its way. 201 (with `Prefer: wait=5`): what became of it."""
    before = await _seen(edge, person, request_id)
    if before.state not in ENDS or before.mentor_id is None or before.mentee_id != person.person_id:
        raise Problem("not-to-be-asked-again")
    claim_id = claim_id_of(person.maker, f"again {request_id}", reply.key)
    wanted = MentorRequested(
        request_id=request_id_of(claim_id),
        programme_id=before.programme_id,
        mentee_id=person.person_id,
        mentor_id=before.mentor_id,
        direction=Direction(before.direction),
        topics=before.topics,
    )
    message, story = body.message if body else None, before.correlation_id
    is_done = await claim(edge, person, wanted, claim_id, reply.wait, message=message, correlation_id=story)
    reply.at(f"/v1/requests/{wanted.request_id}", 201 if is_done else 202)
    return MentoringRequest.of(await _seen(edge, person, wanted.request_id), person.person_id)


async def _seen(edge: Edge, person: Member, request_id: str) -> RequestView:
    """A request that this person may see."""
    view = await edge.core.views.request(person.org, request_id)
    if view is None or person.person_id not in view.visible_to:
        raise Problem("not-found")
    return view


async def _answered(
    edge: Edge, person: Member, request_id: PathId, response: Response, status: int, wait: int | None
) -> MentoringRequest:
    response.status_code = status
    # Platforms name requests as they like, in whatever script.
    response.headers["Location"] = f"/v1/requests/{quote(request_id, safe='')}"
    if wait:
        response.headers["Preference-Applied"] = f"wait={wait}"
    return MentoringRequest.of(await _seen(edge, person, request_id), person.person_id)

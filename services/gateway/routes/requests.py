"""Asking for a mentor, answering, taking back: claims, whose outcome one may wait for."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response

from libs.common.contracts.requests import (
    ClaimRefused,
    MentoringOffered,
    MentorRequested,
    RequestAnswered,
    RequestWithdrawn,
)
from services.gateway.deps import Edge, EdgeDep, IdempotencyKey, Member, MemberDep, WaitDep, require_json
from services.gateway.domain.declines import WORDS
from services.gateway.domain.refusals import NotTaken
from services.gateway.live import Awaiting
from services.gateway.problems import Problem, refused
from services.gateway.schemas import (
    AnswerRequest,
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

Claim = MentorRequested | MentoringOffered | RequestAnswered | RequestWithdrawn


@router.post("", status_code=202, dependencies=[Depends(require_json)])
async def ask_for_mentor(
    body: AskForMentor, person: MemberDep, edge: EdgeDep, response: Response, wait: WaitDep, key: IdempotencyKey = None
) -> MentoringRequest:
    """Ask somebody, or for suggestions. 202: it is on its way. 201 (with `Prefer: wait=5`): what became of it."""
    claim_id = claim_id_of(person.maker, MentorRequested.event, key)
    before = await _seen(edge, person, body.after_request_id) if body.after_request_id else None
    asked = body.model_dump(exclude={"message", "after_request_id"}, exclude_unset=True)
    claim = MentorRequested(request_id=request_id_of(claim_id), mentee_id=person.person_id, **asked)
    story = before.correlation_id if before else None
    is_done = await _claim(edge, person, claim, claim_id, wait, message=body.message, correlation_id=story)
    return await _answered(edge, person, claim.request_id, response, 201 if is_done else 202, wait)


@router.get("")
async def list_requests(
    person: MemberDep, edge: EdgeDep, limit: Annotated[int, Query(ge=1, le=200)] = 100
) -> MentoringRequests:
    """Those in which you take part, the newest first."""
    views = await edge.core.views.requests_of(person.org, person.person_id, limit)
    return MentoringRequests(data=[MentoringRequest.of(view, person.person_id) for view in views])


@router.get("/decline-reasons")
async def list_decline_reasons(person: MemberDep) -> DeclineReasons:
    """What may be said with a no. It stays with whoever says it."""
    return DeclineReasons(data=[DeclineReasonShown(code=code, words=words) for code, words in WORDS.items()])


@router.post("/offers", status_code=202, dependencies=[Depends(require_json)])
async def offer_mentoring(
    body: OfferMentoring,
    person: MemberDep,
    edge: EdgeDep,
    response: Response,
    wait: WaitDep,
    key: IdempotencyKey = None,
) -> MentoringRequest:
    """Offer to be somebody's mentor. 202: it is on its way. 201 (with `Prefer: wait=5`): what became of it."""
    claim_id = claim_id_of(person.maker, MentoringOffered.event, key)
    offered = body.model_dump(exclude={"message"}, exclude_unset=True)
    claim = MentoringOffered(request_id=request_id_of(claim_id), mentor_id=person.person_id, **offered)
    is_done = await _claim(edge, person, claim, claim_id, wait, message=body.message)
    return await _answered(edge, person, claim.request_id, response, 201 if is_done else 202, wait)


@router.get("/{request_id}")
async def read_request(request_id: str, person: MemberDep, edge: EdgeDep) -> MentoringRequest:
    """One of them, with what was written to the other side."""
    view, messages = await _seen(edge, person, request_id), edge.core.stores.messages
    message = await messages.find(person.org, request_id) if view.has_message else None
    more = await messages.find(person.org, view.more_id) if view.more_id else None
    return MentoringRequest.of(view, person.person_id, message, more)


@router.post("/{request_id}/answer", status_code=202, dependencies=[Depends(require_json)])
async def answer_request(
    request_id: str,
    body: AnswerRequest,
    person: MemberDep,
    edge: EdgeDep,
    response: Response,
    wait: WaitDep,
    key: IdempotencyKey = None,
) -> MentoringRequest:
    """Take a step with it. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    view = await _seen(edge, person, request_id)
    claim = RequestAnswered(request_id=request_id, **body.model_dump(exclude={"message"}, exclude_unset=True))
    claim_id = claim_id_of(person.maker, RequestAnswered.event, key)
    story = view.correlation_id
    is_done = await _claim(edge, person, claim, claim_id, wait, message=body.message, correlation_id=story)
    return await _answered(edge, person, request_id, response, 200 if is_done else 202, wait)


@router.post("/{request_id}/withdrawal", status_code=202)
async def withdraw_request(
    request_id: str,
    person: MemberDep,
    edge: EdgeDep,
    response: Response,
    wait: WaitDep,
    key: IdempotencyKey = None,
) -> MentoringRequest:
    """Take it back. 202: on its way. 200 (with `Prefer: wait=5`): done."""
    view = await _seen(edge, person, request_id)
    claim_id = claim_id_of(person.maker, RequestWithdrawn.event, key)
    claim = RequestWithdrawn(request_id=request_id)
    is_done = await _claim(edge, person, claim, claim_id, wait, correlation_id=view.correlation_id)
    return await _answered(edge, person, request_id, response, 200 if is_done else 202, wait)


async def _seen(edge: Edge, person: Member, request_id: str) -> RequestView:
    """A request that this person may see."""
    view = await edge.core.views.request(person.org, request_id)
    if view is None or person.person_id not in view.visible_to:
        raise Problem("not-found")
    return view


async def _claim(
    edge: Edge,
    person: Member,
    claim: Claim,
    claim_id: str,
    wait: int | None,
    *,
    message: str | None = None,
    correlation_id: str | None = None,
) -> bool:
    """Make the claim durable and wait for its outcome, if that is wanted. True when it is there; Problem on a no."""
    claims = edge.core.claims
    with edge.live.awaiting(person.org, claim_id, wait or 0) as awaiting:
        try:
            async with edge.work.place():
                made = await claims.make(
                    claim, person.maker, claim_id=claim_id, message=message, correlation_id=correlation_id
                )
                await claims.commit(made)
        except NotTaken as no:
            raise Problem("idempotency-key-reused") if no.code == "id-reused" else no from None
        return await _outcome(edge, person.org, claim, claim_id, awaiting) if wait else False


async def _outcome(edge: Edge, org: str, claim: Claim, claim_id: str, awaiting: Awaiting) -> bool:
    """True once the views show it, a pair it made included; Problem where the owner said no."""
    outcome = await awaiting.until(lambda: edge.core.log.outcome(org, claim_id, claim.request_id))
    if outcome is None:
        return False
    if outcome.type == ClaimRefused.type:
        raise refused(outcome.data["code"], outcome.data["words"])
    pair_id = outcome.data.get("pair_id")
    if pair_id:
        await awaiting.until(lambda: edge.core.views.pair(org, pair_id))
    return True


async def _answered(
    edge: Edge, person: Member, request_id: str, response: Response, status: int, wait: int | None
) -> MentoringRequest:
    response.status_code = status
    # Platforms name requests as they like, in whatever script.
    response.headers["Location"] = f"/v1/requests/{quote(request_id, safe='')}"
    if wait:
        response.headers["Preference-Applied"] = f"wait={wait}"
    return MentoringRequest.of(await _seen(edge, person, request_id), person.person_id)

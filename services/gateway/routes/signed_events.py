"""Signed events of platforms: who has only a secret to sign with, and no key to show, sends them here."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request

from services.gateway.deps import EdgeDep, PathId
from services.gateway.languages import best_language
from services.gateway.problems import also, unauthenticated
from services.gateway.routes.events import EVENT_SCHEMA, as_problem, results
from services.gateway.schemas.events import Results
from services.gateway.signatures import ID, SIGNATURE, TIMESTAMP
from services.gateway.use_cases.ingest import Rejected
from services.gateway.use_cases.signed_door import NotSigned

SENT: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": EVENT_SCHEMA}}},
}

router = APIRouter(prefix="/v1/webhooks/in", tags=["events"])


@router.post("/{platform_id}", status_code=202, openapi_extra=SENT, responses=also(401, 403))
async def send_signed_event(
    platform_id: PathId,
    edge: EdgeDep,
    request: Request,
    message_id: Annotated[str, Header(alias=ID, max_length=256, description="The same for every try.")] = "",
    timestamp: Annotated[str, Header(alias=TIMESTAMP, max_length=20, description="Good for five minutes.")] = "",
    signatures: Annotated[str, Header(alias=SIGNATURE, max_length=1000, description="`v1,…`, one or more.")] = "",
) -> Results:
    """One CloudEvent (structured), signed as Standard Webhooks has it with a secret of its platform. Taken once."""
    headers = {ID: message_id, TIMESTAMP: timestamp, SIGNATURE: signatures}
    body = await request.body()
    async with edge.work.place():
        try:
            outcome = await edge.core.signed_door.take(platform_id, headers, body)
        except NotSigned:
            raise unauthenticated("invalid-signature") from None
    if isinstance(outcome, Rejected):
        raise as_problem(outcome)
    return results([outcome], best_language(request.headers.get("accept-language")))

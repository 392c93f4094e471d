"""The door for events of platforms over HTTPS."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
from fastapi import APIRouter, Request

from services.gateway.deps import Edge, EdgeDep, PlatformDep
from services.gateway.domain.platforms import Platform
from services.gateway.envelope import Incoming
from services.gateway.field_errors import FieldError, named_in, sender_errors
from services.gateway.languages import best_language, said
from services.gateway.problems import Problem
from services.gateway.schemas.events import ItemResult, Results
from services.gateway.schemas.problems import FieldProblem
from services.gateway.use_cases.ingest import Accepted, Rejected

BATCH = "application/cloudevents-batch+json"
LARGEST_BATCH = 200
AT_ONCE = 50
"""Events of one batch that are under way together: they share transactions, which is what makes a batch fast."""

EVENT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["specversion", "id", "source", "type", "data"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "minLength": 1, "maxLength": 128},
        "source": {"type": "string", "minLength": 1, "maxLength": 256},
        "type": {"type": "string", "examples": ["bothways.PersonJoined.v1"]},
        "subject": {"type": "string"},
        "time": {"type": "string", "format": "date-time"},
        "data": {"type": "object"},
    },
}
SENT = {
    "requestBody": {
        "required": True,
        "content": {
            "application/cloudevents+json": {"schema": EVENT_SCHEMA},
            BATCH: {"schema": {"type": "array", "items": EVENT_SCHEMA, "maxItems": LARGEST_BATCH}},
            "application/json": {
                "schema": {"type": "object", "description": "Binary mode: attributes in `ce-` headers."}
            },
        },
    }
}

router = APIRouter(prefix="/v1/events", tags=["events"])


@router.post("", status_code=202, openapi_extra=SENT)
async def send_events(platform: PlatformDep, edge: EdgeDep, request: Request) -> Results:
    """One CloudEvent (structured or binary mode) or a batch. 202: what was accepted is durable."""
    body = await request.body()
    incoming = Incoming(body, request.headers.get("content-type"), dict(request.headers))
    language = best_language(request.headers.get("accept-language"))
    async with edge.work.place():
        if incoming.media_type == BATCH:
            return results(await _take_batch(edge, platform, incoming), language)
        outcome = await edge.core.ingest.accept(incoming, platform)
    if isinstance(outcome, Rejected):
        raise as_problem(outcome)
    return results([outcome], language)


async def _take_batch(edge: Edge, platform: Platform, incoming: Incoming) -> list[Accepted | Rejected]:
    """Each for itself, many at once. Where one was not served (the database is away) the whole batch is sent again."""
    places = asyncio.Semaphore(AT_ONCE)

    async def take(event: object) -> Accepted | Rejected:
        async with places:
            return await edge.core.ingest.accept(replace(incoming, body=b"", event=event), platform)

    outcomes = await asyncio.gather(*map(take, _events_of(incoming.body)), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]


def _events_of(body: bytes) -> list[Any]:
    try:
        events = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Problem("unreadable") from None
    if not isinstance(events, list):
        raise Problem("unreadable")
    if len(events) > LARGEST_BATCH:
        raise Problem("batch-too-long")
    return events


def as_problem(rejected: Rejected) -> Problem:
    """The door's no to a single event."""
    problem = Problem(rejected.code, rejected.status, rejected.words, _errors(rejected), kind="not-taken")
    if rejected.retry_after_s is not None:
        problem.headers["Retry-After"] = str(max(1, round(rejected.retry_after_s)))
    return problem


def _errors(rejected: Rejected) -> Sequence[FieldError]:
    return sender_errors(rejected.problems) if rejected.problems else named_in(rejected.detail)


def results(outcomes: list[Accepted | Rejected], language: str) -> Results:
    """What became of each."""
    items = [_item(index, outcome, language) for index, outcome in enumerate(outcomes)]
    rejected = sum(item.status == "rejected" for item in items)
    return Results(accepted=len(items) - rejected, rejected=rejected, data=items)


def _item(index: int, outcome: Accepted | Rejected, language: str) -> ItemResult:
    if isinstance(outcome, Rejected):
        words = said(outcome.words, language)
        errors = [FieldProblem(**error.document(language)) for error in _errors(outcome)]
        return ItemResult(index=index, status="rejected", code=outcome.code, detail=words, errors=errors)
    status = "repeat" if outcome.is_repeat else "accepted"
    return ItemResult(index=index, status=status, event_id=outcome.event_id, subject=outcome.subject)

"""The HTTP application: routes, what surrounds them, and the OpenAPI document."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import Match
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from libs.common.health import Ready, health_routes
from services.gateway import problems
from services.gateway.middleware import METHODS, Outermost
from services.gateway.routes import (
    actions,
    agreements,
    announcements,
    blocks,
    care,
    chat,
    circles,
    clock,
    dead_letters,
    deliveries,
    devices,
    documents,
    dry_runs,
    endings,
    enrolments,
    events,
    expectations,
    inbox,
    interests,
    invitation_pages,
    invitations,
    journal,
    journal_keys,
    ledgers,
    link_pages,
    me,
    notifications,
    pairs,
    people,
    plan,
    platforms,
    preparation,
    programme,
    programmes,
    recognitions,
    requests,
    resources,
    roles,
    rounds,
    sessions,
    sign_in,
    status,
    stream,
    threads,
    topics,
    webhooks,
    wordings,
)
from services.gateway.schemas.problems import ProblemDocument

ABOUT_PEOPLE = (people, topics, programme, plan, wordings, interests, blocks, invitations)
PREPARING = (preparation, expectations, resources)
OF_PAIRS = (pairs, sessions, agreements, threads, ledgers, actions, care, endings)
JOURNAL = (journal, journal_keys)
HEARING = (inbox, notifications, stream)
ONESELF = (sign_in, me, devices, chat)
MEMBERS = (*ONESELF, requests, recognitions, *OF_PAIRS, circles, *PREPARING, *JOURNAL, *ABOUT_PEOPLE, *HEARING)
ORGANISERS = (programmes, enrolments, rounds, dry_runs, announcements, deliveries)
ROUTERS = (*MEMBERS, *ORGANISERS, events, webhooks, platforms, roles, dead_letters, status, clock)
PROBLEM = {"$ref": "#/components/schemas/ProblemDocument"}
ABOUT = """
Mentoring in which both give and both get.

- **Errors** are `application/problem+json` (RFC 9457) with a stable `code`, in the language of `Accept-Language`.
- **Repeats** are safe: send the same `Idempotency-Key` with the same body.
- **Waiting**: what you ask for is decided by another service. `Prefer: wait=5` holds the answer until it is.
- **Live**: `GET /v1/stream` tells what changed; read it again then.
"""


def make_api(ready: Ready) -> FastAPI:
    """Without the parts of a running gateway, which `app` puts into `state.edge`."""
    api = FastAPI(
        title="Bothways",
        version="1",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    problems.install(api)
    for module in ROUTERS:
        api.include_router(module.router)
    api.include_router(documents.router)
    api.include_router(invitation_pages.router)
    api.include_router(link_pages.router)
    api.router.routes.extend(health_routes(ready))
    api.mount(documents.FILES, StaticFiles(directory=documents.FILES_FOLDER))
    api.add_middleware(Outermost, allowed=lambda scope: _allowed(api, scope))
    api.openapi = lambda: _openapi(api)  # type: ignore[method-assign]
    return api


def openapi_document() -> dict[str, Any]:
    """What `/openapi.json` shows, without a running gateway."""

    async def nothing() -> dict[str, bool]:
        return {}

    return make_api(nothing).openapi()


def _allowed(api: FastAPI, scope: Scope) -> list[str]:
    """The methods of a path."""
    found = [
        method
        for method in METHODS
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in api.router.routes)
    ]
    if not found:
        return []
    return [*(["HEAD"] if "GET" in found else []), *found, "OPTIONS"]


def _openapi(api: FastAPI) -> dict[str, Any]:
    """With problems in the place of FastAPI's own errors, which are never sent."""
    if api.openapi_schema is None:
        made = get_openapi(title=api.title, version=api.version, description=api.description, routes=api.routes)
        for operations in made["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)
                _in_words_of_3_1(operation["responses"])
                operation["responses"]["default"] = {
                    "description": "A problem",
                    "content": {problems.MEDIA_TYPE: {"schema": PROBLEM}},
                }
        schemas = made["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        problem = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= problem.pop("$defs") | {"ProblemDocument": problem}
        made["components"]["schemas"] = dict(sorted(schemas.items()))
        api.openapi_schema = made
    return api.openapi_schema


def _in_words_of_3_1(responses: dict[str, Any]) -> None:
    """`itemSchema` of a stream is a word of OpenAPI 3.2, which few tools read yet."""
    for response in responses.values():
        stream = response.get("content", {}).get("text/event-stream")
        if stream:
            stream.pop("itemSchema", None)
            stream["schema"] = {"type": "string", "description": "Server-sent events."}

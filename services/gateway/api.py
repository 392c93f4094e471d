"""The HTTP application: routes, what surrounds them, and the OpenAPI document."""

from typing import Any, cast

from fastapi import FastAPI
from starlette.routing import Match
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from libs.common.health import Ready, health_routes
from services.gateway import problems
from services.gateway.conditional import Conditional
from services.gateway.middleware import METHODS, Outermost
from services.gateway.openapi import openapi
from services.gateway.routes import (
    actions,
    agreements,
    announcements,
    audit,
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
    erasures,
    events,
    expectations,
    facts,
    imports,
    inbox,
    insight,
    interests,
    invitation_pages,
    invitations,
    journal,
    journal_keys,
    ledgers,
    link_pages,
    me,
    moderation,
    names,
    notifications,
    organisations,
    own_erasure,
    own_export,
    own_sessions,
    pairs,
    people,
    plan,
    platforms,
    preparation,
    programme,
    programmes,
    recognitions,
    reports,
    requests,
    resources,
    roles,
    rounds,
    sessions,
    sign_in,
    signed_events,
    status,
    stream,
    threads,
    topics,
    web,
    webhooks,
    wordings,
)
from services.gateway.scim import app as scim
from services.gateway.shedding import Shedding

ABOUT_PEOPLE = (people, names, topics, programme, plan, wordings, interests, blocks, reports, invitations)
PREPARING = (preparation, expectations, resources)
OF_PAIRS = (pairs, sessions, agreements, threads, ledgers, actions, care, endings)
JOURNAL = (journal, journal_keys)
HEARING = (inbox, notifications, stream)
ONESELF = (sign_in, own_sessions, me, own_erasure, own_export, devices, chat)
MEMBERS = (*ONESELF, requests, recognitions, *OF_PAIRS, circles, *PREPARING, *JOURNAL, *ABOUT_PEOPLE, *HEARING)
ORGANISERS = (
    programmes,
    enrolments,
    insight,
    imports,
    rounds,
    dry_runs,
    announcements,
    deliveries,
    erasures,
    moderation,
)
DOORS = (facts, events, signed_events, webhooks)
ROUTERS = (*MEMBERS, *ORGANISERS, *DOORS, platforms, organisations, roles, audit, dead_letters, status, clock)


def make_api(ready: Ready) -> FastAPI:
    """Without the parts of a running gateway, which `app` puts into `state.edge`."""
    api = FastAPI(
        title="Bothways",
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    problems.install(api)
    for module in ROUTERS:
        api.include_router(module.router)
    api.include_router(documents.router)
    api.include_router(invitation_pages.router)
    api.include_router(link_pages.router)
    api.router.routes.extend(health_routes(ready))
    api.mount("/scim", cast(ASGIApp, scim.serve))
    api.mount(documents.FILES, StaticFiles(directory=documents.FILES_FOLDER))
    api.include_router(web.router)  # the last: whatever is left is the web client's
    api.add_middleware(Conditional)
    api.add_middleware(Outermost, allowed=lambda scope: _allowed(api, scope))
    api.add_middleware(Shedding)
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
    if api.openapi_schema is None:
        api.openapi_schema = openapi(api)
    return api.openapi_schema

"""Signing in: in a browser at the provider of one's organisation, or without proof where nobody's data depend on it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from libs.common.contracts.base import OrgId
from services.gateway.deps import Edge, EdgeDep, MemberDep
from services.gateway.domain.organisations import Organisation, mail_domain
from services.gateway.problems import Problem, also
from services.gateway.routes.pages import SignInRoute
from services.gateway.schemas.sign_in import DemoPerson, Session, SignedOut, SignIn, WaysIn
from services.gateway.sign_in import Tokens
from services.gateway.use_cases.codes import Return, SignInFailed

router = APIRouter(tags=["you"])
in_browsers = APIRouter(route_class=SignInRoute)

GO_TO = 303
Asked = Annotated[str, Query(max_length=254)]
Brought = Annotated[str, Query(max_length=4000)]


@router.get("/v1/sign-in")
async def read_ways_in(edge: EdgeDep) -> WaysIn:
    """What a sign-in page offers beside the way to one's provider: nobody, but where a demo is tried out."""
    people = edge.settings.demo_people if edge.settings.has_local_sign_in else ()
    return WaysIn(people=[DemoPerson.of(person) for person in people])


@router.post("/v1/sign-in")
async def sign_in(body: SignIn, edge: EdgeDep, request: Request) -> Session:
    """A token for anybody who is here; `BOTHWAYS_ENV` local or test only, 404 elsewhere."""
    tokens = await _require_somebody(body, edge, request)
    token = tokens.issue(body.org, body.person_id)
    return Session(access_token=token, expires_in=int(tokens.lifetime.total_seconds()))


@router.post("/v1/sign-in/session", status_code=204, responses=also(403))
async def sign_in_browser(body: SignIn, edge: EdgeDep, request: Request, response: Response) -> None:
    """A session in this browser for anybody who is here; `BOTHWAYS_ENV` local or test only, 404 elsewhere."""
    await _require_somebody(body, edge, request)
    cookies = edge.sign_in.cookies
    cookies.require_own_page(request.method, request.headers)
    async with edge.work.place():
        opened = await edge.sign_in.sessions.open_without_proof(body.org, body.person_id, cookies.browser(request))
    cookies.keep_session(response, opened)


@in_browsers.get("/v1/sign-in/start", status_code=GO_TO, response_class=RedirectResponse)
async def start_sign_in(
    request: Request,
    edge: EdgeDep,
    email: Annotated[Asked, Query(description="Whose domain says which organisation it is.")] = "",
    org: Annotated[OrgId | None, Query(description="Or the organisation itself.")] = None,
    return_to: Annotated[str, Query(max_length=2000, description="The path of a page of ours to end on.")] = "/",
) -> RedirectResponse:
    """Open this in a browser: it leads to the provider of the organisation, and from there back to `return_to`."""
    require_path_of_ours(return_to)
    await edge.metering.address(request)
    organisation = await _organisation(edge, email, org)
    if organisation is None or organisation.provider is None:
        raise Problem("no-provider")
    departure = await edge.sign_in.codes.leave(organisation, organisation.provider, email, return_to)
    response = RedirectResponse(departure.url, GO_TO)
    edge.sign_in.cookies.keep_ticket(response, departure)
    return response


@in_browsers.get("/v1/sign-in/callback", status_code=GO_TO, response_class=RedirectResponse, responses=also(403))
async def end_sign_in(
    request: Request,
    edge: EdgeDep,
    state: Brought = "",
    code: Brought = "",
    iss: Annotated[Brought | None, Query(description="Who answers (RFC 9207).")] = None,
) -> RedirectResponse:
    """Where providers send people back to. The first time, who comes is linked to the person of their mail address."""
    if not state or not code:
        raise Problem("sign-in-failed")
    await edge.metering.address(request)
    way, cookies = edge.sign_in, edge.sign_in.cookies
    try:
        arrival = await way.codes.come_back(Return(state, code, iss, cookies.ticket(request, state)))
        async with edge.work.place():
            opened = await way.sessions.open(arrival, cookies.browser(request))
    except SignInFailed:
        raise Problem("sign-in-failed") from None
    response = RedirectResponse(arrival.return_to, GO_TO)
    cookies.forget_ticket(response, state)
    cookies.keep_session(response, opened)
    return response


@router.post("/v1/sign-out")
async def sign_out(person: MemberDep, edge: EdgeDep, response: Response) -> SignedOut:
    """This session is over. A token ends by itself.

    Go to `provider_url`, where there is one, to sign out of the provider, too.
    """
    if person.session_id:
        async with edge.work.place():
            await edge.sign_in.sessions.end(person.org, person.person_id, person.session_id)
        edge.sign_in.cookies.forget_session(response)
    return SignedOut(provider_url=await edge.sign_in.codes.farewell(person.org))


def require_path_of_ours(path: str) -> None:
    """It stays in this house wherever a browser reads it from; a Problem for any other."""
    is_plain = path.isascii() and path.isprintable() and "\\" not in path
    if not is_plain or not path.startswith("/") or path.startswith("//"):
        raise Problem("not-a-path")


async def _require_somebody(body: SignIn, edge: Edge, request: Request) -> Tokens:
    """Whose tokens they may have; a Problem where nobody signs in without proof, or nobody is called so."""
    tokens = edge.sign_in.tokens
    if tokens is None:
        raise Problem("not-found")
    await edge.metering.address(request)
    record = await edge.core.people.find(body.org, body.person_id)
    if record is None or not record.is_here:
        raise Problem("not-found")
    return tokens


async def _organisation(edge: Edge, email: str, org: str | None) -> Organisation | None:
    organisations = edge.sign_in.codes.organisations
    if org:
        return await organisations.named(org)
    domain = mail_domain(email)
    return await organisations.with_domain(domain) if domain else None


router.include_router(in_browsers)

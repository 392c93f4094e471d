"""What routes are given: the parts of this gateway, who calls, and what the headers ask for."""

import hmac
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Protocol, TypeVar
from urllib.parse import quote

import structlog
from fastapi import Depends, Header, Path, Request, Response, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from fastapi.security.base import SecurityBase
from pydantic import BaseModel
from starlette.requests import HTTPConnection

from libs.common.asks import Asker, Outdated, Questions
from libs.common.contracts.asks import Ask, R
from libs.common.contracts.audit import Ticket
from libs.common.contracts.base import rfc3339
from libs.common.contracts.people import SUSPENDED
from libs.common.house import House
from libs.common.network import Posts
from services.gateway.cookies import HOST_ONLY, SESSION, Cookies
from services.gateway.core import Core
from services.gateway.depths import Depths
from services.gateway.domain.access import (
    NOT_WHILE_SUSPENDED,
    PEOPLE,
    Grant,
    Permission,
    Role,
    Scope,
    is_granted,
    is_of_administration,
    refusal,
    roles_with,
)
from services.gateway.domain.audience import Viewer
from services.gateway.domain.people import Record
from services.gateway.domain.platforms import Platform
from services.gateway.limits import Backlog, Gate, Places, elsewhere
from services.gateway.live import Live
from services.gateway.metering import Metering
from services.gateway.problems import Problem, changed_meanwhile, forbidden, unauthenticated
from services.gateway.provider_tokens import claimed
from services.gateway.roles import Roles
from services.gateway.settings import Settings
from services.gateway.sign_in import InvalidToken, Tokens
from services.gateway.streams import Streams
from services.gateway.use_cases.claims import Maker
from services.gateway.use_cases.codes import Codes
from services.gateway.use_cases.erasing import Erasures
from services.gateway.use_cases.linking import Linking
from services.gateway.use_cases.moderating import Moderating
from services.gateway.use_cases.organisations import Organising
from services.gateway.use_cases.platforms import KeyExpired
from services.gateway.use_cases.posting import Posting
from services.gateway.use_cases.reporting import Reporting
from services.gateway.use_cases.safeguarding import HelpKeeping
from services.gateway.use_cases.sessions import SessionKeeping

LONGEST_WAIT_S = 30
UNKNOWN_VERSION = -1
KEY, KEYS_BEGIN = "key", "bw_"
INVALID = "invalid-token"
"""Whoever guesses is told so. A session or token that has ended was a right one."""

JSON_TYPE = re.compile(r"application/([\w.-]+\+)?json", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SignIn:
    """How people get in."""

    tokens: Tokens | None
    """Of the local sign-in, where there is one."""

    organising: Organising
    codes: Codes
    linking: Linking
    sessions: SessionKeeping
    cookies: Cookies


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """What is done about misuse."""

    reporting: Reporting
    moderating: Moderating
    help: HelpKeeping


@dataclass(frozen=True, slots=True)
class Edge:
    """The parts of a running gateway."""

    settings: Settings
    house: House
    core: Core
    live: Live
    streams: Streams
    sign_in: SignIn
    roles: Roles
    erasures: Erasures
    safeguarding: Safeguarding
    questions: Questions
    depths: Depths
    posts: Posts
    posting: Posting
    metering: Metering
    places: Places
    """Of all requests at once; `shedding` turns away whom there is none for."""

    backlog: Backlog
    work: Gate
    """Where whatever changes something waits for its turn."""

    asking: Gate
    """The same for questions, of which a service that is away holds each for seconds."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a session of their own."""

    record: Record
    expires_at: float
    """When the session ends, by the machine's time."""

    request_id: str
    session_id: str | None = None
    """Of a session in a browser."""

    ticket: str | None = None
    """Why they do it, where it is an act of administration."""

    @property
    def org(self) -> str:
        """Their organisation: the token or session says it, never the request."""
        return self.record.org

    @property
    def person_id(self) -> str:
        """Who they are."""
        return self.record.person_id

    @property
    def maker(self) -> Maker:
        """As somebody who makes claims."""
        return Maker(self.org, self.person_id)

    @property
    def viewer(self) -> Viewer:
        """As somebody who looks at facts."""
        return Viewer(self.org, self.person_id)

    @property
    def asker(self) -> Asker:
        """As somebody who asks a service."""
        return Asker(self.org, self.person_id, self.request_id, self.ticket)


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs the house."""


Caller = Member | Platform | Operator


Credentials = HTTPAuthorizationCredentials | None
TicketHeader = Annotated[
    Ticket | None,
    Header(alias="Audit-Ticket", description="Why you do this, as the number of a ticket, for the audit log."),
]


def edge_of(request: HTTPConnection) -> Edge:
    """The gateway that serves this request."""
    edge: Edge = request.app.state.edge
    return edge


async def _edge(request: Request) -> Edge:
    return edge_of(request)


EdgeDep = Annotated[Edge, Depends(_edge)]


def _scheme(name: str, description: str) -> HTTPBearer:
    return HTTPBearer(scheme_name=name, description=description, auto_error=False)


class SessionCookie(APIKeyCookie):
    """What a browser shows. Its name has no prefix where there is no TLS."""

    async def __call__(self, request: HTTPConnection) -> Credentials:  # type: ignore[override]
        """As shown by a scheme of its own."""
        cookies = edge_of(request).sign_in.cookies
        secret = request.cookies.get(cookies.session)
        return HTTPAuthorizationCredentials(scheme=COOKIE, credentials=secret) if secret else None


COOKIE = "cookie"
BROWSER = SessionCookie(
    name=HOST_ONLY + SESSION,
    scheme_name="browser",
    description="The session of somebody who signed in at `GET /v1/sign-in/start`. Whatever changes something needs "
    "the header `X-Bothways-Csrf: 1` beside it.",
    auto_error=False,
)
MEMBER = _scheme(
    "member",
    "An access token of the organisation's provider, for the audience that was agreed on; or a token from "
    "`POST /v1/sign-in`, where that exists.",
)
PLATFORM = _scheme("platform", "The API key of a platform, `bw_…`.")
OPERATOR = _scheme("operator", "The operator's key.")

SCHEMES: tuple[tuple[frozenset[Role], SecurityBase], ...] = (
    (PEOPLE, BROWSER),
    (PEOPLE, MEMBER),
    (frozenset({Role.INTEGRATION}), PLATFORM),
    (frozenset({Role.OPERATOR}), OPERATOR),
)
"""Who shows what. The later counts where somebody shows two: a key in a header was sent on purpose."""


async def recognise(edge: Edge, credentials: Credentials, request: Request) -> Caller:
    """Who shows these credentials; a Problem (401) where they prove nothing."""
    if credentials is None:
        raise unauthenticated("sign-in-needed")
    async with _guesses_counted(edge, _kind(credentials), request):
        return await _recognised(edge, credentials, request)


async def platform_of(edge: Edge, key: str, request: Request) -> Platform:
    """Whose key this is; a Problem (401) where it is nobody's."""
    async with _guesses_counted(edge, KEY, request):
        platform = await _platform(edge, key)
    await _metered(edge, platform, request)
    return platform


@asynccontextmanager
async def _guesses_counted(edge: Edge, kind: str, request: Request) -> AsyncIterator[None]:
    await edge.metering.require_guesses(request, kind)
    try:
        yield
    except Problem as no:
        if no.code == INVALID:
            await edge.metering.guessed(request, kind)
        raise


def _kind(credentials: HTTPAuthorizationCredentials) -> str:
    """Counted apart, so that a program with an old key does not keep out the people of its address."""
    if credentials.scheme == COOKIE:
        return "session"
    return KEY if credentials.credentials.startswith(KEYS_BEGIN) else "token"


async def _recognised(edge: Edge, credentials: HTTPAuthorizationCredentials, request: Request) -> Caller:
    shown = credentials.credentials
    is_key = credentials.scheme != COOKIE
    if is_key and hmac.compare_digest(shown.encode(), edge.settings.operator_key.get_secret_value().encode()):
        return Operator()
    caller: Member | Platform
    if not is_key:
        caller = await _in_browser(edge, shown, request)
    else:
        caller = await _platform(edge, shown) if shown.startswith(KEYS_BEGIN) else await _member(edge, shown, request)
    structlog.contextvars.bind_contextvars(org=caller.org)
    await _metered(edge, caller, request)
    return caller


async def _metered(edge: Edge, caller: Member | Platform, request: Request) -> None:
    if isinstance(caller, Member):
        await edge.metering.person(request, caller.org, caller.person_id)
    else:
        await edge.metering.key(request, caller.org, caller.platform_id)


async def _platform(edge: Edge, key: str) -> Platform:
    try:
        platform = await edge.core.platforms.recognise(key)
    except KeyExpired:
        raise unauthenticated("expired-key") from None
    if platform is None:
        raise unauthenticated(INVALID)
    return platform


async def _in_browser(edge: Edge, secret: str, request: Request) -> Member:
    edge.sign_in.cookies.require_own_page(request.method, request.headers)
    session = await edge.sign_in.sessions.recognise(secret)
    record = await edge.core.people.find(session.org, session.person_id) if session else None
    if session is None or record is None or not record.is_here:
        raise unauthenticated("expired-token")
    ends_at = session.expires_at(edge.sign_in.sessions.limits).timestamp()
    return Member(record, ends_at, request.state.request_id, session.session_id)


async def _member(edge: Edge, token: str, request: Request) -> Member:
    try:
        record, expires_at = await _proven(edge, token)
    except InvalidToken as invalid:
        raise unauthenticated(invalid.code) from None
    if record is None or not record.is_here:
        raise unauthenticated(INVALID)
    return Member(record, expires_at, request.state.request_id)


async def _proven(edge: Edge, token: str) -> tuple[Record | None, float]:
    """Whom the token names: one of the house's own where it has any, or one of an organisation's provider."""
    tokens = edge.sign_in.tokens
    if tokens is None or claimed(token).issuer != tokens.issuer:
        return await edge.sign_in.linking.bearer(token)
    proof = tokens.read(token)
    return await edge.core.people.find(proof.org, proof.person_id), proof.expires_at


Shows = Callable[..., Awaitable[Credentials]]


def shown(*schemes: SecurityBase) -> Shows:
    """What was shown by one of these schemes: the documents name those that a route takes, and no other."""

    async def nothing() -> Credentials:
        return None

    found: Shows = nothing
    for scheme in schemes:
        found = _either(scheme, found)
    return found


def _either(scheme: SecurityBase, others: Shows) -> Shows:
    async def found(
        one: Annotated[Credentials, Security(scheme)], other: Annotated[Credentials, Depends(others)]
    ) -> Credentials:
        return one or other

    return found


@cache
def may(permission: Permission) -> Callable[..., Awaitable[Any]]:
    """What a route depends on: whoever may, by the table of `domain/access`, or a Problem (401, 403)."""
    schemes = [scheme for roles, scheme in SCHEMES if not roles.isdisjoint(roles_with(permission))]

    async def allowed(
        edge: EdgeDep, request: Request, credentials: Annotated[Credentials, Depends(shown(*schemes))]
    ) -> Caller:
        caller = await recognise(edge, credentials, request)
        held = _held_at_once(caller)
        if isinstance(caller, Member) and not is_granted(permission, held):
            held |= await edge.roles.of(caller.org, caller.person_id, request.path_params.get("programme_id"))
        if not is_granted(permission, held):
            raise forbidden(refusal(permission, held))
        if permission in NOT_WHILE_SUSPENDED and isinstance(caller, Member):
            await require_not_suspended(edge, caller)
        return caller

    async def allowed_for_a_reason(caller: Annotated[Caller, Depends(allowed)], ticket: TicketHeader = None) -> Caller:
        return replace(caller, ticket=ticket) if isinstance(caller, Member) else caller

    if is_of_administration(permission):
        return allowed_for_a_reason
    return allowed


async def require_not_suspended(edge: Edge, person: Member) -> None:
    """A Problem (403) that says until when, and to whom they can turn."""
    suspension = await edge.core.suspending.standing(person.org, person.person_id)
    if suspension is None:
        return
    more: dict[str, Any] = {"help": (await edge.safeguarding.help.of(person.org)).shown}
    if suspension.until:
        more["until"] = rfc3339(suspension.until)
    no = forbidden(SUSPENDED)
    no.more = more
    raise no


def _held_at_once(caller: Caller) -> frozenset[Grant]:
    """What somebody is without a further look."""
    if isinstance(caller, Platform):
        return frozenset({Role.INTEGRATION, *map(Scope, caller.scopes)})
    return frozenset({Role.OPERATOR if isinstance(caller, Operator) else Role.MEMBER})


async def may_run_all(edge: Edge, person: Member) -> bool:
    """They run every programme of their organisation, whoever its organisers are."""
    return is_granted(Permission.RUN_PROGRAMME, frozenset(await edge.roles.of(person.org, person.person_id)))


MemberDep = Annotated[Member, Depends(may(Permission.TAKE_PART))]
ReachingDep = Annotated[Member, Depends(may(Permission.REACH_OTHERS))]
ReaderDep = Annotated[Member | Platform, Depends(may(Permission.READ_FACTS))]


async def viewer(reader: ReaderDep) -> Viewer:
    """A member or a platform, as somebody who looks at facts."""
    return reader.viewer if isinstance(reader, Member) else Viewer(reader.org, is_platform=True)


async def require_json(request: Request) -> None:
    """A body is JSON, or a Problem (415)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if has_body and not JSON_TYPE.fullmatch(kind):
        raise Problem("unsupported-content-type")


def waits(
    preferred: Annotated[
        str | None,
        Header(alias="Prefer", description="`wait=5`: hold the answer up to five seconds until the outcome is known."),
    ] = None,
) -> int | None:
    """The seconds of `Prefer: wait=N` (RFC 7240), at most thirty; None without it."""
    for preference in (preferred or "").split(","):
        name, _, value = preference.partition(";")[0].partition("=")
        seconds = value.strip().strip('"')
        if name.strip().lower() == "wait" and seconds.isdecimal() and len(seconds) < 10:
            return min(int(seconds), LONGEST_WAIT_S)
    return None


PathId = Annotated[str, Path(max_length=128)]
"""The id of a thing in a path, no longer than ids are: what is longer names nothing, and is told so."""

PlatformDep = Annotated[Platform, Depends(may(Permission.SEND_EVENTS))]
ViewerDep = Annotated[Viewer, Depends(viewer)]
WaitDep = Annotated[int | None, Depends(waits)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="The same key with the same body is answered the same and done once.",
    ),
]


def if_match(
    tag: Annotated[
        str | None,
        Header(alias="If-Match", description="The `ETag` of what you read: nobody's change is overwritten unseen."),
    ] = None,
) -> int:
    """The version that somebody read before they changed it, or a Problem (428)."""
    if tag is None:
        raise Problem("version-needed")
    version = tag.strip().strip('"').partition(".")[0]
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 16 else UNKNOWN_VERSION


IfMatchDep = Annotated[int, Depends(if_match)]


class Versioned(Protocol):
    """What two may edit."""

    @property
    def version(self) -> int:
        """Rises with every change of what can be edited."""
        ...


V = TypeVar("V", bound=Versioned)


def locate(response: Response, path: str) -> None:
    """Say where it is from now on. A path holds whatever somebody wrote into it; a header does not."""
    response.headers["Location"] = quote(path)


def tag(response: Response, version: int) -> None:
    """Say which version it is that goes out, to be sent back in `If-Match`."""
    response.headers["ETag"] = f'"{version}"'


def tagged(response: Response, shown: V) -> V:
    """As `tag`, for what says its version itself."""
    tag(response, shown.version)
    return shown


@dataclass(frozen=True, slots=True)
class Reply:
    """How somebody wants to be answered: by when, and once for which key."""

    response: Response
    wait: int | None
    key: str | None

    def at(self, location: str, status: int) -> None:
        """Where to look for what becomes of it."""
        self.response.status_code = status
        self.response.headers["Location"] = location
        if self.wait:
            self.response.headers["Preference-Applied"] = f"wait={self.wait}"


async def reply(response: Response, wait: WaitDep, key: IdempotencyKey = None) -> Reply:
    """What the headers say of it."""
    return Reply(response, wait, key)


ReplyDep = Annotated[Reply, Depends(reply)]


async def ask(edge: Edge, question: Ask[R], person: Member, *, timeout_s: float | None = None) -> R:
    """The answer of a service; its no is a Problem."""
    with elsewhere():
        async with edge.asking.place():
            return await edge.questions.ask(question, person.asker, timeout_s=timeout_s)


async def edit(edge: Edge, question: Ask[R], person: Member, yours: BaseModel, *, timeout_s: float | None = None) -> R:
    """As `ask`, for what two people may change: where one was faster, the Problem (412) has both versions."""
    try:
        return await ask(edge, question, person, timeout_s=timeout_s)
    except Outdated as outdated:
        raise changed_meanwhile(outdated.current, yours) from None

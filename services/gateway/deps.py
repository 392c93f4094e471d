"""What routes are given: the parts of this gateway, who calls, and what the headers ask for."""

import hmac
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

import structlog
from fastapi import Depends, Header, Path, Request, Response, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from libs.common.asks import DEFAULT_TIMEOUT_S, Asker, Outdated, Questions
from libs.common.contracts.asks import Ask, R
from libs.common.house import House
from libs.common.network import Posts
from services.gateway.core import Core
from services.gateway.depths import Depths
from services.gateway.domain.access import PEOPLE, Grant, Permission, Role, Scope, is_granted, refusal, roles_with
from services.gateway.domain.audience import Viewer
from services.gateway.domain.people import Record
from services.gateway.domain.platforms import Platform
from services.gateway.limits import Gate
from services.gateway.live import Live
from services.gateway.problems import Problem, changed_meanwhile, forbidden, unauthenticated
from services.gateway.roles import Roles
from services.gateway.settings import Settings
from services.gateway.sign_in import InvalidToken, Tokens
from services.gateway.use_cases.claims import Maker
from services.gateway.use_cases.posting import Posting

LONGEST_WAIT_S = 30
UNKNOWN_VERSION = -1
JSON_TYPE = re.compile(r"application/([\w.-]+\+)?json", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edge:
    """The parts of a running gateway."""

    settings: Settings
    house: House
    core: Core
    live: Live
    tokens: Tokens
    roles: Roles
    questions: Questions
    depths: Depths
    posts: Posts
    posting: Posting
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

    @property
    def org(self) -> str:
        """Their organisation: the token says it, never the request."""
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
        return Asker(self.org, self.person_id, self.request_id)


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs the house."""


Caller = Member | Platform | Operator


def edge_of(request: Request) -> Edge:
    """The gateway that serves this request."""
    edge: Edge = request.app.state.edge
    return edge


EdgeDep = Annotated[Edge, Depends(edge_of)]


def _scheme(name: str, description: str) -> HTTPBearer:
    return HTTPBearer(scheme_name=name, description=description, auto_error=False)


MEMBER = _scheme("member", "The token of somebody who is signed in, from `POST /v1/sign-in` where that exists.")
PLATFORM = _scheme("platform", "The API key of a platform, `bw_…`.")
OPERATOR = _scheme("operator", "The operator's key.")

SCHEMES = ((PEOPLE, MEMBER), (frozenset({Role.INTEGRATION}), PLATFORM), (frozenset({Role.OPERATOR}), OPERATOR))
"""Who shows what."""

Credentials = HTTPAuthorizationCredentials | None


async def recognise(edge: Edge, credentials: Credentials, request: Request) -> Caller:
    """Who shows these credentials; a Problem (401) where they prove nothing."""
    if credentials is None:
        raise unauthenticated("sign-in-needed")
    shown = credentials.credentials
    if hmac.compare_digest(shown.encode(), edge.settings.operator_key.get_secret_value().encode()):
        return Operator()
    caller = await _platform(edge, shown) if shown.startswith("bw_") else await _member(edge, shown, request)
    structlog.contextvars.bind_contextvars(org=caller.org)
    return caller


async def _platform(edge: Edge, key: str) -> Platform:
    platform = await edge.core.platforms.recognise(key)
    if platform is None:
        raise unauthenticated("invalid-token")
    return platform


async def _member(edge: Edge, token: str, request: Request) -> Member:
    try:
        proof = edge.tokens.read(token)
    except InvalidToken as invalid:
        raise unauthenticated(invalid.code) from None
    record = await edge.core.people.find(proof.org, proof.person_id)
    if record is None or not record.is_here:
        raise unauthenticated("invalid-token")
    return Member(record, proof.expires_at, request.state.request_id)


Shows = Callable[..., Awaitable[Credentials]]


def shown(*schemes: HTTPBearer) -> Shows:
    """What was shown by one of these schemes: the documents name those that a route takes, and no other."""

    async def nothing() -> Credentials:
        return None

    found: Shows = nothing
    for scheme in schemes:
        found = _either(scheme, found)
    return found


def _either(scheme: HTTPBearer, others: Shows) -> Shows:
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
        return caller

    return allowed


def _held_at_once(caller: Caller) -> frozenset[Grant]:
    """What somebody is without a further look."""
    if isinstance(caller, Platform):
        return frozenset({Role.INTEGRATION, *map(Scope, caller.scopes)})
    return frozenset({Role.OPERATOR if isinstance(caller, Operator) else Role.MEMBER})


async def may_run_all(edge: Edge, person: Member) -> bool:
    """They run every programme of their organisation, whoever its organisers are."""
    return is_granted(Permission.RUN_PROGRAMME, frozenset(await edge.roles.of(person.org, person.person_id)))


MemberDep = Annotated[Member, Depends(may(Permission.TAKE_PART))]
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
    version = tag.strip().strip('"')
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else UNKNOWN_VERSION


IfMatchDep = Annotated[int, Depends(if_match)]


def tag(response: Response, version: int) -> None:
    """Say which version it is that goes out, to be sent back in `If-Match`."""
    response.headers["ETag"] = f'"{version}"'


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


async def ask(edge: Edge, question: Ask[R], person: Member, *, timeout_s: float = DEFAULT_TIMEOUT_S) -> R:
    """The answer of a service; its no is a Problem."""
    async with edge.asking.place():
        return await edge.questions.ask(question, person.asker, timeout_s=timeout_s)


async def edit(edge: Edge, question: Ask[R], person: Member, yours: BaseModel) -> R:
    """As `ask`, for what two people may change: where one was faster, the Problem (412) has both versions."""
    try:
        return await ask(edge, question, person)
    except Outdated as outdated:
        raise changed_meanwhile(outdated.current, yours) from None

"""Requests that nobody would write by hand, made from the published document, and what every answer must keep."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from random import Random
from typing import Any, TypeVar

import httpx2
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode, Response
from schemathesis.core import NOT_SET
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from deploy.docs import OPENAPI
from tests.component.gateway.callers import PAIR, Headers, callers
from tests.component.gateway.documented import PROBLEM, undocumented
from tests.component.gateway.front import Front
from tests.support.running import PATIENCE_S

WITHOUT_LIMITS: dict[str, Any] = dict.fromkeys(
    (
        "requests_per_person",
        "costly_requests_per_person",
        "requests_per_key",
        "requests_per_organisation",
        "sign_ins_per_address",
        "wrong_credentials_per_address",
    ),
    10_000_000,
)
CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
CANARY = "canary5791"
UNKNOWN_NAME = f"{CANARY} name"
"""Of a field that there is not. A plain word in its place would be named: somebody mistyped it."""

NO_HTTP = b"Invalid HTTP request received."
"""What the server says of something that it cannot read as a request at all. No program of the house sees it."""

ENDLESS = "GET /v1/stream"
"""Asked by those alone who may not: to everybody else it goes on for ever."""

BATCH = "POST /v1/events"
"""Taken as a whole, whatever is wrong with one of its events: that one has a result of its own."""

LAST = (
    "POST /v1/sign-out",
    "DELETE /v1/me/sessions",
    "DELETE /v1/me",
    "POST /v1/erasures",
    "POST /v1/clock",
)
"""What ends sessions and people, and moves time, comes when nobody needs them any more."""

HOSTILE: tuple[Any, ...] = (
    "\ud800",
    "a\x00b",
    "",
    " ",
    "x" * 100_000,
    "\u202e\U0001f600",
    "$where",
    "a.b",
    2**63,
    -(2**63) - 1,
    10**400,
    1e308,
    True,
    None,
    [],
    {},
    {"$ne": ""},
    {"\ud800": "\x00"},
)
MOMENTS = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59.999999Z",
    "2026-02-30T00:00:00Z",
    "P999999999D",
    "-P999999999D",
    "9999-12-31",
    "0001-01-01",
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d|-?P\d")
BROKEN = (
    f'{{"{CANARY}": '.encode(),
    b"\xff\xfe" + CANARY.encode(),
    f'["{CANARY}"]'.encode(),
    f'"{CANARY}"'.encode(),
    b"[" * 100_000,
    b'{"a": ' * 5_000 + b"1" + b"}" * 5_000,
    b"1" * 5_000,
    b"",
    b"null",
)
T = TypeVar("T")
Operation = APIOperation[Any, Any, Any, Any]
Request = Case[Any]


@dataclass(slots=True)
class Findings:
    """What was wrong, once for each kind of it, with how to see it again."""

    sent: Counter[int] = field(default_factory=Counter)
    found: dict[str, str] = field(default_factory=dict)

    def add(self, what: str, how: str) -> None:
        """One more, unless it is known."""
        self.found.setdefault(what, how)

    def __str__(self) -> str:
        return "\n\n".join(f"{what}\n  {how}" for what, how in self.found.items()) or "nothing"


@dataclass(slots=True)
class Fuzzer:
    """Sends to a gateway as everybody, from a thread of its own."""

    url: str
    callers: dict[str, Headers]
    known: dict[str, str]
    """Ids that name something, by the parameter of a path that takes them."""

    findings: Findings = field(default_factory=Findings)
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # nobody goes on as somebody else

    def run(
        self, cases: Callable[[Operation], Iterable[Request]], tell: Callable[[str], None] = lambda _: None
    ) -> None:
        """Each operation with its cases: the first one as everybody, the others as those who are let in, in turn."""
        for operation in operations():
            tell(operation.label)
            self._try(operation, cases(operation))

    def _try(self, operation: Operation, cases: Iterable[Request]) -> None:
        let_in: list[str] = []
        for number, case in enumerate(cases):
            if number == 0 and operation.label == ENDLESS:
                self._send(case, "nobody")
                self._send(case, "stranger")
                return
            if number == 0:
                let_in = [who for who in self.callers if self._is_let_in(self._send(case, who))]
                if not let_in:
                    return
                continue
            self._send(self._named(case) if number % 2 else case, let_in[number % len(let_in)])

    def _named(self, case: Request) -> Request:
        """With ids of what is there, and the version that most things begin with."""
        case.path_parameters = {
            name: self.known.get(name, value) for name, value in (case.path_parameters or {}).items()
        }
        if "If-Match" in (case.headers or {}):
            case.headers["If-Match"] = '"1"'
        return case

    @staticmethod
    def _is_let_in(response: Response | None) -> bool:
        return response is not None and response.status_code not in (401, 403)

    def _send(self, case: Request, who: str) -> Response | None:
        try:
            response = case.call(self.url, self.session, self.callers[who], timeout=PATIENCE_S, allow_redirects=False)
        except requests.exceptions.Timeout:
            self.findings.add(f"{case.operation.label}: no answer in time", f"as {who}: {_curl(case)}")
            return None
        except (requests.exceptions.InvalidHeader, UnicodeError):
            return None  # no client can send this
        self.findings.sent[response.status_code] += 1
        if response.status_code == 400 and response.content == NO_HTTP:
            return response
        for wrong in self._wrong(case, response):
            self.findings.add(
                f"{case.operation.label}: {wrong}",
                f"{response.status_code} as {who}: {_curl(case)}\n  {response.text[:600]}",
            )
        return response

    def _wrong(self, case: Request, response: Response) -> Iterator[str]:
        if response.status_code >= 500:
            yield f"{response.status_code}"
        try:
            case.validate_response(response, checks=CHECKS[:-1] if case.operation.label == BATCH else CHECKS)
        except FailureGroup as group:
            yield from (_said(one) for one in group.exceptions)
        yield from self._wrong_problem(case, response)
        if response.status_code >= 400:
            yield from _echoed(response)

    def _wrong_problem(self, case: Request, response: Response) -> Iterator[str]:
        kind = _header(response, "content-type")
        content = response.json() if kind == PROBLEM else {}
        path = response.request.path_url.partition("?")[0]
        said = undocumented(str(response.request.method), path, response.status_code, kind, content)
        if said:
            yield said
        if content and content["request_id"] != _header(response, "x-request-id"):
            yield "another request_id than in the header"


async def fuzzer_of(front: Front) -> Fuzzer:
    """For a gateway with the people of `populate`, to whom some things belong."""
    known = {"pair_id": PAIR, "person_id": "ada", "template": "organic", "locale": "en", "number": "1", "days": "30"}
    known["org"] = "acme"
    async with front.member("chief") as chief, front.operator() as operator, front.member("bob") as bob:

        async def made(http: httpx2.AsyncClient, path: str, an_id: str, **body: Any) -> None:
            answer = await http.post(path, json=body)
            assert answer.is_success, f"{path}: {answer.text}"
            known[an_id] = answer.headers.get("Location", "").rpartition("/")[2] or body[an_id]

        await made(operator, "/v1/organisations", "org", org="acme", name="Acme", mail_domains=[])
        await made(operator, "/v1/platforms", "platform_id", platform_id="spare", org="acme", name="Spare", scopes=[])
        await made(chief, "/v1/programmes", "programme_id", template="organic", organiser_ids=["tom"])
        await made(chief, "/v1/webhooks", "webhook_id", url="http://127.0.0.1:9/hook", types=["bothways.PairFormed.v1"])
        await made(bob, "/v1/requests", "request_id", topics=["Python"], mentor_id="mod")
        await made(bob, "/v1/circles", "circle_id", topics=["Python"], invited_ids=["ada", "tom"])
    return Fuzzer(front.url, await callers(front), known)


def operations() -> list[Operation]:
    """All that the committed document names."""
    schema = schemathesis.openapi.from_path(str(OPENAPI))
    schema.config.generation.update(with_security_parameters=False)
    schema.config.checks.negative_data_rejection.expected_statuses.append("414")  # one way to say that it is too long
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    return sorted(found, key=lambda one: LAST.index(one.label) if one.label in LAST else -1)


def systematic(operation: Operation) -> Iterator[Request]:
    """At the limits that the document names, then beyond them, one thing at a time."""
    config = operation.schema.config.generation_for(operation=operation)
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        yield from operation.schema.iter_coverage_cases(operation, generation_modes=[mode], generation_config=config)


def sample(cases: Iterable[T], count: int, random: Random) -> list[T]:
    """The first, and some of the others, in their order."""
    first, *others = cases
    chosen = sorted(random.sample(range(len(others)), min(count, len(others))))
    return [first, *(others[number] for number in chosen)]


def drawn(operation: Operation, count: int, chance: int) -> list[Request]:
    """Made at random by the document; the same for the same `chance`."""
    found: list[Request] = []
    for mode in GenerationMode:

        @seed(chance)
        @settings(
            max_examples=count,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=mode))
        def draw(case: Request) -> None:
            found.append(case)

        if mode is GenerationMode.POSITIVE or not _takes_nothing(operation):
            with suppress(Unsatisfiable):  # whatever could be sent fits
                draw()
    return found


def hostile(case: Request) -> Iterator[Request]:
    """A case that fits, with what breaks programs in the place of one value after the other."""
    yield from marked(case)
    for value in HOSTILE:
        yield _again(case, partial(_instead, value))
    for moment in MOMENTS:
        yield _again(case, partial(_other_moment, moment))
    if case.body is not NOT_SET:
        without_numbers = json.dumps(_changed(case.body, lambda _: float("nan"))).encode()
        for body in (*BROKEN, without_numbers):
            yield _with(case, body=body)
        yield _with(case, headers={**case.headers, "Content-Type": f"text/{CANARY}"})


def _instead(value: object, _: object) -> object:
    return value


def _other_moment(moment: str, value: object) -> object:
    return moment if MOMENT.match(str(value)) else value


def marked(case: Request) -> Iterator[Request]:
    """What was sent can be known again: everywhere, in each place alone, and in headers that all requests have."""
    yield _again(case, _mark)
    for place in ("path_parameters", "query", "headers", "body"):
        yield _again(case, _mark, place)
    for name in (
        "Accept-Language",
        "Accept",
        "Prefer",
        "If-None-Match",
        "Last-Event-ID",
        "X-Request-Id",
        "traceparent",
    ):
        yield _with(case, headers={**case.headers, name: CANARY})
    yield _with(case, query={**case.query, CANARY: CANARY})
    if isinstance(case.body, dict):
        yield _with(case, body={**case.body, UNKNOWN_NAME: CANARY})
    yield _with(case, cookies={"bothways": CANARY})


def _mark(value: object) -> object:
    return f"{CANARY}{value}" if isinstance(value, str) else CANARY


PLACES = ("path_parameters", "query", "headers", "body")


def _again(case: Request, change: Callable[[object], object], *places: str) -> Request:
    """The case with all values changed, in these places."""
    changed = {place: _changed(getattr(case, place), change) for place in places or PLACES}
    if "path_parameters" in changed:
        changed["path_parameters"] = {name: _in_path(value) for name, value in changed["path_parameters"].items()}
    if "headers" in changed:
        changed["headers"] = {name: str(value)[:2_000] for name, value in changed["headers"].items()}
    return _with(case, **changed)


def _in_path(value: object) -> str:
    """A part of a path is neither nothing nor a step in it."""
    text = str(value)[:2_000].encode("utf-8", "replace").decode()
    return text if text not in ("", ".", "..") else "-"


def _with(case: Request, **changes: Any) -> Request:
    parts = {name: getattr(case, name) for name in (*PLACES, "cookies", "media_type")} | changes
    changed: Request = case.operation.Case(**parts)
    return changed


def _changed(value: Any, change: Callable[[object], object]) -> Any:
    if value is NOT_SET:
        return value
    if isinstance(value, list):
        return [_changed(one, change) for one in value] or change(value)
    if hasattr(value, "items"):
        return {name: _changed(one, change) for name, one in value.items()}
    return change(value)


def _echoed(response: Response) -> Iterator[str]:
    content = response.text
    if _header(response, "content-type") == PROBLEM:
        document = response.json()
        if response.status_code == 412:
            # Both versions, for whoever wrote one of them; a stand-in knows every id it is asked about.
            document = {name: value for name, value in document.items() if name not in ("yours", "current")}
        content = json.dumps(document, ensure_ascii=False)
    shown = " ".join([content, *(value for values in response.headers.values() for value in values)])
    if CANARY in shown:
        yield "what was sent is in the answer"


def _takes_nothing(operation: Operation) -> bool:
    return not (operation.body or any(True for _ in operation.iter_parameters()))


def _header(response: Response, name: str) -> str:
    return "".join(response.headers.get(name, []))


def _said(failure: BaseException) -> str:
    said = str(failure).strip() if isinstance(failure, Failure) else repr(failure)
    return re.sub(r"\s+", " ", f"{type(failure).__name__}: {said}")[:400]


def _curl(case: Request) -> str:
    try:
        return case.as_curl_command()[:1_500]
    except Exception as error:  # noqa: BLE001 what cannot be written as a command is told as it is
        return f"{case!r} ({error!r})"[:1_500]

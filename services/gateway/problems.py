"""Every no of the edge, as RFC 9457 problem documents: what is wrong, what to do, never what was sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from pymongo.errors import PyMongoError
from starlette.exceptions import HTTPException

from libs.common.asks import NoAnswer, NotFound
from libs.common.contracts import Words
from libs.common.errors import Conflict, Refused, Retryable
from libs.common.quiet import NeverQuiet
from services.gateway.domain.refusals import NotTaken
from services.gateway.field_errors import FieldError, field_errors
from services.gateway.keeping import Away
from services.gateway.languages import best_language, said
from services.gateway.limits import Full
from services.gateway.problem_kinds import KINDS, REFUSED_WITH

TYPES = "https://bothways.example/problems/"
MEDIA_TYPE = "application/problem+json"
REALM = 'Bearer realm="bothways"'
COME_BACK_S = 5

log = structlog.get_logger(__name__)


@dataclass(eq=False)
class Problem(Exception):
    """A no with its reason. `detail` replaces the remedy of its kind where somebody else chose the words."""

    code: str
    status: int = 0
    detail: Words | None = None
    errors: Sequence[FieldError] = ()
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    """Members of the document that this kind of problem has on top."""

    def __post_init__(self) -> None:
        self.kind = self.kind or self.code
        self.status = self.status or KINDS[self.kind].status
        Exception.__init__(self, self.code)

    def document(self, request_id: str, language: str) -> dict[str, Any]:
        """As it goes over the wire."""
        kind = KINDS[self.kind]
        content: dict[str, Any] = {
            "type": TYPES + self.code,
            "title": said(kind.title, language),
            "status": self.status,
            "code": self.code,
            "detail": said(self.detail or kind.remedy, language),
            "request_id": request_id,
        }
        if self.errors:
            content["errors"] = [error.document(language) for error in self.errors]
        return content | self.more


def also(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Statuses of a route that the document cannot know by its shape."""
    return {status: {"description": ""} for status in statuses}


def refused(code: str, words: Words, *, status: int | None = None) -> Problem:
    """A rule's no, in the rule's own words."""
    return Problem(code, status or REFUSED_WITH.get(code, 409), words, kind="rules-say-no")


def not_taken(no: NotTaken) -> Problem:
    """The door's no. Its detail may name what was sent, so it stays out."""
    if no.code in KINDS:
        return Problem(no.code)
    return refused(no.code, no.words, status=no.status)


def changed_meanwhile(current: BaseModel, yours: BaseModel) -> Problem:
    """Somebody was faster. Both versions, and the tag of the one that is there: nobody's words are lost."""
    shown = current.model_dump(mode="json")
    more = {"current": shown, "yours": yours.model_dump(mode="json", exclude_unset=True)}
    return Problem("changed-meanwhile", headers={"ETag": f'"{shown["version"]}"'}, more=more)


def unauthenticated(code: str) -> Problem:
    """Who are you? With the challenge that RFC 6750 wants."""
    error = "" if code == "sign-in-needed" else ', error="invalid_token"'
    return Problem(code, headers={"WWW-Authenticate": REALM + error})


def forbidden(code: str) -> Problem:
    """We know who you are, and no."""
    return Problem(code, headers={"WWW-Authenticate": f'{REALM}, error="insufficient_scope"'})


def unavailable(code: str = "unavailable", after_s: float = COME_BACK_S) -> Problem:
    """Not now."""
    return Problem(code, headers={"Retry-After": f"{max(1, round(after_s))}"})


def answer(problem: Problem, headers: Mapping[str, str], request_id: str) -> JSONResponse:
    """The response to somebody who sent `headers`."""
    language = best_language(headers.get("accept-language"))
    return JSONResponse(
        problem.document(request_id, language),
        problem.status,
        {"Content-Language": language, "Vary": "Accept-Language", **problem.headers},
        MEDIA_TYPE,
    )


def problem_of(error: Exception) -> Problem:
    """What any error is to somebody outside."""
    if isinstance(error, Problem):
        return error
    found = next((make for kind, make in MEANINGS if isinstance(error, kind)), None)
    return found(error) if found else Problem("internal-error")


def _invalid(error: RequestValidationError) -> Problem:
    problems = error.errors()
    if any(one["type"] == "json_invalid" for one in problems):
        return Problem("unreadable")
    return Problem("invalid-request", errors=field_errors(problems))


def _of_http(error: HTTPException) -> Problem:
    codes = {400: "unreadable", 404: "not-found", 405: "method-not-allowed", 408: "too-slow", 413: "too-large"}
    return Problem(codes.get(error.status_code, "internal-error"), headers=dict(error.headers or {}))


def _full(error: Full) -> Problem:
    return unavailable("full-house", error.retry_after_s)


def _refusal(error: Refused) -> Problem:
    return refused(error.code, error.words)


MEANINGS: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (NotTaken, not_taken),
    (Refused, _refusal),
    (NotFound, lambda _: Problem("not-found")),
    (Full, _full),
    (Away, lambda _: unavailable("provider-away")),
    (NeverQuiet, lambda _: unavailable("never-quiet")),
    (NoAnswer, lambda _: unavailable()),
    (Retryable, lambda _: unavailable()),
    (Conflict, lambda _: unavailable()),
    (PyMongoError, lambda _: unavailable()),
    (RequestValidationError, _invalid),
    (HTTPException, _of_http),
)
"""What is foreseen, the narrower before the wider."""


def install(api: FastAPI) -> None:
    """Every error that is foreseen becomes a problem document; the others are the middleware's."""

    async def handle(request: Request, error: Exception) -> JSONResponse:
        try:
            problem = problem_of(error)
        except Exception as bug:
            # `error` holds what was sent: the log of our own mistake must not take it along.
            raise bug from None
        if problem.status >= 500:
            log.warning("request_not_served", code=problem.code, error=type(error).__name__)
        return answer(problem, request.headers, request.state.request_id)

    kinds: list[type[Exception]] = [Problem, *(kind for kind, _ in MEANINGS)]
    for kind in kinds:
        api.add_exception_handler(kind, handle)

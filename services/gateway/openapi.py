"""The OpenAPI document: what FastAPI makes of the routes, with problems by status, examples and what headers mean."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.gateway.domain.refusals import REFUSALS, NotTaken
from services.gateway.examples import Examples
from services.gateway.problem_kinds import KINDS, REFUSED_WITH
from services.gateway.problems import MEDIA_TYPE, Problem, not_taken
from services.gateway.schemas.problems import ProblemDocument
from services.gateway.schemas.webhooks import TYPES

Operation = dict[str, Any]

ABOUT = """
Mentoring in which both give and both get.

- **Errors** are `application/problem+json` (RFC 9457) with a stable `code`, in the language of `Accept-Language`.
- **Repeats** are safe: send the same `Idempotency-Key` with the same body.
- **Editing**: what two may change has an `ETag`; send it back in `If-Match`. Where somebody was faster, 412 has what
  is there now (`current`), what you sent (`yours`) and the `ETag` to send the result with. `If-None-Match` answers 304
  to a read.
- **Lists** come in pages: send `next_cursor` of one back as `cursor` for the next; null is the end. What is added
  meanwhile hides no row and shows none twice.
- **Waiting**: what you ask for is decided by another service. `Prefer: wait=5` holds the answer until it is.
- **Live**: `GET /v1/stream` tells what changed; read it again then.
- **Limits**: `RateLimit` says how much is left of which policy of `RateLimit-Policy`; beyond it is 429 with
  `Retry-After`.
- **Changes**: within `/v1` fields and routes are only added. What is to go is marked `deprecated` here, is answered
  with `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a `Link` with `rel="deprecation"`, and stays for six months at
  least. Nothing is deprecated today.
"""
TAGS = {
    "you": "Who you are here, your devices, your chat, your breaks.",
    "requests": "Asking for a mentor, offering to be one, and what becomes of it.",
    "recognitions": "Saying of a mentoring that exists already that it does.",
    "pairs": "Two who learn from each other: how they stand, and turning, pausing or ending it.",
    "sessions": "Talks of a pair: planned, held, called off, with an agenda.",
    "agreements": "What a pair agrees on, and its goals.",
    "messages": "What two write to each other.",
    "ledger": "What flows both ways in a pair.",
    "actions": "What the two mean to do.",
    "care": "How it goes, told to each alone.",
    "endings": "Half-way, at the end of a pair and after it.",
    "circles": "One mentor with several, or peers.",
    "preparation": "Tracks to prepare with, and what two expect.",
    "resources": "Short texts to read or to do.",
    "journal": "What people write, for themselves or for two; sealed where they want it.",
    "people": "Looking for people, marking, blocking and inviting them.",
    "safeguarding": "Reporting misuse, where to get help, and the queue of moderators.",
    "topics": "What topics are called.",
    "programmes": "Programmes of an organisation: from a draft to their end, who sees to them and who is in them.",
    "programme": "What an organisation makes of its programme: rules, words, plan, announcements.",
    "insight": "How it goes, in numbers that are about nobody, for those who run a programme.",
    "rounds": "Placing a whole cohort at once.",
    "inbox": "What the house has told you.",
    "notifications": "What people want to hear, how and when.",
    "events": "The log of facts, the live stream, and the door for events of platforms.",
    "webhooks": "Where platforms are told of facts, signed and at least once.",
    "running the house": "Platforms, roles, the audit log, and how the system is.",
}
ALWAYS = (400, 405, 414, 429, 431, 500, 503)
SIGNED_IN = (401, 403)
WITH_BODY = (408, 413, 415, 422)


def openapi(api: FastAPI) -> dict[str, Any]:
    """With problems in the place of FastAPI's own errors, which are never sent."""
    made = get_openapi(
        title=api.title,
        version=api.version,
        description=ABOUT,
        routes=api.routes,
        tags=[{"name": name, "description": about} for name, about in TAGS.items()],
        servers=[{"url": "/", "description": "This house."}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs") | {"ProblemDocument": problem}
    made["components"]["schemas"] = dict(sorted(schemas.items()))
    made["components"]["responses"] = {_named(status): _problem(status) for status in sorted(_statuses())}
    examples = Examples(schemas)
    for method, operation in _operations(made):
        _complete(method, operation, examples)
    made["webhooks"] = {kind: _told(kind) for kind in TYPES}
    return made


def _told(kind: str) -> dict[str, Any]:
    """What goes to a webhook of a platform or an organisation."""
    named = (
        ("webhook-id", "The same for every try."),
        ("webhook-timestamp", "Of this try."),
        ("webhook-signature", "Of id, timestamp and body, by every live secret."),
    )
    fact = {"$ref": "#/components/schemas/Fact"}
    schema = {"allOf": [fact, {"type": "object", "properties": {"type": {"const": kind}}}]}
    answers = {"2XX": "It is yours: it is not sent again.", "410": "You want nothing more: the webhook is disabled."}
    return {
        "post": {
            "summary": kind,
            "operationId": f"tell_{kind.replace('.', '_')}",
            "tags": ["webhooks"],
            "security": [],
            "description": "Signed as Standard Webhooks has it, at least once; what `data` holds is in `/asyncapi`.",
            "parameters": [
                {"name": name, "in": "header", "required": True, "schema": {"type": "string"}, "description": about}
                for name, about in named
            ],
            "requestBody": {"required": True, "content": {"application/cloudevents+json": {"schema": schema}}},
            "responses": {status: {"description": about} for status, about in answers.items()},
        }
    }


def _operations(made: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    for methods in made["paths"].values():
        yield from methods.items()


def _complete(method: str, operation: Operation, examples: Examples) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    operation.setdefault("security", [])
    _in_words_of_3_1(responses)
    _outcomes(operation)
    for content in _contents(operation):
        if "schema" in content and "example" not in content:
            content["example"] = examples.of(content["schema"])
    if method == "get" and "version" in _shape(responses.get("200", {}), examples):
        responses["304"] = {"description": "You have it as it is: the `ETag` was in `If-None-Match`."}
    for status in _problems_of(method, operation):
        responses[f"{status}"] = {"$ref": f"#/components/responses/{_named(status)}"}
    operation["responses"] = dict(sorted(responses.items()))


def _outcomes(operation: Operation) -> None:
    """What a claim is answered with where its outcome was waited for, as the description of the route says it."""
    for status in re.findall(r"\b(20[01]) \(with", operation.get("description", "")):
        operation["responses"][status] = operation["responses"]["202"] | {"description": "The outcome."}


def _contents(operation: Operation) -> Iterator[dict[str, Any]]:
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for response in operation["responses"].values():
        yield from response.get("content", {}).values()


def _shape(response: Mapping[str, Any], examples: Examples) -> Mapping[str, Any]:
    content = response.get("content", {}).get("application/json", {})
    shown = content.get("example")
    return shown if isinstance(shown, dict) else {}


def _problems_of(method: str, operation: Operation) -> Iterator[int]:
    parameters = operation.get("parameters", [])
    headers = {one["name"] for one in parameters if one["in"] == "header"}
    yield from ALWAYS
    yield from (int(status) for status in operation["responses"] if status.startswith(("4", "5")))
    if operation["security"]:
        yield from SIGNED_IN
    if "requestBody" in operation:
        yield from WITH_BODY
    if parameters:
        yield 422
    if any(one["in"] == "path" for one in parameters) or not operation["security"]:
        yield 404
    if method != "get":
        yield from (404, 409, 422)
    if "If-Match" in headers:
        yield from (412, 428)


def _statuses() -> set[int]:
    return {kind.status for kind in KINDS.values()} | {rule.status for rule in REFUSALS.values()}


def _named(status: int) -> str:
    return f"Problem{status}"


def _problem(status: int) -> dict[str, Any]:
    codes = [code for code, kind in KINDS.items() if kind.status == status]
    by_rule = next((code for code, refusal in REFUSALS.items() if refusal.status == status), "")
    shown = Problem(codes[0]) if codes else not_taken(NotTaken(by_rule))
    example = shown.document("01JDVB6Z3T9Q4Y8M2K7R5N0XWE", "en")
    kinds = [f"`{code}`: {KINDS[code].title['en']}" for code in codes]
    return {
        "description": " · ".join([*kinds, *_refusals(status)]),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}, "example": example}},
    }


def _refusals(status: int) -> list[str]:
    """The codes of rules, which bring their own words: those of the edge, and those of services that are not 409."""
    own = {code for code, refusal in REFUSALS.items() if refusal.status == status and code not in KINDS}
    theirs = {code for code, known in REFUSED_WITH.items() if known == status}
    codes = ", ".join(f"`{code}`" for code in sorted(own | theirs))
    return [f"in the words of a rule: {codes}"] if codes else []


def _in_words_of_3_1(responses: dict[str, Any]) -> None:
    """`itemSchema` of a stream is a word of OpenAPI 3.2, which few tools read yet."""
    for response in responses.values():
        stream = response.get("content", {}).get("text/event-stream")
        if stream:
            stream.pop("itemSchema", None)
            stream["schema"] = {"type": "string", "description": "Server-sent events."}
            stream["example"] = (
                'id: 7\ndata: {"type": "bothways.PairFormed.v1", "subject": "pair_7", "position": 7}\n\n'
            )

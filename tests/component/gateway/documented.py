"""Whether an answer is one that the published document promises of its route."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from deploy.docs import OPENAPI
from services.gateway.problem_kinds import KINDS

PROBLEM = "application/problem+json"
PAGE = "text/html"
"""What a browser that asked for a page is told with instead."""

OWN_WORDS = "`rules-say-no`"
"""Where the document names it (409), a service may refuse with a code and words of its own."""


@cache
def _document() -> Mapping[str, Any]:
    """As it was committed; that it is what the code says is another test's."""
    return cast(Mapping[str, Any], json.loads(OPENAPI.read_text(encoding="utf-8")))


@cache
def _routes() -> list[tuple[re.Pattern[str], int, str, Mapping[str, Any]]]:
    """Fixed parts before names, as the gateway finds its routes."""
    found = []
    for path, methods in _document()["paths"].items():
        pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + r"\Z")
        found += [(pattern, path.count("{"), method.upper(), operation) for method, operation in methods.items()]
    return sorted(found, key=lambda one: one[1])


@cache
def _codes(reference: str) -> str:
    return str(_document()["components"]["responses"][reference.rpartition("/")[2]]["description"])


def operation_of(method: str, path: str) -> Mapping[str, Any] | None:
    """The operation that answers there, or None."""
    method = "GET" if method == "HEAD" else method
    return next((found for pattern, _, named, found in _routes() if named == method and pattern.match(path)), None)


def undocumented(method: str, path: str, status: int, content_type: str, content: Mapping[str, Any]) -> str | None:
    """What the document does not say of this answer, or None. `content` is that of a problem document."""
    operation = operation_of(method, path)
    if operation is None:
        return None
    promised = operation["responses"].get(str(status))
    if promised is None:
        return f"{status} {content.get('code', '')} is not among the answers"
    if status < 400 or method == "HEAD":
        return None
    if content_type.startswith(PAGE):
        return None
    if content_type.partition(";")[0] != PROBLEM:
        return f"{status} is {content_type or 'nothing'}, not a problem document"
    return _unlisted(promised, status, str(content["code"]))


def _unlisted(promised: Mapping[str, Any], status: int, code: str) -> str | None:
    listed = _codes(promised["$ref"])
    if f"`{code}`" in listed or (code not in KINDS and OWN_WORDS in listed):
        return None
    return f"{status} with {code}, which is not listed"

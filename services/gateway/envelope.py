"""CloudEvents from outside, read with care: structured and binary mode, over AMQP and HTTPS."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import orjson
from cloudevents.core.base import BaseCloudEvent
from cloudevents.core.bindings import http, rabbitmq
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from libs.common.contracts.base import Id, Instant
from libs.common.deliveries import LONGEST_HEADER, MOST_HEADERS
from services.gateway.domain.refusals import NotTaken

LARGEST_BODY = 256 * 1024
LONGEST_REASON = 1000
DEEPEST = 32
STRUCTURED = "application/cloudevents+json"
JSON = "application/json"
PREFIX = "ce-"
NEEDED = ("id", "source", "type", "specversion")
COPIES = frozenset({"cc", "bcc"})
UNREAD: Any = object()
"""In the place of an event that is still bytes; `null` is something that was sent."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an outsider sent. `event` is given where a batch was already taken apart; else `body` is read."""

    body: bytes = b""
    content_type: str | None = None
    headers: Mapping[str, Any] = field(default_factory=dict)
    event: Any = UNREAD
    is_amqp: bool = False

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return (self.content_type or "").partition(";")[0].strip().lower()


class Envelope(BaseModel):
    """A CloudEvent of an outsider. Who sent it is known from elsewhere; `org` and `time` may be left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: Literal["1.0"]
    id: Id
    source: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    type: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    subject: Id | None = None
    time: Instant | None = None
    org: str | None = None
    data: dict[str, Any]


def read(incoming: Incoming) -> Envelope:
    """The envelope; NotTaken with the first thing that is wrong, in the order in which it is cheap to see."""
    _check_size(incoming.body)
    if incoming.is_amqp:
        _check_copies(incoming.headers)
    if incoming.event is not UNREAD:
        return _envelope_of_batch(incoming.event)
    media_type = incoming.media_type
    if media_type not in (STRUCTURED, JSON):
        raise NotTaken("unsupported-content-type", f"not {media_type[:100]!r}" if media_type else "none given")
    # What else HTTP carries is between the client and its proxies; over AMQP every header is the sender's.
    _check_headers({name: value for name, value in incoming.headers.items() if incoming.is_amqp or _is_attribute(name)})
    content = _parsed(incoming.body)
    is_binary = media_type == JSON and any(map(_is_attribute, incoming.headers))
    return _envelope(_from_headers(incoming) if is_binary else content)


def not_valid(code: str, error: ValidationError, *at: str) -> NotTaken:
    """Where and what is wrong, without the rejected input: as JSON pointers for a dead letter, and field by field."""
    found = error.errors(include_input=False, include_url=False)
    problems: list[dict[str, Any]] = [{**problem, "loc": (*at, *problem["loc"])} for problem in found]
    told = "; ".join(f"/{'/'.join(map(_escaped, problem['loc']))}: {problem['msg']}" for problem in problems)
    # Half a pointer would point somewhere else.
    detail = told if len(told) <= LONGEST_REASON else told[:LONGEST_REASON].rpartition("; ")[0]
    return NotTaken(code, detail, problems=problems)


def _escaped(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _check_size(body: bytes) -> None:
    if len(body) > LARGEST_BODY:
        raise NotTaken("too-large", f"{len(body)} bytes")


def _check_copies(headers: Mapping[str, Any]) -> None:
    """The broker routes by these headers too, past every permission on routing keys."""
    found = sorted(name for name in headers if name.lower() in COPIES)
    if found:
        raise NotTaken("forbidden-header", ", ".join(found))


def _check_headers(headers: Mapping[str, Any]) -> None:
    if len(headers) > MOST_HEADERS:
        raise NotTaken("invalid-header", f"{len(headers)} headers, at most {MOST_HEADERS} are taken")
    for name, value in headers.items():
        if isinstance(value, str) and len(value.encode()) > LONGEST_HEADER:
            raise NotTaken("invalid-header", f"{name[:100]}: longer than {LONGEST_HEADER} bytes")
        is_plain = isinstance(value, str) if _is_attribute(name) else isinstance(value, str | int | float)
        if not is_plain:
            raise NotTaken("invalid-header", f"{name[:100]}: {type(value).__name__} is not taken")


def _is_attribute(header: str) -> bool:
    return header.lower().startswith(PREFIX)


def _parsed(body: bytes) -> Any:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise NotTaken("unreadable", str(error)[:200]) from None
    _check_depth(content)
    return content


def _check_depth(content: Any) -> None:
    level = [content]
    for _ in range(DEEPEST):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return
    raise NotTaken("too-deep", f"more than {DEEPEST} levels")


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _from_headers(incoming: Incoming) -> dict[str, Any]:
    """Binary mode, by the library's binding; it would make up what is missing, so that is looked at first."""
    names = {name.lower() for name in incoming.headers}
    missing = [name for name in NEEDED if PREFIX + name not in names]
    if missing:
        raise NotTaken("invalid-envelope", "; ".join(f"/{name}: no {PREFIX}{name} header" for name in missing))
    headers = {name: value for name, value in incoming.headers.items() if _is_attribute(name)}
    try:
        event = _bound(headers, incoming)
    except CloudEventValidationError as error:
        wrong = "; ".join(f"/{name}: {problems[0]}" for name, problems in error.errors.items())
        raise NotTaken("invalid-envelope", wrong[:1000]) from None
    except ValueError:  # what it says may repeat what was sent
        raise NotTaken("invalid-envelope", "a header is no attribute of a CloudEvent") from None
    return {**event.get_attributes(), "data": event.get_data()}


def _bound(headers: dict[str, str], incoming: Incoming) -> BaseCloudEvent:
    if incoming.is_amqp:
        return rabbitmq.from_binary_event(rabbitmq.RabbitMQMessage(headers, incoming.content_type, incoming.body))
    sent = http.HTTPMessage({**headers, "content-type": incoming.content_type or JSON}, incoming.body)
    return http.from_binary(sent, JSONFormat())


def _envelope_of_batch(event: Any) -> Envelope:
    """What would be too deep or too large by itself is so among others, too."""
    _check_depth(event)
    _check_size(orjson.dumps(event))
    return _envelope(event)


def _envelope(content: Any) -> Envelope:
    if not isinstance(content, dict):
        raise NotTaken("invalid-envelope", "/: a JSON object is needed")
    try:
        return Envelope.model_validate(content)
    except ValidationError as error:
        raise not_valid("invalid-envelope", error) from None

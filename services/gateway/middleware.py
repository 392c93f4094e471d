"""Around every request: its id, its trace, its numbers, the size of its body, HEAD and OPTIONS, and the last catch."""

import asyncio
import time
from collections.abc import Callable, Sequence

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.common import tracing
from libs.common.ids import new_id
from services.gateway import metrics
from services.gateway.envelope import LARGEST_BODY
from services.gateway.problems import Problem, answer

MIB = 1024 * 1024
LARGER_BODIES = {
    "/v1/events": MIB,
    "/scim/v2/Bulk": MIB,
    "/v1/people/import": 8 * MIB,
    "/v1/people/import/preview": 8 * MIB,
}
"""A batch of 200 people, what a directory does at once, and a file of 20,000 people."""

READ_OUT = 16 * 1024 * 1024
"""A body up to this is read to its end before it is refused: who is still sending would not read the answer."""

LONGEST_ADDRESS = 8 * 1024
LARGEST_HEADERS = 32 * 1024
"""In bytes. The server below takes 64 KiB of both and then answers by itself, in no form of ours."""

BODY_WITHIN_S = 30.0
"""A body that is not whole by then is not waited for: whoever dawdles would hold connections for ever."""

READ_WITHIN_S = 30.0
"""What somebody does not take in by then is not kept for them. A live stream goes on where they were."""

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
NOT_KEPT = "no-store"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
COUNTED = frozenset({*METHODS, "HEAD", "OPTIONS"})
"""Any other word a client makes up is one and the same in numbers, traces and logs."""

Allowed = Callable[[Scope], Sequence[str]]
log = structlog.get_logger(__name__)


class TooLarge(HTTPException):
    """The body is longer than it may be. FastAPI takes any other exception for a body that it cannot read."""

    def __init__(self) -> None:
        super().__init__(413)


class TooSlow(HTTPException):
    """The body did not come in time. The connection ends: its rest is no next request."""

    def __init__(self) -> None:
        super().__init__(408, headers={"Connection": "close"})


class Outermost:
    """The outermost layer. `allowed` tells the methods of a path."""

    def __init__(
        self,
        app: ASGIApp,
        allowed: Allowed,
        body_within_s: float = BODY_WITHIN_S,
        read_within_s: float = READ_WITHIN_S,
    ) -> None:
        self._app, self._allowed = app, allowed
        self._body_within_s, self._read_within_s = body_within_s, read_within_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        unrouted = dict(scope)
        sending = _Sending(scope, send, lambda: self._allowed(unrouted), self._read_within_s)
        headers = Headers(scope=scope)
        with (
            structlog.contextvars.bound_contextvars(request_id=request_id),
            tracing.entering(f"HTTP {_method(scope)}", headers),
        ):
            try:
                if too_long := _too_long(scope):
                    await self._answer(Problem(too_long), scope, sending)
                    return
                await self._serve(scope, _limited(scope, _in_time(receive, self._body_within_s)), sending)
            except Exception:
                if sending.is_unread:
                    # The connection ends with the application; there is nobody to tell.
                    log.info("reader_too_slow", method=_method(scope), route=_route(scope))
                    return
                # The one place that catches what nobody foresaw, so that even this has a form and an id to ask about.
                log.exception("request_failed", method=_method(scope), route=_route(scope))
                await self._answer(Problem("internal-error"), scope, sending)

    async def _serve(self, scope: Scope, receive: Receive, sending: "_Sending") -> None:
        match scope["method"]:
            case "OPTIONS":
                await self._options(scope, sending)
            case "HEAD":
                await self._head(scope, receive, sending)
            case _:
                await self._app(scope, receive, sending)

    async def _options(self, scope: Scope, sending: "_Sending") -> None:
        methods = self._allowed(scope)
        if not methods:
            await self._answer(Problem("not-found"), scope, sending)
            return
        response = Response(status_code=204, headers={"Allow": ", ".join(methods)})
        await response(scope, _nothing, sending)

    async def _head(self, scope: Scope, receive: Receive, sending: "_Sending") -> None:
        """As GET, ended once the headers are known: what streams would never end by itself."""
        read, has_started = {**scope, "method": "GET"}, asyncio.Event()  # the server must know that it is HEAD

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                scope["route"] = read.get("route")
                await sending(message)
                await sending({"type": "http.response.body", "body": b""})
                has_started.set()

        async def serve() -> None:
            await self._app(read, receive, send_head)

        serving = asyncio.create_task(serve())
        started = asyncio.create_task(has_started.wait())
        await asyncio.wait({serving, started}, return_when=asyncio.FIRST_COMPLETED)
        started.cancel()
        if has_started.is_set():
            serving.cancel()
        (ended,) = await asyncio.gather(serving, return_exceptions=True)
        if isinstance(ended, Exception) and not has_started.is_set():
            raise ended

    async def _answer(self, problem: Problem, scope: Scope, sending: "_Sending") -> None:
        if not sending.has_started:
            request_id = scope["state"]["request_id"]
            await answer(problem, Headers(scope=scope), request_id)(scope, _nothing, sending)


class _Sending:
    """Adds what every answer has, and counts it."""

    def __init__(self, scope: Scope, send: Send, allowed: Callable[[], Sequence[str]], within_s: float) -> None:
        self._scope, self._send, self._allowed, self._within_s = scope, send, allowed, within_s
        self._method, self._began = _method(scope), time.perf_counter()
        self.has_started = self.is_unread = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_started = True
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self._scope["state"]["request_id"]
            if self._scope["path"].startswith("/v1/"):
                headers.setdefault("Cache-Control", NOT_KEPT)
            for name, value in (SECURITY | self._scope["state"].get("rates", {})).items():
                headers.setdefault(name, value)
            if message["status"] == 405:
                headers["Allow"] = ", ".join(self._allowed())
            self._count(message["status"])
        try:
            async with asyncio.timeout(self._within_s):
                await self._send(message)
        except TimeoutError:
            self.is_unread = True
            raise

    def _count(self, status: int) -> None:
        route = _route(self._scope)
        metrics.SERVED.labels(self._method, route, str(status)).inc()
        metrics.SERVING_SECONDS.labels(self._method, route).observe(time.perf_counter() - self._began)


def _too_long(scope: Scope) -> str | None:
    """What is wrong with a request before anything of it is read."""
    if len(scope.get("raw_path", scope["path"])) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return "address-too-long"
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
        return "headers-too-large"
    return None


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in COUNTED else "other"


def _route(scope: Scope) -> str:
    """The route's template: ids of things do not make labels."""
    return str(getattr(scope.get("route"), "path", "none"))


def _in_time(receive: Receive, within_s: float) -> Receive:
    """`receive` that raises TooSlow while the body is not whole in time; what comes after a body has no end."""
    until: float | None = asyncio.get_running_loop().time() + within_s

    async def receive_in_time() -> Message:
        nonlocal until
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise TooSlow from None
        if not message.get("more_body", False):
            until = None
        return message

    return receive_in_time


def _limited(scope: Scope, receive: Receive) -> Receive:
    """`receive` that raises TooLarge before more than is allowed was taken in."""
    largest = LARGER_BODIES.get(scope["path"], LARGEST_BODY)
    headers = Headers(scope=scope)
    received = 0

    async def receive_limited() -> Message:
        nonlocal received
        if _length(headers) > largest:
            await _read_out(headers, receive)
            raise TooLarge
        message = await receive()
        received += len(message.get("body", b""))
        if received > largest:
            await _read_out(headers, receive, has_more=message.get("more_body", False))
            raise TooLarge
        return message

    return receive_limited


async def _read_out(headers: Headers, receive: Receive, *, has_more: bool = True) -> None:
    if "expect" in headers or _length(headers) > READ_OUT:
        return
    read = 0
    while has_more and read <= READ_OUT:
        message = await receive()
        read += len(message.get("body", b""))
        has_more = message["type"] == "http.request" and message.get("more_body", False)


def _length(headers: Headers) -> int:
    declared = headers.get("content-length", "0")
    return int(declared) if declared.isdecimal() and len(declared) < 16 else 0


async def _nothing() -> Message:
    return {"type": "http.disconnect"}

"""In front of everything: who comes when the house is full, or what would add to a backlog, is told to come back.

Nothing is done for them before, neither looked up nor read, so that turning away costs next to nothing.
"""

import hmac
import random
from collections.abc import Mapping

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.common.ids import new_id
from services.gateway import metrics
from services.gateway.deps import Edge
from services.gateway.languages import best_language
from services.gateway.limits import OWN, Full, Place
from services.gateway.middleware import NOT_KEPT, SECURITY
from services.gateway.problems import MEDIA_TYPE, Problem, unavailable

ALWAYS_SERVED = frozenset({"/livez", "/readyz", "/metrics", "/v1/status"})
"""Whoever looks after the house needs them most when it is full."""

READS = frozenset({"GET", "HEAD", "OPTIONS"})
TELLS_NOBODY = ("/v1/sign-in", "/v1/sign-out", "/v1/me/sessions")
"""What writes there waits for no broker; signing out, above all, is never put off."""

COME_BACK_S = (1, 3)
"""Not all at the same time."""

BACKLOG_COME_BACK_S = 30


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


ALWAYS_SAID = _encoded(
    {"Content-Type": MEDIA_TYPE, "Cache-Control": NOT_KEPT, "Vary": "Accept-Language", **SECURITY},
)


class Shedding:
    """Around the whole application, the framework's own layers included: they cost more than a refusal."""

    def __init__(self, app: ASGIApp, edge: Edge) -> None:
        self._app, self._edge = app, edge
        self._operator_key = edge.settings.operator_key.get_secret_value().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http" or scope["path"] in ALWAYS_SERVED or self._is_operators(scope):
            await self._app(scope, receive, send)
            return
        if self._edge.backlog.is_long and _tells_others(scope):
            await _refuse(unavailable("backlog", BACKLOG_COME_BACK_S), scope, send)
            return
        try:
            place = await self._edge.places.take()
        except Full:
            await _refuse(unavailable("full-house", random.randint(*COME_BACK_S)), scope, send)  # noqa: S311
            return
        await self._serve(place, scope, receive, send)

    async def _serve(self, place: Place, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_elsewhere() -> Message:
            with place.lent():
                return await receive()

        async def send_and_leave(message: Message) -> None:
            place.leave()
            await send(message)

        OWN.set(place)  # each request has a context of its own
        try:
            await self._app(scope, receive_elsewhere, send_and_leave)
        finally:
            place.leave()

    def _is_operators(self, scope: Scope) -> bool:
        """By the key, on whatever route: a list of paths would leave a way in for everybody."""
        return hmac.compare_digest(_header(scope, b"authorization").removeprefix(b"Bearer "), self._operator_key)


async def _refuse(problem: Problem, scope: Scope, send: Send) -> None:
    """Byte by byte: the framework's response takes several times as long, and what is refused comes in crowds."""
    metrics.SHED.labels(problem.code).inc()
    language, request_id = best_language(_header(scope, b"accept-language").decode("latin-1")), new_id()
    body = orjson.dumps(problem.document(request_id, language))
    own = {"Content-Length": str(len(body)), "Content-Language": language, "X-Request-Id": request_id}
    headers = ALWAYS_SAID + _encoded(own | problem.headers)
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _header(scope: Scope, wanted: bytes) -> bytes:
    return next((value for name, value in scope["headers"] if name == wanted), b"")


def _tells_others(scope: Scope) -> bool:
    return scope["method"] not in READS and not scope["path"].startswith(TELLS_NOBODY)

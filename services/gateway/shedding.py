"""In front of everything: who comes when the house is full, or what would add to a backlog, is told to come back.

Nothing is done for them before, neither looked up nor read, so that turning away costs next to nothing.
"""

import hmac
import random

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.common.ids import new_id
from services.gateway import metrics
from services.gateway.limits import OWN, Full, Place
from services.gateway.middleware import NOT_KEPT, SECURITY
from services.gateway.problems import Problem, answer, unavailable

ALWAYS_SERVED = frozenset({"/livez", "/readyz", "/metrics", "/v1/status"})
"""Whoever looks after the house needs them most when it is full."""

READS = frozenset({"GET", "HEAD", "OPTIONS"})
TELLS_NOBODY = ("/v1/sign-in", "/v1/sign-out", "/v1/me/sessions")
"""What writes there waits for no broker; signing out, above all, is never put off."""

COME_BACK_S = (1, 3)
"""Not all at the same time."""

BACKLOG_COME_BACK_S = 30


class Shedding:
    """The outermost layer of all."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http" or scope["path"] in ALWAYS_SERVED or _is_operators(scope):
            await self._app(scope, receive, send)
            return
        edge = scope["app"].state.edge
        if edge.backlog.is_long and _tells_others(scope):
            await _refuse(unavailable("backlog", BACKLOG_COME_BACK_S), scope, receive, send)
            return
        try:
            place = await edge.places.take()
        except Full:
            await _refuse(unavailable("full-house", random.randint(*COME_BACK_S)), scope, receive, send)  # noqa: S311
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


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    metrics.SHED.labels(problem.code).inc()
    headers, request_id = Headers(scope=scope), new_id()
    response = answer(problem, headers, request_id)
    response.headers.update({"X-Request-Id": request_id, "Cache-Control": NOT_KEPT, **SECURITY})
    await response(scope, receive, send)


def _is_operators(scope: Scope) -> bool:
    """By the key, on whatever route: a list of paths would leave a way in for everybody."""
    shown = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    key: str = scope["app"].state.edge.settings.operator_key.get_secret_value()
    return hmac.compare_digest(shown.removeprefix(b"Bearer "), key.encode())


def _tells_others(scope: Scope) -> bool:
    return scope["method"] not in READS and not scope["path"].startswith(TELLS_NOBODY)

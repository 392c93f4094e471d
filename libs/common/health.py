"""`/livez`, `/readyz` and `/metrics` of a process."""

from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Ready = Callable[[], Awaitable[dict[str, bool]]]


def health_routes(ready: Ready) -> list[Route]:
    """Alive: the loop turns. Ready: this replica can do its own work."""

    async def livez(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def readyz(_: Request) -> Response:
        parts = await ready()
        is_ready = all(parts.values())
        return JSONResponse({"ready": is_ready, "parts": parts}, status_code=200 if is_ready else 503)

    async def show_metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/livez", livez), Route("/readyz", readyz), Route("/metrics", show_metrics)]


def health_app(ready: Ready) -> Starlette:
    """The whole web side of a service that has no other."""
    return Starlette(routes=health_routes(ready))

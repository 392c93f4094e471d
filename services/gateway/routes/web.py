"""The web client: its built files, and its one page for every screen."""

from mimetypes import guess_type
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.staticfiles import StaticFiles

from services.gateway.deps import EdgeDep
from services.gateway.pages import Page, section
from services.gateway.problems import Problem
from services.gateway.routes import pages

PAGE = "index.html"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
SHORTER = (("br", ".br"), ("gzip", ".gz"))
"""Made by the build, the smallest first."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
BUILDING = Page(
    503,
    (
        section(
            "Bothways is getting dressed",
            "Bothways zieht sich an",
            "The web client is being built. This page looks again every few seconds.",
            "Die Webanwendung wird gerade gebaut. Diese Seite sieht alle paar Sekunden wieder nach.",
        ),
    ),
)
LOOK_AGAIN_S = "2"


class _OfPeople(StringConvertor):
    """Whatever is not a program's: there an unknown address or method stays a problem."""

    regex = r"(?!(?:v1|scim|docs|asyncapi|openapi|metrics|livez|readyz)(?:[/.]|$)).*"


register_url_convertor("of_people", _OfPeople())
router = APIRouter(include_in_schema=False)


@router.get("/{path:of_people}")
async def show_web_client(path: str, request: Request, edge: EdgeDep) -> Response:
    """A file of the build, or for whoever asks for a page the one that shows every screen."""
    files = edge.settings.web_client
    is_asset = path.startswith("assets/")
    found = _file(files, path)
    if found:
        return _served(found, request, FOR_EVER if is_asset else ASK_FIRST)
    if is_asset or "text/html" not in request.headers.get("accept", ""):
        raise Problem("not-found")
    page = _file(files, PAGE)
    if page is None:
        building = pages.answer(BUILDING, request)
        building.headers["Refresh"] = LOOK_AGAIN_S
        return building
    return _served(page, request, ASK_FIRST)


def _file(folder: Path, path: str) -> Path | None:
    try:
        full, stat = StaticFiles(directory=folder, check_dir=False).lookup_path(path)
    except (OSError, ValueError):  # no file could have such a name
        return None
    return Path(full) if stat and Path(full).is_file() else None


def _served(file: Path, request: Request, caching: str) -> Response:
    headers = {"Cache-Control": caching, "Content-Security-Policy": POLICY, "Vary": "Accept-Encoding"}
    media_type = guess_type(file.name)[0] or "application/octet-stream"
    accepted = request.headers.get("accept-encoding", "")
    for encoding, ending in SHORTER:
        shorter = file.with_name(file.name + ending)
        if encoding in accepted and shorter.is_file():
            return FileResponse(shorter, headers=headers | {"Content-Encoding": encoding}, media_type=media_type)
    return FileResponse(file, headers=headers, media_type=media_type)

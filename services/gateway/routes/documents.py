"""The documents about this API, without a byte from anywhere else."""

from pathlib import Path
from typing import Any

import fastapi_offline
from fastapi import APIRouter
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse

from libs.common.settings import Env
from services.gateway import asyncapi, catalogue
from services.gateway.deps import Edge, EdgeDep

FILES = "/docs/files"
FILES_FOLDER = Path(fastapi_offline.__file__).parent / "static"
"""The files of Swagger UI, from a package."""

SELF_CONTAINED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
SWAGGER = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def show_api() -> HTMLResponse:
    """Swagger UI."""
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Bothways API",
        swagger_js_url=f"{FILES}/swagger-ui-bundle.js",
        swagger_css_url=f"{FILES}/swagger-ui.css",
        swagger_favicon_url=f"{FILES}/favicon.png",
        # Its own validator would be asked over the network.
        swagger_ui_parameters={"validatorUrl": None, "persistAuthorization": True, "tryItOutEnabled": True},
    )
    page.headers["Content-Security-Policy"] = SWAGGER
    return page


@router.get("/asyncapi")
async def show_events(edge: EdgeDep) -> HTMLResponse:
    """The events as a page."""
    return HTMLResponse(catalogue.page(house=_is_at_home(edge)), headers={"Content-Security-Policy": SELF_CONTAINED})


@router.get("/asyncapi.json")
async def show_asyncapi(edge: EdgeDep) -> dict[str, Any]:
    """The events as an AsyncAPI document."""
    return asyncapi.document(house=_is_at_home(edge))


def _is_at_home(edge: Edge) -> bool:
    """Where the system is tried out everything is shown; elsewhere only what concerns outsiders."""
    return edge.settings.env is not Env.PRODUCTION

"""All that is held on somebody, handed out to them."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from services.gateway.deps import EdgeDep, MemberDep
from services.gateway.exporting import Archive

router = APIRouter(tags=["you"])
ZIP = "application/zip"


@router.get("/v1/me/export", response_class=Response, responses={200: {"content": {ZIP: {}}}})
async def export_all_of_me(
    person: MemberDep, edge: EdgeDep, language: Annotated[str | None, Header(alias="Accept-Language")] = None
) -> Response:
    """One archive from every service: JSON, and a page that leads through it. Whole, or 503 with `service`."""
    made = await Archive(edge, person).made(language)
    headers = {"Content-Disposition": 'attachment; filename="bothways.zip"', "Cache-Control": "no-store"}
    return Response(made, media_type=ZIP, headers=headers)

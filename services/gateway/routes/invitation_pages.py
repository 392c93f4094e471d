"""Where the link of an invitation leads: pages for people without an account. Only a POST changes anything."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from libs.common.asks import Asker, NoAnswer
from libs.common.contracts.invitations import RefuseInvitations
from libs.common.links import bearer_of
from services.gateway.deps import EdgeDep
from services.gateway.invitation_page import INVITED, LATER, REFUSED, UNKNOWN, Page, render
from services.gateway.languages import best_language
from services.gateway.limits import Full
from services.gateway.problems import COME_BACK_S

PRIVATE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Vary": "Accept-Language",
    "X-Robots-Tag": "noindex",
}

router = APIRouter(prefix="/invitations", include_in_schema=False)


@router.get("/{token}")
async def show_invitation(token: str, edge: EdgeDep, request: Request) -> HTMLResponse:
    """What it is about. Programs that look into mails open it as well: it changes nothing."""
    return _answer(INVITED if bearer_of(edge.house.box, token) else UNKNOWN, request)


@router.post("/{token}")
async def refuse_invitations(token: str, edge: EdgeDep, request: Request) -> HTMLResponse:
    """No more of them: from the page's button, or from the reader's mail program with one click (RFC 8058)."""
    bearer = bearer_of(edge.house.box, token)
    if bearer is None:
        return _answer(UNKNOWN, request)
    asker = Asker(bearer.org, bearer.mark, request.state.request_id)
    try:
        async with edge.asking.place():
            await edge.questions.ask(RefuseInvitations(), asker)
    except (NoAnswer, Full):
        return _answer(LATER, request)
    return _answer(REFUSED, request)


def _answer(page: Page, request: Request) -> HTMLResponse:
    language = best_language(request.headers.get("accept-language"))
    headers = PRIVATE | {"Content-Language": language}
    if page is LATER:
        headers["Retry-After"] = f"{COME_BACK_S}"
    return HTMLResponse(render(page, language), page.status, headers)

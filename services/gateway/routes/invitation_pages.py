"""Where the link of an invitation leads: pages for people without an account. Only a POST changes anything."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from libs.common.asks import Asker
from libs.common.contracts.invitations import RefuseInvitations
from libs.common.links import Purpose, link_of
from services.gateway.deps import EdgeDep
from services.gateway.invitation_page import INVITED, REFUSED
from services.gateway.pages import UNKNOWN
from services.gateway.routes.pages import PageRoute, answer

router = APIRouter(prefix="/invitations", include_in_schema=False, route_class=PageRoute)


@router.get("/{token}")
async def show_invitation(token: str, edge: EdgeDep, request: Request) -> HTMLResponse:
    """What it is about. Programs that look into mails open it as well: it changes nothing."""
    return answer(INVITED if link_of(edge.house.box, token, Purpose.INVITATION) else UNKNOWN, request)


@router.post("/{token}")
async def refuse_invitations(token: str, edge: EdgeDep, request: Request) -> HTMLResponse:
    """No more of them: from the page's button, or from the reader's mail program with one click (RFC 8058)."""
    link = link_of(edge.house.box, token, Purpose.INVITATION)
    if link is None:
        return answer(UNKNOWN, request)
    async with edge.asking.place():
        await edge.questions.ask(RefuseInvitations(), Asker(link.org, link.bearer, request.state.request_id))
    return answer(REFUSED, request)

"""Where the links in a member's mails lead: one step, or no more of a kind. Only a POST changes anything."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from libs.common.asks import Asker, NoAnswer, NotFound
from libs.common.contracts.bearers import ReadTitle, SwitchOff
from libs.common.contracts.notifications import Channel, Kind, Step
from libs.common.links import Link, Purpose, link_of
from services.gateway.acting import act, bearer_of, is_used_up
from services.gateway.deps import EdgeDep, Member, ask
from services.gateway.limits import Full
from services.gateway.link_pages import AFTER, BEFORE, EVERYTHING, USED_UP, switch, switched_off
from services.gateway.problems import Problem
from services.gateway.routes.pages import PageRoute, answer

TITLE_WITHIN_S = 2.0
"""A page without the mail's title is better than none, and than a long wait for it."""

router = APIRouter(include_in_schema=False, route_class=PageRoute)


async def to_act(token: str, edge: EdgeDep) -> Link:
    """A link for one step, or a Problem."""
    return _proven(link_of(edge.house.box, token, Purpose.ACT))


async def to_switch_off(token: str, edge: EdgeDep) -> Link:
    """A link that switches off, or a Problem."""
    return _proven(link_of(edge.house.box, token, Purpose.SWITCH_OFF))


async def bearer(edge: EdgeDep, link: Annotated[Link, Depends(to_act)], request: Request) -> Member:
    """Whom it speaks for, or a Problem where they have left."""
    person = await bearer_of(edge, link, request.state.request_id)
    if person is None:
        raise Problem("not-found")
    return person


ToAct = Annotated[Link, Depends(to_act)]
ToSwitchOff = Annotated[Link, Depends(to_switch_off)]
Bearer = Annotated[Member, Depends(bearer)]


@router.get("/act/{token}")
async def show_step(link: ToAct, person: Bearer, edge: EdgeDep, request: Request) -> HTMLResponse:
    """What one click would do. Programs that look into mails open it as well: it changes nothing."""
    if await is_used_up(edge, link):
        return answer(USED_UP, request)
    try:
        title = (await ask(edge, ReadTitle(notice_id=link.where), person, timeout_s=TITLE_WITHIN_S)).title
    except (NoAnswer, NotFound, Full):
        title = ""
    return answer(replace(BEFORE[Step(link.what)], quote=title), request)


@router.post("/act/{token}")
async def take_step(link: ToAct, person: Bearer, edge: EdgeDep, request: Request) -> HTMLResponse:
    """The click, once."""
    if await is_used_up(edge, link):
        return answer(USED_UP, request)
    try:
        await act(edge, link, person)
    except NotFound:
        return answer(USED_UP, request)  # what it was about is not there any more, or not theirs
    return answer(AFTER[Step(link.what)], request)


@router.get("/unsubscribe/{token}")
async def show_switch(link: ToSwitchOff, request: Request) -> HTMLResponse:
    """What would not come any more, and a wider choice."""
    return answer(switch(_kind(link), Channel(link.where)), request)


@router.post("/unsubscribe/{token}")
async def switch_off(link: ToSwitchOff, edge: EdgeDep, request: Request) -> HTMLResponse:
    """From the page's buttons, or from the reader's mail program with one click (RFC 8058): again it is the same."""
    kind = None if EVERYTHING in request.query_params else _kind(link)
    question = SwitchOff(kind=kind, channel=Channel(link.where))
    async with edge.asking.place():
        await edge.questions.ask(question, Asker(link.org, link.bearer, request.state.request_id))
    return answer(switched_off(kind, question.channel), request)


def _kind(link: Link) -> Kind | None:
    """Of a mail with several messages there is none."""
    return Kind(link.what) if link.what else None


def _proven(link: Link | None) -> Link:
    if link is None:
        raise Problem("not-found")
    return link

"""What the house has told somebody: read and tidied by them alone, kept by notifications."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from libs.common.contracts.notices import (
    Inbox,
    InboxItem,
    ItemState,
    MarkDone,
    MarkNotUseful,
    MarkRead,
    ReadInbox,
    ReadWhy,
    SnoozeNotice,
    Why,
)
from services.gateway.deps import EdgeDep, MemberDep, PathId, ask, require_json
from services.gateway.paging import Paging, paged
from services.gateway.schemas.inbox import Snooze

router = APIRouter(prefix="/v1/inbox", tags=["inbox"])

State = Annotated[ItemState | None, Query(description="Only these. What is snoozed is shown where it is asked for.")]


@router.get("")
async def read_inbox(
    person: MemberDep,
    edge: EdgeDep,
    paging: Annotated[Paging, Depends(paged(50, most=100))],
    state: State = None,
) -> Inbox:
    """What the house has told you, the newest first."""
    return paging.sealed(await ask(edge, ReadInbox(state=state, **paging.asked), person))


@router.post("/{notice_id}/read")
async def mark_read(notice_id: PathId, person: MemberDep, edge: EdgeDep) -> InboxItem:
    """You have seen it."""
    return await ask(edge, MarkRead(notice_id=notice_id), person)


@router.post("/{notice_id}/done")
async def mark_done(notice_id: PathId, person: MemberDep, edge: EdgeDep) -> InboxItem:
    """It is settled: a mail of it that has not gone yet does not go."""
    return await ask(edge, MarkDone(notice_id=notice_id), person)


@router.post("/{notice_id}/snooze", dependencies=[Depends(require_json)])
async def snooze_notice(notice_id: PathId, body: Snooze, person: MemberDep, edge: EdgeDep) -> InboxItem:
    """Out of your inbox, and back at that time, the same ways as before, unless it is needless by then."""
    return await ask(edge, SnoozeNotice(notice_id=notice_id, until=body.until), person)


@router.post("/{notice_id}/not-useful")
async def mark_not_useful(notice_id: PathId, person: MemberDep, edge: EdgeDep) -> InboxItem:
    """It is settled, and you will hear less of its kind if that happens again."""
    return await ask(edge, MarkNotUseful(notice_id=notice_id), person)


@router.get("/{notice_id}/why")
async def read_why(notice_id: PathId, person: MemberDep, edge: EdgeDep) -> Why:
    """Which rule of the plan sent it, the facts behind it, and where to switch its kind off."""
    why = await ask(edge, ReadWhy(notice_id=notice_id), person)
    positions = await edge.core.log.positions(person.viewer, [fact.event_id for fact in why.facts])
    facts = [
        fact.model_copy(update={"path": f"/v1/events?after={positions[fact.event_id] - 1}&limit=1"})
        if fact.event_id in positions
        else fact
        for fact in why.facts
    ]
    return why.model_copy(update={"facts": tuple(facts)})

"""Messages between the two of a pair, or of a request of which both know, kept by journal."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from libs.common.contracts.base import LAST_NUMBER
from libs.common.contracts.threads import (
    DeleteMessage,
    MarkThreadRead,
    Message,
    ReadMark,
    ReadThread,
    Thread,
    ThreadOf,
    WriteMessage,
)
from services.gateway.claiming import new_id_once
from services.gateway.deps import (
    Edge,
    EdgeDep,
    IdempotencyKey,
    Member,
    MemberDep,
    PathId,
    ReachingDep,
    ask,
    require_json,
)
from services.gateway.schemas.threads import ReadSoFar, WriteToOther

router = APIRouter(prefix="/v1", tags=["messages"])
OF_PAIR = "/pairs/{pair_id}/thread"
OF_REQUEST = "/requests/{request_id}/thread"


@dataclass(frozen=True, slots=True)
class Page:
    """Which messages of a thread."""

    after: Annotated[
        int | None, Query(ge=0, le=LAST_NUMBER, description="Those that follow this number, the oldest first.")
    ] = None
    before: Annotated[int | None, Query(ge=1, le=LAST_NUMBER, description="The newest before this number.")] = None
    limit: Annotated[int, Query(ge=1, le=100)] = 50


PageDep = Annotated[Page, Depends()]


@router.post(OF_PAIR, status_code=201, dependencies=[Depends(require_json)])
async def write_in_pair(
    pair_id: PathId, body: WriteToOther, person: ReachingDep, edge: EdgeDep, key: IdempotencyKey = None
) -> Message:
    """Write to the other. They hear by mail that there is something, never what, and not again until they have read."""
    return await _write(edge, person, ThreadOf(pair_id=pair_id), body, key)


@router.get(OF_PAIR)
async def read_thread_of_pair(pair_id: PathId, person: MemberDep, edge: EdgeDep, page: PageDep) -> Thread:
    """The newest messages, or those after or before a number; in every page the newest last."""
    return await _read(edge, person, ThreadOf(pair_id=pair_id), page)


@router.put(f"{OF_PAIR}/read", dependencies=[Depends(require_json)])
async def mark_pair_read(pair_id: PathId, body: ReadSoFar, person: MemberDep, edge: EdgeDep) -> ReadMark:
    """You have read up to this message. The other is not shown how far you have."""
    return await ask(edge, MarkThreadRead(thread=ThreadOf(pair_id=pair_id), message_id=body.message_id), person)


@router.delete(f"{OF_PAIR}/{{message_id}}")
async def delete_in_pair(pair_id: PathId, message_id: PathId, person: MemberDep, edge: EdgeDep) -> Message:
    """Take a message of yours away: its words are destroyed, its place stays."""
    return await ask(edge, DeleteMessage(thread=ThreadOf(pair_id=pair_id), message_id=message_id), person)


@router.post(OF_REQUEST, status_code=201, dependencies=[Depends(require_json)])
async def write_in_request(
    request_id: PathId, body: WriteToOther, person: ReachingDep, edge: EdgeDep, key: IdempotencyKey = None
) -> Message:
    """Write to the other as long as the request is open. If you become a pair, its thread goes on there."""
    return await _write(edge, person, ThreadOf(request_id=request_id), body, key)


@router.get(OF_REQUEST)
async def read_thread_of_request(request_id: PathId, person: MemberDep, edge: EdgeDep, page: PageDep) -> Thread:
    """As that of a pair; 404 as long as the other has not heard of the request."""
    return await _read(edge, person, ThreadOf(request_id=request_id), page)


@router.put(f"{OF_REQUEST}/read", dependencies=[Depends(require_json)])
async def mark_request_read(request_id: PathId, body: ReadSoFar, person: MemberDep, edge: EdgeDep) -> ReadMark:
    """You have read up to this message. The other is not shown how far you have."""
    return await ask(edge, MarkThreadRead(thread=ThreadOf(request_id=request_id), message_id=body.message_id), person)


@router.delete(f"{OF_REQUEST}/{{message_id}}")
async def delete_in_request(request_id: PathId, message_id: PathId, person: MemberDep, edge: EdgeDep) -> Message:
    """Take a message of yours away: its words are destroyed, its place stays."""
    return await ask(edge, DeleteMessage(thread=ThreadOf(request_id=request_id), message_id=message_id), person)


async def _write(edge: Edge, person: Member, thread: ThreadOf, body: WriteToOther, key: str | None) -> Message:
    content = f"{thread.model_dump_json()} {body.model_dump_json()}".encode()
    message_id = await new_id_once(edge, person, "message", key, content)
    return await ask(edge, WriteMessage(thread=thread, message_id=message_id, text=body.text), person)


async def _read(edge: Edge, person: Member, thread: ThreadOf, page: Page) -> Thread:
    return await ask(edge, ReadThread(thread=thread, after=page.after, before=page.before, limit=page.limit), person)

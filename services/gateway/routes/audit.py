"""The audit log of an organisation, for its administrators: read, and exported so that others can verify it."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from libs.common.audit import Act
from libs.common.chain import Head, content_of, link_of
from libs.common.contracts.audit import ActName, AdministrativeActDone
from libs.common.contracts.base import Id, Instant
from libs.common.mongo import Row
from services.gateway.deps import Edge, EdgeDep, Member, TicketHeader, may
from services.gateway.domain.access import Permission
from services.gateway.paging import Paging, paged
from services.gateway.running import doer
from services.gateway.schemas.audit import AuditEntry, AuditPage
from services.gateway.schemas.events import LAST_POSITION
from services.gateway.store import Sought

LINES = "application/x-ndjson"
EXAMPLE = '{"position":1,"digest":"5f…","hash":"8c…"}\n{"position":2,"salt":"07…","content":{…},"hash":"e1…"}\n'
EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "One line for each row.", "content": {LINES: {"example": EXAMPLE}}}
}

router = APIRouter(prefix="/v1/audit", tags=["running the house"])

AuditorDep = Annotated[Member, Depends(may(Permission.READ_AUDIT))]
Position = Annotated[int, Query(ge=0, le=LAST_POSITION, description="The last position you have.")]


async def sought_by(
    actor_id: Id | None = None,
    act: ActName | None = None,
    target_id: Id | None = None,
    since: Instant | None = None,
    until: Annotated[Instant | None, Query(description="Before this instant.")] = None,
) -> Sought:
    """What a query asks for."""
    return Sought(actor_id, act, target_id, since, until)


@router.get("")
async def read_audit(
    person: AuditorDep,
    edge: EdgeDep,
    sought: Annotated[Sought, Depends(sought_by)],
    paging: Annotated[Paging, Depends(paged(100, most=500))],
) -> AuditPage:
    """Who did what to whom, when and why: the newest first. It names ids, never people, and never what was written."""
    rows = await edge.core.log.acts(person.org, sought, paging.after, paging.limit + 1)
    page, next_cursor = paging.cut(rows, lambda row: row["position"])
    return AuditPage(data=[AuditEntry.of(row) for row in page], next_cursor=next_cursor)


@router.get("/export", response_class=StreamingResponse, responses=EXPORTED)
async def export_audit(
    person: AuditorDep, edge: EdgeDep, after: Position = 0, ticket: TicketHeader = None
) -> StreamingResponse:
    """The chain of the whole log: of administrative acts what they say, of everything else a digest that tells nothing.

    For each line, `hash` is SHA-256 over the hash of the line before (64 zeros before the first) and `digest`; for an
    act, `digest` is SHA-256 over `salt` and `content` (JSON, names sorted, nothing between, UTF-8). The last line says
    how far the log went when the export began.
    """
    await edge.core.auditing.note(person.org, Act.AUDIT_EXPORTED, person.org, doer(person, ticket))
    head = await edge.core.log.head(person.org)
    headers = {"Content-Disposition": 'attachment; filename="audit.ndjson"'}
    return StreamingResponse(_lines(edge, person.org, after, head), media_type=LINES, headers=headers)


async def _lines(edge: Edge, org: str, after: int, head: Head) -> AsyncIterator[bytes]:
    async for row in edge.core.log.chained(org, after, head.position):
        yield _line(_told(row))
    yield _line({"end": head.position, "hash": head.hash})


def _told(row: Row) -> dict[str, Any]:
    link = link_of(row)
    if row["type"] == AdministrativeActDone.type:
        return {"position": link.position, "salt": row["salt"], "content": content_of(row), "hash": link.hash}
    return {"position": link.position, "digest": link.digest, "hash": link.hash}


def _line(content: dict[str, Any]) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)

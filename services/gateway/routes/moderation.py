"""The moderators' queue. Whom a report concerns finds nothing here, whatever their roles."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.gateway.claiming import new_id_once
from services.gateway.deps import EdgeDep, IdempotencyKey, Member, PathId, TicketHeader, may, require_json
from services.gateway.domain.access import Doer, Permission
from services.gateway.domain.reports import Reason, State
from services.gateway.paging import PagingDep
from services.gateway.running import doer
from services.gateway.schemas.reports import (
    Decide,
    OpenedReport,
    Queue,
    QueuedReport,
    ShownSuspension,
    ShownSuspensions,
    WriteNote,
)

router = APIRouter(prefix="/v1/moderation", tags=["safeguarding"])

ModeratorDep = Annotated[Member, Depends(may(Permission.MODERATE))]
REPORT = "/reports/{report_id}"


async def moderator(person: ModeratorDep, ticket: TicketHeader = None) -> Doer:
    """As the audit log names them."""
    return doer(person, ticket)


DoerDep = Annotated[Doer, Depends(moderator)]


@router.get("/reports")
async def list_queue(person: ModeratorDep, edge: EdgeDep, paging: PagingDep, state: State | None = None) -> Queue:
    """What waits, is in hand, or was decided."""
    found, last = await edge.safeguarding.moderating.page(
        person.org, doer(person), state, paging.after or "", paging.limit
    )
    return Queue(data=[QueuedReport.of(one) for one in found], next_cursor=paging.next(last))


@router.get(REPORT)
async def open_report(report_id: PathId, person: ModeratorDep, by: DoerDep, edge: EdgeDep) -> OpenedReport:
    """All that was written. The audit log says that you opened it, before you read a word."""
    async with edge.work.place():
        return OpenedReport.opened(await edge.safeguarding.moderating.open(person.org, report_id, by))


@router.put(f"{REPORT}/taking")
async def take_report(report_id: PathId, person: ModeratorDep, by: DoerDep, edge: EdgeDep) -> QueuedReport:
    """You see to it from now on, also where somebody else had begun."""
    async with edge.work.place():
        return QueuedReport.of(await edge.safeguarding.moderating.take(person.org, report_id, by))


@router.post(f"{REPORT}/notes", status_code=201, dependencies=[Depends(require_json)])
async def note_report(
    report_id: PathId,
    body: WriteNote,
    person: ModeratorDep,
    by: DoerDep,
    edge: EdgeDep,
    key: IdempotencyKey = None,
) -> QueuedReport:
    """Write something down about it. The same Idempotency-Key is the same note."""
    note_id = await new_id_once(edge, person, "note", key, f"{report_id} {body.words}".encode())
    async with edge.work.place():
        return QueuedReport.of(await edge.safeguarding.moderating.note(person.org, report_id, body.words, note_id, by))


@router.put(f"{REPORT}/decision", dependencies=[Depends(require_json)])
async def decide_report(
    report_id: PathId, body: Decide, person: ModeratorDep, by: DoerDep, edge: EdgeDep
) -> QueuedReport:
    """It is closed, and whoever wrote it hears so. What was decided hears whom it binds, never who reported."""
    async with edge.work.place():
        return QueuedReport.of(await edge.safeguarding.moderating.decide(person.org, report_id, body.outcome(), by))


@router.get("/suspensions")
async def list_suspensions(person: ModeratorDep, edge: EdgeDep, paging: PagingDep) -> ShownSuspensions:
    """Who is suspended, and until when."""
    found, last = await edge.core.suspending.page(person.org, doer(person), paging.after or "", paging.limit)
    return ShownSuspensions(data=[ShownSuspension.of(one) for one in found], next_cursor=paging.next(last))


@router.delete("/suspensions/{person_id}", status_code=204)
async def lift_suspension(
    person_id: PathId,
    person: ModeratorDep,
    by: DoerDep,
    edge: EdgeDep,
    reason: Annotated[Reason, Query(description="Why, as a kind.")] = Reason.APPEAL_HEARD,
) -> None:
    """It is over, and they hear so. Not by themselves, and not by their manager."""
    async with edge.work.place():
        await edge.core.suspending.lift(person.org, person_id, reason, by)

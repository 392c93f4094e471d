"""Reporting misuse, in confidence; and where to get help that is not the employer's."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from services.gateway.claiming import new_id_once
from services.gateway.deps import (
    Edge,
    EdgeDep,
    IdempotencyKey,
    IfMatchDep,
    Member,
    MemberDep,
    PathId,
    TicketHeader,
    may,
    require_json,
    tagged,
)
from services.gateway.domain.access import Permission
from services.gateway.domain.refusals import NotTaken
from services.gateway.paging import PagingDep
from services.gateway.problems import changed_meanwhile
from services.gateway.running import doer
from services.gateway.schemas.reports import (
    Filed,
    OwnReport,
    OwnReports,
    ReportMisuse,
    SetSafeguarding,
    ShownSafeguarding,
)
from services.gateway.use_cases.reporting import Told

router = APIRouter(prefix="/v1", tags=["safeguarding"])

SetterDep = Annotated[Member, Depends(may(Permission.SET_SAFEGUARDING))]


@router.post("/reports", status_code=201, dependencies=[Depends(require_json)])
async def report_misuse(
    body: ReportMisuse, person: MemberDep, edge: EdgeDep, response: Response, key: IdempotencyKey = None
) -> Filed:
    """Tell moderators of something that should not happen. Whoever it is about does not learn of it.

    What you write is sealed, and read by moderators alone whom it does not concern. The same Idempotency-Key is the
    same report.
    """
    once_id = await new_id_once(edge, person, "report", key, body.model_dump_json().encode())
    # Keyed: from the id, which stands in the audit log, nobody works out whose it is.
    report_id = f"report_{edge.house.box.mark(once_id, 'report')[:32]}"
    subject = body.subject.subject()
    told = Told(person.org, report_id, person.person_id, body.kind, subject, body.words)
    async with edge.work.place():
        report = await edge.safeguarding.reporting.file(told)
        blocked = body.block and await _block(edge, person, report.reported_id)
    response.headers["Location"] = f"/v1/reports/{report_id}"
    kept = await edge.safeguarding.help.of(person.org)
    return Filed(**OwnReport.of(report, body.words).model_dump(), blocked=blocked, help=kept.shown)


@router.get("/reports")
async def list_reports(person: MemberDep, edge: EdgeDep, paging: PagingDep) -> OwnReports:
    """What you reported, and how it stands. Not what it says: somebody may look over your shoulder."""
    found = await edge.safeguarding.reporting.own(person.org, person.person_id, paging.after or "", paging.limit + 1)
    shown, next_cursor = paging.cut(found, lambda report: report.place)
    return OwnReports(data=[OwnReport.of(one) for one in shown], next_cursor=next_cursor)


@router.get("/reports/{report_id}")
async def read_report(report_id: PathId, person: MemberDep, edge: EdgeDep) -> OwnReport:
    """One of yours, with what you wrote."""
    return OwnReport.of(*await edge.safeguarding.reporting.read(person.org, person.person_id, report_id))


@router.get("/safeguarding")
async def read_safeguarding(person: MemberDep, edge: EdgeDep, response: Response) -> ShownSafeguarding:
    """Before you report: what there is to say, who reads it, what happens then, and who helps outside."""
    return tagged(response, ShownSafeguarding.of(await edge.safeguarding.help.of(person.org)))


@router.put("/safeguarding", dependencies=[Depends(require_json)])
async def set_safeguarding(
    body: SetSafeguarding,
    person: SetterDep,
    version: IfMatchDep,
    edge: EdgeDep,
    response: Response,
    ticket: TicketHeader = None,
) -> ShownSafeguarding:
    """Whom people can turn to who is not their employer: shown with every report and to whoever is suspended."""
    keeping = edge.safeguarding.help
    async with edge.work.place():
        after = await keeping.set(person.org, body.help.model_dump(), version, doer(person, ticket))
    if after is None:
        raise changed_meanwhile(ShownSafeguarding.of(await keeping.of(person.org)), body)
    return tagged(response, ShownSafeguarding.of(after))


async def _block(edge: Edge, person: Member, other_id: str) -> bool:
    """The report stands whether or not there is room for another block."""
    try:
        await edge.core.blocking.block(person.org, person.person_id, other_id)
    except NotTaken:
        return False
    return True

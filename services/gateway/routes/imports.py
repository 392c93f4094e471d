"""People by a file: a template, what would change, and that done."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from services.gateway.deps import EdgeDep, Member, TicketHeader, may
from services.gateway.domain.access import Doer, Permission
from services.gateway.domain.imports import Plan
from services.gateway.languages import best_language
from services.gateway.problems import Problem
from services.gateway.running import doer
from services.gateway.schemas.imports import ImportCounts, ImportPreview, ImportProgress
from services.gateway.spreadsheet import read_table, template
from services.gateway.use_cases.importing import Importing

CSV = "text/csv"
LINES = "application/x-ndjson"
FILE = {
    "requestBody": {"required": True, "content": {CSV: {"schema": {"type": "string", "maxLength": 8 * 1024 * 1024}}}}
}

router = APIRouter(prefix="/v1/people/import", tags=["running the house"])

ImporterDep = Annotated[Member, Depends(may(Permission.IMPORT_PEOPLE))]
Language = Annotated[str | None, Header(alias="Accept-Language")]
Absent = Annotated[
    bool, Query(description="Whom an earlier file named and this one does not has left. Needs a file without errors.")
]


async def content(request: Request) -> bytes:
    """The file, or a Problem (415)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != CSV:
        raise Problem("not-a-csv")
    return await request.body()


FileDep = Annotated[bytes, Depends(content)]


@router.get("/template", response_class=Response, responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}})
async def read_template(_: ImporterDep, language: Language = None) -> Response:
    """A file with the columns there are, in English or German, as spreadsheets open it. Name and address are needed."""
    headers = {"Content-Disposition": 'attachment; filename="people.csv"'}
    return Response(template(best_language(language)), media_type=f"{CSV}; charset=utf-8", headers=headers)


@router.post("/preview", openapi_extra=FILE)
async def preview_import(
    person: ImporterDep,
    edge: EdgeDep,
    file: FileDep,
    response: Response,
    absent_leave: Absent = False,
    language: Language = None,
) -> ImportPreview:
    """What the file would do now; nothing is changed. Its `ETag` is what `POST /v1/people/import` needs."""
    async with edge.work.place():
        plan = await edge.core.importing.plan(person.org, read_table(file), absent_leave=absent_leave)
    response.headers["ETag"] = f'"{plan.digest}"'
    return ImportPreview.of(plan, best_language(language))


@router.post(
    "",
    openapi_extra=FILE,
    response_class=StreamingResponse,
    responses={200: {"model": ImportProgress, "content": {LINES: {}}, "description": "Lines of JSON."}},
)
async def import_people(
    person: ImporterDep,
    edge: EdgeDep,
    file: FileDep,
    absent_leave: Absent = False,
    version: Annotated[str | None, Header(alias="If-Match", description="The `ETag` of the preview.")] = None,
    ticket: TicketHeader = None,
) -> StreamingResponse:
    """Do what the preview showed, and tell how far it is, a line each; the last line has the counts.

    Rows with errors are left out. Where the answer ends without counts, preview again and send the rest: what is done
    is not done twice.
    """
    if version is None:
        raise Problem("version-needed")
    async with edge.work.place():
        plan = await edge.core.importing.plan(person.org, read_table(file), absent_leave=absent_leave)
    if version.strip().strip('"') != plan.digest:
        raise Problem("preview-outdated")
    if absent_leave and plan.errors:
        raise Problem("import-has-errors")
    return StreamingResponse(_lines(edge.core.importing, doer(person, ticket), person.org, plan), media_type=LINES)


async def _lines(importing: Importing, by: Doer, org: str, plan: Plan) -> AsyncIterator[str]:
    of = len(plan.planned)
    async for done in importing.carry_out(by, org, plan):
        yield ImportProgress(done=done, of=of).model_dump_json(exclude_none=True) + "\n"
    counts = ImportCounts(**plan.counts)
    yield ImportProgress(done=of, of=of, counts=counts).model_dump_json() + "\n"

"""The journal: entries of one's own and of one's pairs, searched and exported."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.responses import StreamingResponse

from libs.common.contracts.base import Day, Id, ShortText
from libs.common.contracts.entries import (
    PAGE,
    EditEntry,
    Entry,
    EntryDraft,
    EntryKind,
    EntryPage,
    EraseEntry,
    FindEntries,
    PreviewSharing,
    ReadEntry,
    ShareEntry,
    Sharing,
    Tag,
    WithdrawEntry,
    WriteEntry,
)
from services.gateway.claiming import new_id_once
from services.gateway.deps import (
    Edge,
    EdgeDep,
    IdempotencyKey,
    IfMatchDep,
    Member,
    MemberDep,
    PathId,
    ReachingDep,
    ask,
    edit,
    require_json,
    tagged,
)
from services.gateway.domain.entries import KINDS, LEVELS
from services.gateway.domain.journal_export import FORMATS, Format
from services.gateway.languages import best_language
from services.gateway.paging import Paging, paged
from services.gateway.schemas.journal import JournalKinds, KindShown, LevelShown, ShareWith

router = APIRouter(prefix="/v1/journal", tags=["journal"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries somebody looks for."""

    q: Annotated[
        ShortText | None, Query(description="Beginnings of words, without case and accents. Finds nothing sealed.")
    ] = None
    tag: Annotated[Tag | None, Query(description="A whole tag.")] = None
    kind: Annotated[EntryKind | None, Query()] = None
    pair_id: Annotated[Id | None, Query(description="Of one pair.")] = None
    on_this_day: Annotated[Day | None, Query(description="This day of earlier months and years.")] = None


@router.get("/kinds")
async def list_journal_kinds(person: MemberDep) -> JournalKinds:
    """What can be written, who reads it, and what of its protection is cryptography and what a promise."""
    return JournalKinds(
        kinds=[KindShown(kind=kind, level=each.level, words=each.words) for kind, each in KINDS.items()],
        levels=[LevelShown(level=level, **asdict(each)) for level, each in LEVELS.items()],
    )


@router.post("/entries", status_code=201, dependencies=[Depends(require_json)])
async def write_entry(
    body: EntryDraft, person: MemberDep, edge: EdgeDep, response: Response, key: IdempotencyKey = None
) -> Entry:
    """Write something, for who its `level` says. With the same Idempotency-Key it is one entry.

    Of `mine` and the sealed levels nobody ever hears that they were written. Kinds and levels: `/v1/journal/kinds`.
    """
    entry_id = await new_id_once(edge, person, "entry", key, body.model_dump_json().encode())
    response.headers["Location"] = f"/v1/journal/entries/{entry_id}"
    return tagged(response, await ask(edge, WriteEntry(entry_id=entry_id, draft=body), person))


@router.get("/entries")
async def find_entries(
    person: MemberDep,
    edge: EdgeDep,
    wanted: Annotated[Wanted, Depends()],
    paging: Annotated[Paging, Depends(paged(20, most=PAGE))],
) -> EntryPage:
    """What you may read: your own, and what partners share with you; the newest day first.

    A search reads some hundred entries at a time: a page may be short or empty and have a `next_cursor`.
    """
    return paging.sealed(await ask(edge, FindEntries(**asdict(wanted), **paging.asked), person))


@router.get("/entries/{entry_id}")
async def read_entry(entry_id: PathId, person: MemberDep, edge: EdgeDep, response: Response) -> Entry:
    """One that you may read."""
    return tagged(response, await ask(edge, ReadEntry(entry_id=entry_id), person))


@router.put("/entries/{entry_id}", dependencies=[Depends(require_json)])
async def edit_entry(
    entry_id: PathId, body: EntryDraft, person: MemberDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> Entry:
    """Put this in the place of one of yours, at the same level. A letter stays as it was written."""
    question = EditEntry(entry_id=entry_id, version=version, draft=body)
    return tagged(response, await edit(edge, question, person, body))


@router.delete("/entries/{entry_id}", status_code=204)
async def erase_entry(entry_id: PathId, person: MemberDep, edge: EdgeDep) -> None:
    """It is gone. Where the other side could read it, they hear that something was withdrawn."""
    await ask(edge, EraseEntry(entry_id=entry_id), person)


@router.get("/entries/{entry_id}/sharing")
async def preview_sharing(
    entry_id: PathId, pair_id: Annotated[Id, Query()], person: MemberDep, edge: EdgeDep
) -> Sharing:
    """Who would read it."""
    return await ask(edge, PreviewSharing(entry_id=entry_id, pair_id=pair_id), person)


@router.put("/entries/{entry_id}/sharing", dependencies=[Depends(require_json)])
async def share_entry(
    entry_id: PathId, body: ShareWith, person: ReachingDep, edge: EdgeDep, response: Response
) -> Entry:
    """From `mine` to `pair`: from here on `reader_ids` read it."""
    return tagged(response, await ask(edge, ShareEntry(entry_id=entry_id, pair_id=body.pair_id), person))


@router.delete("/entries/{entry_id}/sharing")
async def withdraw_entry(entry_id: PathId, person: MemberDep, edge: EdgeDep, response: Response) -> Entry:
    """From `pair` to `mine`: from here on you alone read it. The other side hears that something was withdrawn."""
    return tagged(response, await ask(edge, WithdrawEntry(entry_id=entry_id), person))


@router.get("/export", response_class=StreamingResponse)
async def export_journal(
    person: MemberDep,
    edge: EdgeDep,
    format: Annotated[Format, Query()] = Format.MARKDOWN,
    language: Annotated[str | None, Header(alias="Accept-Language")] = None,
) -> StreamingResponse:
    """Everything that you wrote and that partners share with you. What is sealed comes as your devices sealed it."""
    file = FORMATS[format]
    first = await ask(edge, FindEntries(limit=PAGE), person)
    pages = _pages(edge, person, first)

    async def written() -> AsyncIterator[str]:
        yield file.beginning
        is_first = True
        async for page in pages:
            for entry in page.data:
                yield file.entry(entry, is_first, best_language(language))
                is_first = False
        yield file.end

    headers = {"Content-Disposition": f'attachment; filename="journal.{file.suffix}"'}
    return StreamingResponse(written(), media_type=file.media_type, headers=headers)


async def _pages(edge: Edge, person: Member, first: EntryPage) -> AsyncIterator[EntryPage]:
    """One after the other, so that an export of any length needs the memory of one."""
    page = first
    yield page
    while page.next_cursor:
        page = await ask(edge, FindEntries(cursor=page.next_cursor, limit=PAGE), person)
        yield page

"""What organisers say to many in their own words: looked at before, said with restraint, and taken back."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.common.contracts.announcements import (
    Announce,
    Announcement,
    Announcements,
    Announcing,
    ListAnnouncements,
    Preview,
    PreviewAnnouncement,
    WithdrawAnnouncement,
)
from services.gateway.claiming import new_id_once
from services.gateway.deps import EdgeDep, IdempotencyKey, Member, PathId, ask, may, require_json
from services.gateway.domain.access import Permission

router = APIRouter(prefix="/v1/programme/announcements", tags=["programme"])

AnnouncerDep = Annotated[Member, Depends(may(Permission.ANNOUNCE))]
JSON = [Depends(require_json)]


@router.post("", status_code=201, dependencies=JSON)
async def announce(body: Announcing, person: AnnouncerDep, edge: EdgeDep, key: IdempotencyKey = None) -> Announcement:
    """Say it to everybody in the segment, each once, within what they allow. With the same Idempotency-Key it is one.

    Refused for a segment of fewer than five people.
    """
    content = body.model_dump_json(exclude_unset=True)
    announcement_id = await new_id_once(edge, person, "announcement", key, content.encode())
    return await ask(edge, Announce(announcement_id=announcement_id, announcing=body), person)


@router.post("/preview", dependencies=JSON)
async def preview_announcement(body: Announcing, person: AnnouncerDep, edge: EdgeDep) -> Preview:
    """How many it is for, and how it reads in both languages. Nobody hears of it."""
    return await ask(edge, PreviewAnnouncement(announcing=body), person)


@router.get("")
async def list_announcements(person: AnnouncerDep, edge: EdgeDep) -> Announcements:
    """Those of your organisation, the newest first."""
    return await ask(edge, ListAnnouncements(), person)


@router.delete("/{announcement_id}")
async def withdraw_announcement(announcement_id: PathId, person: AnnouncerDep, edge: EdgeDep) -> Announcement:
    """It goes to nobody more. What somebody has read stays read."""
    return await ask(edge, WithdrawAnnouncement(announcement_id=announcement_id), person)

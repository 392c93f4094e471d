"""What organisers say to many in their own words: looked at before, said with restraint, and taken back."""

from collections.abc import Awaitable, Callable
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
from services.gateway.paging import PagingDep
from services.gateway.routes.programmes import ONE, Organising, within_programme

AnnouncerDep = Annotated[Member, Depends(may(Permission.ANNOUNCE))]
JSON = [Depends(require_json)]


async def of_organisation(person: AnnouncerDep) -> Organising:
    """An administrator."""
    return Organising(person)


def routes(prefix: str, announcer: Callable[..., Awaitable[Organising]], suffix: str = "") -> APIRouter:
    """The same for both; of a programme nobody finds there what was said to others."""
    router = APIRouter(prefix=prefix, tags=["programme"])

    @router.post("", status_code=201, dependencies=JSON, name=f"announce{suffix}")
    async def announce(
        body: Announcing, who: Annotated[Organising, Depends(announcer)], edge: EdgeDep, key: IdempotencyKey = None
    ) -> Announcement:
        """Say it to everybody in the segment, each once, within what they allow.

        With the same Idempotency-Key it is one. Refused for a segment of fewer than five people.
        """
        said = _to_theirs(who, body)
        content = said.model_dump_json(exclude_unset=True)
        announcement_id = await new_id_once(edge, who.person, "announcement", key, content.encode())
        return await ask(edge, Announce(announcement_id=announcement_id, announcing=said), who.person)

    @router.post("/preview", dependencies=JSON, name=f"preview_announcement{suffix}")
    async def preview_announcement(
        body: Announcing, who: Annotated[Organising, Depends(announcer)], edge: EdgeDep
    ) -> Preview:
        """How many it is for, and how it reads in both languages. Nobody hears of it."""
        return await ask(edge, PreviewAnnouncement(announcing=_to_theirs(who, body)), who.person)

    @router.get("", name=f"list_announcements{suffix}")
    async def list_announcements(
        who: Annotated[Organising, Depends(announcer)], edge: EdgeDep, paging: PagingDep
    ) -> Announcements:
        """All that was said so, the newest first."""
        return paging.sealed(await ask(edge, ListAnnouncements(within=who.programme_id, **paging.asked), who.person))

    @router.delete("/{announcement_id}", name=f"withdraw_announcement{suffix}")
    async def withdraw_announcement(
        announcement_id: PathId, who: Annotated[Organising, Depends(announcer)], edge: EdgeDep
    ) -> Announcement:
        """It goes to nobody more. What somebody has read stays read."""
        question = WithdrawAnnouncement(announcement_id=announcement_id, within=who.programme_id)
        return await ask(edge, question, who.person)

    return router


router = APIRouter()
router.include_router(routes("/v1/programme/announcements", of_organisation))
router.include_router(routes(f"{ONE}/announcements", within_programme, "_of_programme"))


def _to_theirs(who: Organising, announcing: Announcing) -> Announcing:
    """Who runs one programme speaks to its members."""
    if who.programme_id is None:
        return announcing
    segment = announcing.segment.model_copy(update={"programme_id": who.programme_id})
    return announcing.model_copy(update={"segment": segment})

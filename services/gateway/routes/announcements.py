"""What organisers say to many in their own words: looked at before, said with restraint, and taken back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
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
from services.gateway.routes.programmes import ONE, Runs, known

AnnouncerDep = Annotated[Member, Depends(may(Permission.ANNOUNCE))]
JSON = [Depends(require_json)]


@dataclass(frozen=True, slots=True)
class Announcer:
    """Whoever has something to say: to the whole organisation, or to the one programme that they run."""

    person: Member
    programme_id: str | None = None

    def to_theirs(self, announcing: Announcing) -> Announcing:
        """Who runs one programme speaks to its members."""
        if self.programme_id is None:
            return announcing
        segment = announcing.segment.model_copy(update={"programme_id": self.programme_id})
        return announcing.model_copy(update={"segment": segment})


async def of_organisation(person: AnnouncerDep) -> Announcer:
    """An administrator."""
    return Announcer(person)


async def of_programme(programme_id: PathId, person: Runs, edge: EdgeDep) -> Announcer:
    """One of its organisers, or an administrator."""
    await known(edge, person, programme_id)
    return Announcer(person, programme_id)


def routes(prefix: str, announcer: Callable[..., Awaitable[Announcer]], suffix: str = "") -> APIRouter:
    """The same for both; of a programme nobody finds there what was said to others."""
    router = APIRouter(prefix=prefix, tags=["programme"])

    @router.post("", status_code=201, dependencies=JSON, name=f"announce{suffix}")
    async def announce(
        body: Announcing, who: Annotated[Announcer, Depends(announcer)], edge: EdgeDep, key: IdempotencyKey = None
    ) -> Announcement:
        """Say it to everybody in the segment, each once, within what they allow.

        With the same Idempotency-Key it is one. Refused for a segment of fewer than five people.
        """
        said = who.to_theirs(body)
        content = said.model_dump_json(exclude_unset=True)
        announcement_id = await new_id_once(edge, who.person, "announcement", key, content.encode())
        return await ask(edge, Announce(announcement_id=announcement_id, announcing=said), who.person)

    @router.post("/preview", dependencies=JSON, name=f"preview_announcement{suffix}")
    async def preview_announcement(
        body: Announcing, who: Annotated[Announcer, Depends(announcer)], edge: EdgeDep
    ) -> Preview:
        """How many it is for, and how it reads in both languages. Nobody hears of it."""
        return await ask(edge, PreviewAnnouncement(announcing=who.to_theirs(body)), who.person)

    @router.get("", name=f"list_announcements{suffix}")
    async def list_announcements(who: Annotated[Announcer, Depends(announcer)], edge: EdgeDep) -> Announcements:
        """All that was said so, the newest first."""
        return await ask(edge, ListAnnouncements(within=who.programme_id), who.person)

    @router.delete("/{announcement_id}", name=f"withdraw_announcement{suffix}")
    async def withdraw_announcement(
        announcement_id: PathId, who: Annotated[Announcer, Depends(announcer)], edge: EdgeDep
    ) -> Announcement:
        """It goes to nobody more. What somebody has read stays read."""
        question = WithdrawAnnouncement(announcement_id=announcement_id, within=who.programme_id)
        return await ask(edge, question, who.person)

    return router


router = APIRouter()
router.include_router(routes("/v1/programme/announcements", of_organisation))
router.include_router(routes(f"{ONE}/announcements", of_programme, "_of_programme"))

"""Notifications' stand-in for organisers who have something to say: keeps it, and says it to nobody."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from libs.common.asks import Asker, NotFound
from libs.common.contracts.announcements import (
    Announce,
    Announcement,
    Announcements,
    AnnouncementState,
    ListAnnouncements,
    Preview,
    PreviewAnnouncement,
    WithdrawAnnouncement,
)
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.gateway.paged import next_cursor

FEW = {"en": "Too few.", "de": "Zu wenige."}


@dataclass(slots=True)
class AnnouncingNeighbour:
    """Nobody works in the tower."""

    made: dict[str, Announcement] = field(default_factory=dict)

    def answer(self, house: House) -> None:
        """All of them."""
        house.answers.on(Announce, self._announce)
        house.answers.on(PreviewAnnouncement, self._preview)
        house.answers.on(ListAnnouncements, self._list)
        house.answers.on(WithdrawAnnouncement, self._withdraw)

    async def _announce(self, ask: Announce, asker: Asker) -> Announcement:
        made = Announcement(
            announcement_id=ask.announcement_id,
            state=AnnouncementState.WAITING,
            made_by=asker.person_id,
            made_at=datetime(2026, 11, 1, tzinfo=UTC),
            announcing=ask.announcing,
            people=0,
        )
        return self.made.setdefault(ask.announcement_id, made)

    async def _preview(self, ask: PreviewAnnouncement, asker: Asker) -> Preview:
        if "Tower" in ask.announcing.segment.sites:
            raise Refused("segment-too-small", FEW)
        return Preview(people=7, words={})

    async def _list(self, ask: ListAnnouncements, asker: Asker) -> Announcements:
        return Announcements(data=tuple(self.made.values()), next_cursor=next_cursor(ask))

    async def _withdraw(self, ask: WithdrawAnnouncement, asker: Asker) -> Announcement:
        if ask.announcement_id not in self.made:
            raise NotFound
        return self.made.pop(ask.announcement_id)

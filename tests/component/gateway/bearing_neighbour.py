"""Notifications' stand-in for the bearers of links: remembers what was asked in whose name."""

from dataclasses import dataclass, field

from libs.common.asks import Asker, NotFound
from libs.common.contracts.bearers import (
    FinishNotice,
    NoticeTended,
    NoticeTitle,
    PutOffNotice,
    ReadTitle,
    SwitchedOff,
    SwitchOff,
)
from libs.common.contracts.notifications import Channel, Kind
from libs.common.house import House

TITLE = "Mia <Example> would like to learn from you"


@dataclass(slots=True)
class Bearing:
    """Knows the notice `ntc_1` alone."""

    tended: list[tuple[str, str, str]] = field(default_factory=list)
    switched: list[tuple[str, str, Kind | None, Channel]] = field(default_factory=list)

    def answer(self, house: House) -> None:
        """All of them."""
        house.answers.on(ReadTitle, self._title)
        house.answers.on(SwitchOff, self._switch)
        house.answers.on(PutOffNotice, self._tend)
        house.answers.on(FinishNotice, self._tend)

    async def _title(self, ask: ReadTitle, asker: Asker) -> NoticeTitle:
        if ask.notice_id != "ntc_1":
            raise NotFound
        return NoticeTitle(title=f"{TITLE} ({ask.language})")

    async def _switch(self, ask: SwitchOff, asker: Asker) -> SwitchedOff:
        self.switched.append((asker.org, asker.person_id, ask.kind, ask.channel))
        return SwitchedOff(kind=ask.kind, channel=ask.channel)

    async def _tend(self, ask: PutOffNotice | FinishNotice, asker: Asker) -> NoticeTended:
        self.tended.append((asker.person_id, ask.name, ask.notice_id))
        return NoticeTended(notice_id=ask.notice_id)

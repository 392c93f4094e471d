"""Notifications' stand-in for the bearers of links: remembers what was asked in whose name."""

from dataclasses import dataclass, field

from libs.common.asks import Asker, NotFound
from libs.common.contracts.bearers import NoticeTitle, ReadTitle, SwitchedOff, SwitchOff
from libs.common.contracts.notifications import Channel, Kind
from libs.common.house import House
from tests.component.gateway.telling_neighbour import NOTICE

TITLE = "Mia <Example> would like to learn from you"


@dataclass(slots=True)
class Bearing:
    """Knows everybody's one message alone."""

    switched: list[tuple[str, str, Kind | None, Channel]] = field(default_factory=list)

    def answer(self, house: House) -> None:
        """All of them."""
        house.answers.on(ReadTitle, self._title)
        house.answers.on(SwitchOff, self._switch)

    async def _title(self, ask: ReadTitle, asker: Asker) -> NoticeTitle:
        if ask.notice_id != NOTICE:
            raise NotFound
        return NoticeTitle(title=TITLE)

    async def _switch(self, ask: SwitchOff, asker: Asker) -> SwitchedOff:
        self.switched.append((asker.org, asker.person_id, ask.kind, ask.channel))
        return SwitchedOff(kind=ask.kind, channel=ask.channel)

"""What the bearers of links ask in their person's name: what a mail was about, and no more of its kind."""

from libs.common.asks import Asker
from libs.common.contracts.bearers import NoticeTitle, ReadTitle, SwitchedOff, SwitchOff
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.notifications.domain.preferences import Preferences, switched_off
from services.notifications.store import Store
from services.notifications.use_cases.inbox import Inboxes


class Bearing:
    """Use cases of bearers."""

    def __init__(self, store: Store, inboxes: Inboxes, units: Units, handling: Handling) -> None:
        self.store, self.inboxes, self.units, self.handling = store, inboxes, units, handling

    async def title(self, ask: ReadTitle, asker: Asker) -> NoticeTitle:
        """As its mail says it now. Nobody has read anything by it: programs look at links, too."""
        notice = await self.inboxes.own(asker, ask.notice_id)
        return NoticeTitle(title=(await self.inboxes.shown(notice, asker)).title)

    async def switch_off(self, ask: SwitchOff, asker: Asker) -> SwitchedOff:
        """Again it is the same."""

        async def decide() -> Unit:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            known = await self.store.preferences.find(asker.org, asker.person_id)
            before = known or Preferences(asker.org, asker.person_id)
            after = switched_off(before, ask.kind, ask.channel)
            if after != before:
                unit.write(self.store.preferences.save(after))
            return unit

        await self.handling.settle(decide)
        return SwitchedOff(kind=ask.kind, channel=ask.channel)

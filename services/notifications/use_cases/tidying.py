"""What readers do with their messages: what was seen, done, put off or of no use also moves what has not gone yet."""

from collections.abc import Callable
from datetime import datetime

from libs.common import errors
from libs.common.asks import Asker
from libs.common.contracts.notices import InboxItem, MarkDone, MarkNotUseful, MarkRead, SnoozeNotice
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.notifications.domain import attention, tidying
from services.notifications.domain.attention import Attention
from services.notifications.domain.codes import RuleBroken
from services.notifications.domain.deliveries import State, delivery_id_of, dropped
from services.notifications.domain.notices import Notice
from services.notifications.domain.pairs import whole_ms
from services.notifications.store import Store
from services.notifications.use_cases.inbox import Inboxes
from services.notifications.use_cases.saying import SAY

Change = Callable[[Notice, datetime], Notice]

READ_ALREADY = "read-already"
"""Of what had not gone out when its reader was done with it."""


class Tidying:
    """Use cases of readers."""

    def __init__(self, store: Store, inboxes: Inboxes, units: Units, handling: Handling) -> None:
        self.store, self.inboxes, self.units, self.handling = store, inboxes, units, handling

    async def read(self, ask: MarkRead, asker: Asker) -> InboxItem:
        """Seen; a mail that still waits goes all the same."""
        return await self._changed(ask.notice_id, asker, tidying.read)

    async def done(self, ask: MarkDone, asker: Asker) -> InboxItem:
        """Settled."""
        return await self._changed(ask.notice_id, asker, tidying.done)

    async def not_useful(self, ask: MarkNotUseful, asker: Asker) -> InboxItem:
        """Settled, and counted against its kind."""
        return await self._changed(ask.notice_id, asker, tidying.not_useful)

    async def snooze(self, ask: SnoozeNotice, asker: Asker) -> InboxItem:
        """Out of the inbox until then; Refused: snooze-time."""
        until = whole_ms(ask.until)
        try:
            return await self._changed(ask.notice_id, asker, lambda notice, now: tidying.snoozed(notice, until, now))
        except RuleBroken as broken:
            raise errors.Refused(broken.code.value, broken.words) from broken

    async def _changed(self, notice_id: str, asker: Asker, change: Change) -> InboxItem:
        async def decide() -> tuple[Unit, Notice]:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            before = await self.inboxes.own(asker, notice_id)
            after = change(before, unit.now)
            if after != before:
                unit.write(self.store.notices.save(after))
                await self._judge(unit, after)
                await self._follow(unit, before, after)
            return unit, after

        return await self.inboxes.shown(await self.handling.settled(decide), asker)

    async def _judge(self, unit: Unit, notice: Notice) -> None:
        """Restraint learns from it."""
        known = await self.store.attentions.find(unit.org, notice.person_id)
        known = known or Attention(unit.org, notice.person_id)
        judge = attention.ignored if notice.not_useful else attention.heeded
        after = judge(known, notice.notice_id)
        if after != known:
            unit.write(self.store.attentions.save(after))

    async def _follow(self, unit: Unit, before: Notice, after: Notice) -> None:
        """The timer of what comes again, and what is not to go out any more."""
        if after.snoozed_until:
            unit.set_timer(SAY, after.notice_id, after.snoozed_until)
        elif before.snoozed_until:
            unit.cancel_timer(SAY, after.notice_id)
        if after.snoozed_until or after.done_at:
            ids = [delivery_id_of(before, channel) for channel in before.channels]
            for delivery in (await self.store.deliveries.find_all(unit.org, ids)).values():
                if delivery.state is State.WAITING:
                    unit.write(self.store.deliveries.save(dropped(delivery, READ_ALREADY)))

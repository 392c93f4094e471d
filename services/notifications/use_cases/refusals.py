"""Addresses that take nothing any more: switched off, and their person is told by another way."""

from dataclasses import replace

from libs.common.contracts.notifications import Channel
from libs.common.handling import Handling
from libs.common.ids import derived_id
from libs.common.unit import Unit, Units
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.invitations import TEMPLATE as INVITATION
from services.notifications.domain.moments.people import address_refused
from services.notifications.domain.notices import Cause
from services.notifications.domain.people import Person
from services.notifications.store import Store
from services.notifications.use_cases.telling import Telling


class Refusals:
    """Follows from what the other side said, in a unit of its own: where it is lost, the next refusal does the same."""

    def __init__(self, store: Store, units: Units, handling: Handling, telling: Telling) -> None:
        self.store, self.units, self.handling, self.telling = store, units, handling, telling

    async def of_mail(self, delivery: Delivery, reader: Person) -> None:
        """No mail goes to this address any more. Of an invitation it is a stranger's, and its inviter is not told."""
        if delivery.template == INVITATION:
            return

        async def decide() -> Unit:
            unit = self._unit(delivery)
            known = await self.store.people.get(delivery.org, reader.person_id)
            if known.mark == reader.mark and not known.address_is_off:
                unit.write(self.store.people.save(replace(known, refused_mark=reader.mark)))
                await self.tell(unit, delivery, reader.mark)
            return unit

        await self.handling.settle(decide)

    async def of_reach(self, delivery: Delivery, reader: Person) -> None:
        """The chat is unlinked; devices that are gone were forgotten one by one, and this was the last."""

        async def decide() -> Unit:
            unit = self._unit(delivery)
            known = await self.store.reaches.find(delivery.org, reader.person_id)
            if known and delivery.channel is Channel.CHAT and known.chat:
                unit.write(self.store.reaches.save(replace(known, chat=None)))
                await self.tell(unit, delivery, f"{known.chat.linked_at}")
            elif known and delivery.channel is Channel.PUSH and not known.devices:
                await self.tell(unit, delivery, f"{known.revision}")
            return unit

        await self.handling.settle(decide)

    async def tell(self, unit: Unit, delivery: Delivery, mark: str) -> None:
        """By the ways that are left, once for each address; `mark` stands for it."""
        channel = Channel.MAIL if delivery.channel is Channel.CALENDAR else delivery.channel
        cause_id = derived_id("refused", delivery.org, delivery.person_id, channel, mark)
        facts = delivery.facts or (cause_id,)
        cause = Cause(cause_id, cause_id, facts, delivery.correlation_id, unit.now)
        await self.telling.fill(unit, address_refused(delivery.person_id, channel), cause)

    def _unit(self, delivery: Delivery) -> Unit:
        cause_id = delivery.facts[-1] if delivery.facts else None
        return self.units.start(delivery.org, correlation_id=delivery.correlation_id, cause_id=cause_id)

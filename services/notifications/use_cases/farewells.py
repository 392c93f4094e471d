"""The last mail to who is being erased: written with their tombstone, gone before the service says it is done."""

from libs.common import tracing
from libs.common.contracts.notifications import Channel, Importance, Kind
from libs.common.ids import derived_id
from libs.common.unit import Unit
from services.notifications.domain.deliveries import Delivery, State
from services.notifications.domain.farewells import SENT_WITHIN, TEMPLATE, Enclosed, Farewell
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About
from services.notifications.letters import Letters
from services.notifications.ports import Mail
from services.notifications.sealing import Seal
from services.notifications.store import Store
from services.notifications.use_cases.seeing import Unsaid

GONE = "gone"


class Farewells:
    """Writes them, makes their mails, and forgets them."""

    def __init__(self, store: Store, seal: Seal[Enclosed], letters: Letters, mail_domain: str) -> None:
        self.store, self._seal, self._letters, self._mail_domain = store, seal, letters, mail_domain

    def write(self, unit: Unit, person: Person) -> None:
        """In the unit that forgets the address; nothing to an address that takes no mail."""
        if not person.email or person.address_is_off:
            return
        farewell_id = self._id_of(unit.org, person.person_id)
        delivery = self._delivery(unit, farewell_id)
        enclosed = Enclosed(person.name, person.email, person.locale)
        sealed = self._seal.seal(unit.org, farewell_id, enclosed)
        farewell = Farewell(unit.org, farewell_id, sealed, delivery.delivery_id)
        unit.write(self.store.farewells.save(farewell), self.store.deliveries.save(delivery))

    async def mail(self, delivery: Delivery) -> Mail:
        """Unsaid where it was forgotten meanwhile."""
        farewell = await self.store.farewells.find(delivery.org, delivery.subject_id)
        if farewell is None:
            raise Unsaid(GONE)
        return self._letters.farewell(delivery, self._seal.open(delivery.org, farewell.farewell_id, farewell.sealed))

    async def is_over(self, org: str, person_id: str) -> bool:
        """It has gone out, or never will; or there was none."""
        farewell = await self.store.farewells.find(org, self._id_of(org, person_id))
        delivery = await self.store.deliveries.find(org, farewell.delivery_id) if farewell else None
        return delivery is None or not delivery.is_open

    async def forget(self, unit: Unit, person_id: str) -> None:
        """The address and the row of the mail go, too."""
        farewell = await self.store.farewells.find(unit.org, self._id_of(unit.org, person_id))
        if farewell is None:
            return
        unit.write(self.store.farewells.remove(farewell))
        delivery = await self.store.deliveries.find(unit.org, farewell.delivery_id)
        if delivery:
            unit.write(self.store.deliveries.remove(delivery))

    def _id_of(self, org: str, person_id: str) -> str:
        return derived_id("bye", self._seal.mark(org, person_id))

    def _delivery(self, unit: Unit, farewell_id: str) -> Delivery:
        delivery_id = derived_id("dlv", farewell_id)
        return Delivery(
            org=unit.org,
            delivery_id=delivery_id,
            notice_id=farewell_id,
            person_id=farewell_id,
            channel=Channel.MAIL,
            template=TEMPLATE,
            about=About(path="/"),
            subject_id=farewell_id,
            kind=Kind.ACCOUNT,
            importance=Importance.CRITICAL,
            cause_id=farewell_id,
            facts=(),
            correlation_id=unit.correlation_id,
            created_at=unit.now,
            not_before=unit.now,
            expires_at=unit.now + SENT_WITHIN,
            state=State.WAITING,
            message_id=f"<{delivery_id}@{self._mail_domain}>",
            trace=tracing.outgoing_headers(),
        )

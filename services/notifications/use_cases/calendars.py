"""Sessions in calendars: the mail that brings the newest state of one."""

from dataclasses import dataclass, replace

from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.people import Person
from services.notifications.domain.restraint import PAIR_RESTS
from services.notifications.entries import Entries
from services.notifications.ports import Mail
from services.notifications.store import Store
from services.notifications.use_cases.mailing import Mailing
from services.notifications.use_cases.seeing import Unsaid
from services.notifications.use_cases.telling import OVERTAKEN


@dataclass(frozen=True, slots=True)
class Calendars:
    """Makes the mails that calendars take in."""

    store: Store
    mailing: Mailing
    entries: Entries

    async def make(self, delivery: Delivery, reader: Person) -> Mail:
        """What was said, with the session as it is now; Unsaid where something newer is said of it."""
        planned = await self.store.sessions.find(delivery.org, delivery.subject_id)
        if planned is None or planned.event_id not in delivery.facts:
            raise Unsaid(OVERTAKEN)
        pair = await self.store.pairs.find(delivery.org, planned.pair_id)
        if pair and pair.has_ended and not planned.is_off:
            raise Unsaid(PAIR_RESTS)
        people = await self.store.people.find_all(delivery.org, delivery.about.people)
        entry = self.entries.of(planned, delivery.about, reader, people)
        return replace(await self.mailing.make(delivery, reader), entry=entry)

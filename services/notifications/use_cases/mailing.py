"""What goes by mail: a delivery as its reader reads it, or an invitation in its inviter's name."""

from dataclasses import dataclass, replace

from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.invitations import TEMPLATE as INVITATION
from services.notifications.domain.people import Person
from services.notifications.domain.wordings import wording_key
from services.notifications.languages import locale_of
from services.notifications.ports import Mail
from services.notifications.store import Store
from services.notifications.use_cases.posting import Posting
from services.notifications.use_cases.seeing import about_now
from services.notifications.words import Writer


@dataclass(frozen=True, slots=True)
class Mailing:
    """Makes mails of deliveries."""

    store: Store
    writer: Writer
    posting: Posting

    async def make(self, delivery: Delivery, person: Person) -> Mail:
        """To the person, or in their name to somebody who is not here; Unsaid where it is better not sent."""
        if delivery.template == INVITATION:
            return await self.posting.mail(delivery, person)
        people = await self.store.people.find_all(delivery.org, delivery.about.people)
        about = await about_now(self.store, delivery, people)
        own = await self.store.wordings.find(delivery.org, wording_key(delivery.template, locale_of(person)))
        return self.writer.mail(replace(delivery, about=about), person, people, own)

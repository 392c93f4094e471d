"""What goes by mail: a delivery as its reader reads it, an invitation in its inviter's name, or a farewell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from libs.common.clock import Clock
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.farewells import TEMPLATE as FAREWELL
from services.notifications.domain.invitations import TEMPLATE as INVITATION
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.wordings import wording_key
from services.notifications.languages import locale_of
from services.notifications.links import Links
from services.notifications.pages import Item
from services.notifications.ports import Mail
from services.notifications.store import Store
from services.notifications.use_cases.farewells import Farewells
from services.notifications.use_cases.posting import Posting
from services.notifications.use_cases.seeing import Unsaid, about_now
from services.notifications.use_cases.situations import items_left
from services.notifications.words import Writer

ADDRESS_OFF = "address-off"


@dataclass(frozen=True, slots=True)
class Mailing:
    """Makes mails of deliveries."""

    store: Store
    writer: Writer
    links: Links
    posting: Posting
    farewells: Farewells
    clock: Clock

    async def make(self, delivery: Delivery, person: Person) -> Mail:
        """To the person, or in their name to somebody who is not here; Unsaid where it is better not sent."""
        if delivery.template == INVITATION:
            return await self.posting.mail(delivery, person)
        if delivery.template == FAREWELL:
            return await self.farewells.mail(delivery)
        if person.address_is_off:
            raise Unsaid(ADDRESS_OFF)
        if delivery.items:
            return await self._together(delivery, person)
        people = await self.store.people.find_all(delivery.org, delivery.about.people)
        about = await about_now(self.store, delivery, people)
        return await self._mail(replace(delivery, about=about), person, people)

    async def _mail(self, delivery: Delivery, person: Person, people: Mapping[str, Person]) -> Mail:
        own = await self.store.wordings.find(delivery.org, wording_key(delivery.template, locale_of(person)))
        return self.writer.mail(delivery, person, people, own, self.links.offers(delivery))

    async def _together(self, delivery: Delivery, person: Person) -> Mail:
        """Several as one; where one is left by now, it goes as itself."""
        left = await items_left(self.store, delivery, self.clock.now())
        people = await self.store.people.find_all(delivery.org, {one for item in left for one in item.about.people})
        if len(left) == 1:
            return await self._mail(_of_one(delivery, left[0]), person, people)
        return await self._digest(delivery, left, person, people)

    async def _digest(
        self, delivery: Delivery, left: Sequence[Notice], person: Person, people: Mapping[str, Person]
    ) -> Mail:
        templates = {delivery.template, *(one.template for one in left)}
        keys = {template: wording_key(template, locale_of(person)) for template in templates}
        own = await self.store.wordings.find_all(delivery.org, keys.values())
        items = [
            Item(
                self.writer.words(one, person, people, own.get(keys[one.template])),
                self.writer.link(one.about.path),
            )
            for one in left
        ]
        return self.writer.digest(
            delivery, items, person, own.get(keys[delivery.template]), self.links.offers(delivery)
        )


def _of_one(digest: Delivery, item: Notice) -> Delivery:
    """As if it had come by itself: what its mail offers is about it."""
    return replace(digest, template=item.template, about=item.about, notice_id=item.notice_id, kind=item.kind)

"""A person's inbox, read by an ask."""

from libs.common.asks import Asker
from libs.common.contracts.asks import Inbox, InboxItem, ReadInbox
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.people import Person
from services.notifications.store import Store
from services.notifications.words import People, Writer


class Inboxes:
    """Answers about inboxes."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self.store, self.writer = store, writer

    async def read(self, ask: ReadInbox, asker: Asker) -> Inbox:
        """The newest first, in the asker's language. Whoever is not known yet has been told nothing."""
        reader = await self.store.people.find(asker.org, asker.person_id)
        if reader is None:
            return Inbox(items=())
        found = await self.store.deliveries.list_inbox(asker.org, asker.person_id, ask.limit)
        named = {person_id for delivery in found for person_id in delivery.about.people}
        people = await self.store.people.find_all(asker.org, named)
        return Inbox(items=tuple(self._item(delivery, reader, people) for delivery in found))

    def _item(self, delivery: Delivery, reader: Person, people: People) -> InboxItem:
        words = self.writer.words(delivery, reader, people)
        return InboxItem(
            delivery_id=delivery.delivery_id,
            template=delivery.template,
            at=delivery.created_at,
            title=words.title,
            text=words.text,
            why=words.why,
            subject_id=delivery.subject_id,
            # The fact itself, which the log can show; the row's own cause may be the absence of one.
            cause_id=delivery.facts[-1],
        )

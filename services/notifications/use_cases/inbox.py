"""A person's inbox, read by an ask."""

import structlog

from libs.common.asks import Asker
from libs.common.contracts.asks import Inbox, InboxItem, ReadInbox
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.wordings import Wording, wording_key
from services.notifications.known import People
from services.notifications.languages import locale_of
from services.notifications.store import Store
from services.notifications.words import NoWords, Writer

log = structlog.get_logger(__name__)


class Inboxes:
    """Answers about inboxes."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self.store, self.writer = store, writer

    async def read(self, ask: ReadInbox, asker: Asker) -> Inbox:
        """The newest first, in the asker's language. Whoever is not known yet has been told nothing."""
        reader = await self.store.people.find(asker.org, asker.person_id)
        if reader is None:
            return Inbox(items=())
        found = await self.store.notices.list_inbox(asker.org, asker.person_id, ask.limit)
        named = {person_id for notice in found for person_id in notice.about.people}
        people = await self.store.people.find_all(asker.org, named)
        keys = {wording_key(notice.template, locale_of(reader)) for notice in found}
        own = {one.template: one for one in (await self.store.wordings.find_all(asker.org, keys)).values()}
        items = [self._item(notice, reader, people, own.get(notice.template)) for notice in found]
        return Inbox(items=tuple(item for item in items if item))

    def _item(self, notice: Notice, reader: Person, people: People, own: Wording | None) -> InboxItem | None:
        try:
            words = self.writer.words(notice, reader, people, own)
        except NoWords as error:
            # One row whose words are gone (a template was renamed) must not close the whole inbox.
            log.error("message_not_readable", template=notice.template, error=str(error))
            return None
        return InboxItem(
            notice_id=notice.notice_id,
            template=notice.template,
            at=notice.said_at or notice.created_at,
            title=words.title,
            text=words.text,
            why=words.why,
            subject_id=notice.subject_id,
            # The fact itself, which the log can show; the row's own cause may be the absence of one.
            cause_id=notice.facts[-1],
        )

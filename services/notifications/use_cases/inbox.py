"""A person's inbox, read by asks."""

from collections.abc import Sequence

import structlog

from libs.common.asks import Asker, NotFound
from libs.common.clock import Clock
from libs.common.contracts.notices import (
    Act,
    FactBehind,
    Inbox,
    InboxAction,
    InboxItem,
    ItemState,
    KindSwitch,
    ReadInbox,
    ReadWhy,
    Why,
)
from libs.common.contracts.notifications import KINDS
from services.notifications.domain.explaining import ACTS, when_words
from services.notifications.domain.notices import Notice, is_over
from services.notifications.domain.people import Person
from services.notifications.domain.preferences import wishes_of
from services.notifications.domain.wordings import Wording, wording_key
from services.notifications.known import People
from services.notifications.languages import locale_of
from services.notifications.pages import Words
from services.notifications.queries import Place, Wanted
from services.notifications.store import Store
from services.notifications.use_cases.planning import plan_of
from services.notifications.words import NoWords, Writer

log = structlog.get_logger(__name__)


class Inboxes:
    """Answers about inboxes."""

    def __init__(self, store: Store, writer: Writer, clock: Clock) -> None:
        self.store, self.writer, self.clock = store, writer, clock

    async def read(self, ask: ReadInbox, asker: Asker) -> Inbox:
        """The newest first, in the asker's language. Whoever is not known yet has been told nothing."""
        wanted = Wanted(asker.org, asker.person_id, ask.state, _place(ask.cursor), ask.limit + 1)
        found = await self.store.notices.list_inbox(wanted)
        page, has_more = found[: ask.limit], len(found) > ask.limit
        return Inbox(
            items=tuple(await self._items(page, asker)),
            unread=await self.store.notices.count_inbox(Wanted(asker.org, asker.person_id, ItemState.NEW)),
            next_cursor=Place.after(page[-1]).written if has_more else None,
        )

    async def own(self, asker: Asker, notice_id: str) -> Notice:
        """What was said to the asker; NotFound for everybody else."""
        notice = await self.store.notices.find(asker.org, notice_id)
        if notice is None or notice.person_id != asker.person_id or not notice.was_said:
            raise NotFound
        return notice

    async def shown(self, notice: Notice, asker: Asker) -> InboxItem:
        """One of them as its reader reads it."""
        for item in await self._items([notice], asker):
            return item
        raise NotFound

    async def why(self, ask: ReadWhy, asker: Asker) -> Why:
        """From the facts behind it to the row that said it, and what switches its kind off."""
        notice = await self.own(asker, ask.notice_id)
        item = await self.shown(notice, asker)
        row = (await plan_of(self.store, asker.org)).rows.get(notice.row)
        chosen = await self.store.preferences.find_all(asker.org, ("", asker.person_id))
        wishes = wishes_of(chosen.get(""), chosen.get(asker.person_id))
        return Why(
            notice_id=notice.notice_id,
            row=notice.row,
            purpose=row.purpose if row else {},
            when=when_words(row) if row else {},
            why=item.why,
            facts=tuple(FactBehind(event_id=one) for one in notice.facts),
            switch=KindSwitch(
                kind=notice.kind,
                words=KINDS[notice.kind],
                channels={channel: wishes.takes(notice.kind, channel) for channel in notice.channels},
            ),
        )

    async def _items(self, notices: Sequence[Notice], asker: Asker) -> list[InboxItem]:
        reader = await self.store.people.find(asker.org, asker.person_id)
        if reader is None:
            return []
        named = {person_id for notice in notices for person_id in notice.about.people}
        people = await self.store.people.find_all(asker.org, named)
        keys = {wording_key(notice.template, locale_of(reader)) for notice in notices}
        own = {one.template: one for one in (await self.store.wordings.find_all(asker.org, keys)).values()}
        over = await self._over(notices, asker)
        items = [self._item(notice, reader, people, own.get(notice.template)) for notice in notices]
        return [item.model_copy(update={"is_over": item.notice_id in over}) for item in items if item]

    async def _over(self, notices: Sequence[Notice], asker: Asker) -> set[str]:
        """Those of which nothing is left to do."""
        found = await self.store.marks.find_all(asker.org, {key for notice in notices for key in notice.unless})
        marks, now = {key: mark.at for key, mark in found.items()}, self.clock.now()
        return {notice.notice_id for notice in notices if is_over(notice, marks, now)}

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
            kind=notice.kind,
            importance=notice.importance,
            at=notice.said_at or notice.created_at,
            title=words.title,
            text=words.text,
            why=words.why,
            subject_id=notice.subject_id,
            # The fact itself, which the log can show; the row's own cause may be the absence of one.
            cause_id=notice.facts[-1],
            state=state_of(notice),
            not_useful=notice.not_useful,
            snoozed_until=notice.snoozed_until,
            actions=_actions(notice, words, locale_of(reader)),
        )


def state_of(notice: Notice) -> ItemState:
    """What its reader has made of it."""
    if notice.snoozed_until:
        return ItemState.SNOOZED
    if notice.done_at:
        return ItemState.DONE
    return ItemState.READ if notice.read_at else ItemState.NEW


def _actions(notice: Notice, words: Words, locale: str) -> tuple[InboxAction, ...]:
    """Where it leads, and what is left to do with it."""
    acts = {
        ItemState.NEW: (Act.READ, Act.DONE, Act.SNOOZE, Act.NOT_USEFUL),
        ItemState.READ: (Act.DONE, Act.SNOOZE, Act.NOT_USEFUL),
        ItemState.SNOOZED: (Act.DONE, Act.SNOOZE, Act.NOT_USEFUL),
        ItemState.DONE: () if notice.not_useful else (Act.NOT_USEFUL,),
    }[state_of(notice)]
    return (
        InboxAction(name=Act.OPEN, words=words.action, path=notice.about.path),
        *(InboxAction(name=act, words=ACTS[act][locale], path=f"/v1/inbox/{notice.notice_id}/{act}") for act in acts),
    )


def _place(cursor: str | None) -> Place | None:
    try:
        return Place.read(cursor) if cursor else None
    except ValueError:
        raise NotFound from None

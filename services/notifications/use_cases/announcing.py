"""Announcements: looked at before, said page by page to whom they are for, and taken back."""

from libs.common import audit
from libs.common.asks import Asker, NotFound
from libs.common.audit import Act
from libs.common.contracts import announcements as wire
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain import announcements as domain
from services.notifications.domain.announcements import Announcement, Segment
from services.notifications.domain.codes import Code, RuleBroken
from services.notifications.domain.notices import Cause
from services.notifications.domain.pairs import whole_ms
from services.notifications.domain.plan import About
from services.notifications.known import said
from services.notifications.languages import LOCALES
from services.notifications.store import Store
from services.notifications.use_cases.audiences import Audiences
from services.notifications.use_cases.telling import Telling
from services.notifications.words import Writer

ANNOUNCE = "announce"
TEMPLATE = "announcement-each"


class Announcing:
    """Use cases of organisers."""

    def __init__(self, store: Store, telling: Telling, handling: Handling, writer: Writer) -> None:
        self.store, self.telling, self.handling, self.writer = store, telling, handling, writer
        self.units: Units = telling.units
        self.audiences = Audiences(store)

    async def announce(self, ask: wire.Announce, asker: Asker) -> wire.Announcement:
        """Written down once; a timer says it."""

        async def decide() -> tuple[Unit, Announcement]:
            unit = self._unit(asker)
            known = await self.store.announcements.find(asker.org, ask.announcement_id)
            return unit, known or await self._begin(unit, ask, asker)

        try:
            return _shown(await self.handling.settled(decide))
        except RuleBroken as broken:
            raise Refused(broken.code.value, broken.words) from broken

    async def preview(self, ask: wire.PreviewAnnouncement, asker: Asker) -> wire.Preview:
        """How many, and in which words."""
        announcement = _announcement(self._unit(asker), "", ask.announcing, asker)
        try:
            people = await self._count(announcement)
        except RuleBroken as broken:
            raise Refused(broken.code.value, broken.words) from broken
        return wire.Preview(people=people, words={locale: self._words(announcement, locale) for locale in LOCALES})

    async def list_(self, ask: wire.ListAnnouncements, asker: Asker) -> wire.Announcements:
        """The newest first."""
        query = {"segment.programme_id": ask.within} if ask.within else {}
        page, following = await self.store.announcements.newest_page(
            asker.org, query, ask.cursor, ask.limit, by="made_at"
        )
        return wire.Announcements(data=tuple(map(_shown, page)), next_cursor=following)

    async def withdraw(self, ask: wire.WithdrawAnnouncement, asker: Asker) -> wire.Announcement:
        """Nobody more is told, and what waits for its reader's morning is dropped then."""

        async def decide() -> tuple[Unit, Announcement]:
            unit = self._unit(asker)
            known = await self.store.announcements.find(asker.org, ask.announcement_id)
            if known is None or ask.within not in (None, known.segment.programme_id):
                raise NotFound
            after = domain.withdrawn(known)
            if after != known:
                unit.write(self.store.announcements.save(after))
                audit.done(unit, Act.ANNOUNCEMENT_WITHDRAWN, known.announcement_id, asker.ticket)
                unit.cancel_timer(ANNOUNCE, known.announcement_id)
                await self.telling.fill(unit, domain.withdrawal(known), _cause(known, unit))
            return unit, after

        return _shown(await self.handling.settled(decide))

    async def go_on(self, timer: Timer) -> Unit:
        """Tell one page of people; the next has its turn at once."""
        unit = self.units.after_timer(timer)
        known = await self.store.announcements.get(timer.org, timer.subject)
        if not known.is_open:
            return unit
        page = await self.audiences.page(timer.org, known.segment, timer.facts["after"])
        after = domain.went_on(known, len(page.person_ids), is_last=page.last is None)
        unit.write(self.store.announcements.save(after))
        await self.telling.fill(unit, domain.moment_of(known, page.person_ids), _cause(known, unit))
        if page.last is not None:
            unit.set_timer(ANNOUNCE, known.announcement_id, unit.now, after=page.last)
        return unit

    async def _begin(self, unit: Unit, ask: wire.Announce, asker: Asker) -> Announcement:
        announcement = _announcement(unit, ask.announcement_id, ask.announcing, asker)
        await self._count(announcement)
        unit.write(self.store.announcements.save(announcement))
        unit.set_timer(ANNOUNCE, announcement.announcement_id, announcement.not_before or unit.now, after="")
        audit.done(unit, Act.ANNOUNCEMENT_MADE, announcement.announcement_id, asker.ticket)
        return announcement

    async def _count(self, announcement: Announcement) -> int:
        people = await self.audiences.count(announcement.org, announcement.segment)
        if not domain.has_enough(announcement.segment, people):
            raise RuleBroken(Code.SEGMENT_TOO_SMALL)
        return people

    def _words(self, announcement: Announcement, locale: str) -> wire.Shown:
        about = About(words=announcement.words)
        words = self.writer.version(locale, TEMPLATE, "", said(about, locale)).words
        return wire.Shown(title=words.title, text=words.text, action=words.action, why=words.why)

    def _unit(self, asker: Asker) -> Unit:
        return self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)


def _announcement(unit: Unit, announcement_id: str, announcing: wire.Announcing, asker: Asker) -> Announcement:
    said_in = {"en": announcing.en, "de": announcing.de}
    return Announcement(
        org=asker.org,
        announcement_id=announcement_id,
        made_by=asker.person_id,
        made_at=whole_ms(unit.now),
        not_before=whole_ms(announcing.not_before) if announcing.not_before else None,
        segment=Segment(**announcing.segment.model_dump()),
        words={locale: f"{one.title}\n{one.text}" for locale, one in said_in.items() if one},
        path=announcing.path,
    )


def _shown(announcement: Announcement) -> wire.Announcement:
    return wire.Announcement(
        announcement_id=announcement.announcement_id,
        state=announcement.state,
        made_by=announcement.made_by,
        made_at=announcement.made_at,
        announcing=wire.Announcing.model_validate(
            {locale: _parts(words) for locale, words in announcement.words.items()}
            | {
                "segment": {name: getattr(announcement.segment, name) for name in wire.Segment.model_fields},
                "path": announcement.path,
                "not_before": announcement.not_before,
            }
        ),
        people=announcement.people,
    )


def _parts(words: str) -> dict[str, str]:
    title, _, text = words.partition("\n")
    return {"title": title, "text": text}


def _cause(announcement: Announcement, unit: Unit) -> Cause:
    """The announcement itself: whoever comes to it again, each hears it once."""
    own = announcement.announcement_id
    return Cause(own, own, (own,), unit.correlation_id, unit.now)

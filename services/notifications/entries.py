"""A session as its reader's calendar shows it: with whom, when and where, and nothing of what it is about."""

from libs.common.contracts.sessions import Channel
from services.notifications.domain.invites import Planned
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About
from services.notifications.known import People, known
from services.notifications.languages import locale_of
from services.notifications.ports import Entry
from services.notifications.words import Writer

TEMPLATE = "calendar-entry"
PLACES = {
    "en": {Channel.IN_PERSON: "In person", Channel.VIDEO: "By video", Channel.PHONE: "By phone"},
    "de": {Channel.IN_PERSON: "Persönlich", Channel.VIDEO: "Per Video", Channel.PHONE: "Am Telefon"},
}


class Entries:
    """Puts sessions into the words of calendars."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def of(self, planned: Planned, about: About, reader: Person, people: People) -> Entry:
        """In the reader's language, by the reader's clock."""
        locale, link = locale_of(reader), self._writer.link(f"/pairs/{planned.pair_id}")
        words = self._writer.version(locale, TEMPLATE, reader.name, known(about, reader, people, "")).words
        return Entry(
            uid=planned.uid,
            sequence=planned.sequence,
            is_off=planned.is_off,
            changed_at=planned.changed_at or planned.starts_at,
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            time_zone=reader.time_zone,
            summary=words.title,
            description=f"{words.text}\n\n{words.action}: {link}",
            place=PLACES[locale][planned.place] if planned.place else "",
            url=link,
        )

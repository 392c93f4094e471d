"""Mails to who is not here: an invitation, in the inviter's language with the others beneath, and a farewell."""

from services.notifications.domain import farewells
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.invitations import Enclosed, unlinked
from services.notifications.domain.people import Person, single_line
from services.notifications.languages import LOCALES, locale_of
from services.notifications.pages import Page
from services.notifications.ports import Mail
from services.notifications.words import Writer


class Letters:
    """Puts invitations into words."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def mail(self, delivery: Delivery, inviter: Person, enclosed: Enclosed) -> Mail:
        """Nobody knows what its reader speaks; what the inviter wrote is text and leads nowhere."""
        reader, note = _plain(enclosed.first_name), _plain(enclosed.note)
        known = {"inviter": inviter.name, "note": note, "wish": enclosed.wish}
        first = locale_of(inviter)
        locales = (first, *(locale for locale in LOCALES if locale != first))
        versions = [self._writer.version(locale, delivery.template, reader, known) for locale in locales]
        link = self._writer.link(delivery.about.path)
        text, html = self._writer.bodies(versions, Page(link, is_strange=True))
        return Mail(
            message_id=delivery.message_id or "",
            org=delivery.org,
            template=delivery.template,
            kind=delivery.kind,
            name=reader,
            address=enclosed.address,
            locale=", ".join(locales),
            date=max(delivery.created_at, delivery.not_before),
            title=versions[0].words.title,
            text=text,
            html=html,
            refusal=link,
        )

    def farewell(self, delivery: Delivery, enclosed: farewells.Enclosed) -> Mail:
        """In the language of who was here, without a switch: nothing comes after it."""
        gone = Person(delivery.org, delivery.person_id, name=enclosed.name, locale=enclosed.locale)
        locale = locale_of(gone)
        version = self._writer.version(locale, delivery.template, enclosed.name, {})
        text, html = self._writer.bodies([version], Page(self._writer.link(delivery.about.path), is_strange=True))
        return Mail(
            message_id=delivery.message_id or "",
            org=delivery.org,
            template=delivery.template,
            kind=delivery.kind,
            name=enclosed.name,
            address=enclosed.address,
            locale=locale,
            date=delivery.created_at,
            title=version.words.title,
            text=text,
            html=html,
        )


def _plain(text: str | None) -> str:
    return unlinked(single_line(text or ""))

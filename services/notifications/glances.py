"""What anybody may see who looks at somebody else's screen, or reads along in a chat: a title and what to do."""

from dataclasses import dataclass

from libs.common.contracts.notifications import Kind
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.people import Person
from services.notifications.known import People
from services.notifications.languages import locale_of
from services.notifications.words import Writer

DISCREET = frozenset({Kind.CARE, Kind.FEEDBACK})
"""Of these not even a name: that somebody is asked how it goes is nobody else's business."""

LONGEST = 140


@dataclass(frozen=True, slots=True)
class Glance:
    """Titles and actions name at most a person, never what it is about: a test holds every template to it."""

    title: str
    line: str


SOMETHING_NEW = {
    "en": Glance("Something new for you", "Read it in Bothways"),
    "de": Glance("Etwas Neues für dich", "In Bothways lesen"),
}

FIRST_WORDS = {
    "en": Glance("This chat is linked to Bothways", "From now on you hear here when there is something new."),
    "de": Glance("Dieser Chat ist mit Bothways verbunden", "Ab jetzt erfährst du hier, wenn es etwas Neues gibt."),
}


def glance(writer: Writer, delivery: Delivery, reader: Person, people: People) -> Glance:
    """In the reader's language, and in the house's words: an organisation's own may say more."""
    if delivery.kind in DISCREET:
        return SOMETHING_NEW[locale_of(reader)]
    words = writer.words(delivery, reader, people)
    return Glance(_cut(words.title), _cut(words.action))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

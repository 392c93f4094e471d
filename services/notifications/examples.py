"""Made-up people and facts, by which an organisation's own words are tried and shown before anybody reads them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from services.notifications.domain.people import Person
from services.notifications.domain.plan import About
from services.notifications.known import known

READER, PARTNER, THIRD = "alex", "robin", "sam"
NAMES = {READER: "Alex Winter", PARTNER: "Robin Okafor", THIRD: "Sam Lindqvist"}
PEOPLE = {person_id: Person("", person_id, name=name) for person_id, name in NAMES.items()}
OPTIONAL = ("next", "suggested")
"""What the house's words ask for before they name it."""

WHEN = datetime(2026, 3, 18, 14, 30, tzinfo=UTC)
ABOUT = About(
    mentor_id=PARTNER,
    mentee_id=THIRD,
    suggested_ids=(PARTNER, THIRD),
    both=(READER, PARTNER),
    circle=(READER, PARTNER, THIRD),
    newcomer_id=THIRD,
    next_id=THIRD,
    topics=("Python", "SQL"),
    words={"en": "A word of our own.\n\nMore of it.", "de": "Ein eigenes Wort.\n\nMehr davon."},
    since=WHEN,
    until=WHEN,
    month="2026-03",
    at=WHEN,
    days=17,
    number=3,
    counts={
        "unanswered": 4,
        "without_fit": 1,
        "refused": 2,
        "in_line": 1,
        "formed": 5,
        "talked": 11,
        "least_share": 12,
        "most_share": 47,
    },
    groups=("Logistics", "Research"),
)
"""Something of everything that a message can speak of. The reader is neither mentor nor mentee: they read of both."""


def examples(locale: str, variables: frozenset[str]) -> Iterator[dict[str, object]]:
    """What a template can name, with and without what it is not always told. The first one is whole."""
    reader = Person("", READER, name=NAMES[READER], locale=locale, time_zone="Europe/Berlin")
    found = {name: value for name, value in known(ABOUT, reader, PEOPLE, "").items() if name in variables}
    yield found
    for number in range(1, len(OPTIONAL) + 1):
        left_out = OPTIONAL[:number]
        if variables.isdisjoint(left_out):
            return
        yield {name: value for name, value in found.items() if name not in left_out}

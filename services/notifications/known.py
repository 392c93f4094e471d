"""What templates can name: the people, topics, days and numbers of a message, as its reader says them."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from babel import Locale

from services.notifications.domain.people import Person, single_line
from services.notifications.domain.plan import About
from services.notifications.languages import FALLBACK, day, day_and_time, listed, locale_of, month, region_of

People = Mapping[str, Person]


def known(about: About, reader: Person, people: People, gone: str) -> dict[str, object]:
    """By the names under which templates have it. `gone` stands for a name that is not known any more."""
    return (
        _names(about, reader, people, gone)
        | _topics(about, region_of(reader))
        | said(about, locale_of(reader))
        | _times(about, reader)
        | _numbers(about)
        | _groups(about)
    )


def _names(about: About, reader: Person, people: People, gone: str) -> dict[str, object]:
    def name(person_id: str) -> str:
        person = people.get(person_id)
        return person.name if person and person.name else gone

    ones = {
        "mentor": about.mentor_id,
        "mentee": about.mentee_id,
        "newcomer": about.newcomer_id,
        "next": about.next_id,
    }
    found: dict[str, object] = {word: name(person_id) for word, person_id in ones.items() if person_id}
    if about.mentor_id and about.mentee_id:
        found["partner"] = name(about.mentee_id if reader.person_id == about.mentor_id else about.mentor_id)
    if about.suggested_ids:
        found["suggested"] = listed(map(name, about.suggested_ids), region_of(reader))
        found["count"] = len(about.suggested_ids)
    if about.circle:
        found["others"] = listed((name(one) for one in about.circle if one != reader.person_id), region_of(reader))
    for person_id in set(about.both) - {reader.person_id}:
        found["other"] = name(person_id)
    return found


def _topics(about: About, region: Locale) -> dict[str, object]:
    return {"topics": listed(map(single_line, about.topics), region)} if about.topics else {}


def said(about: About, locale: str) -> dict[str, object]:
    """What somebody said in words of their own, in the reader's language or else in any: whole, and as a letter."""
    for key in (locale, FALLBACK, *about.words):
        if key in about.words:
            heading, _, body = about.words[key].strip().partition("\n")
            return {
                "reason": single_line(about.words[key]),
                "heading": single_line(heading),
                "body": "\n\n".join(map(single_line, body.split("\n\n"))),
            }
    return {}


def _times(about: About, reader: Person) -> dict[str, object]:
    """As they are where the reader is."""
    zone, region = ZoneInfo(reader.time_zone), region_of(reader)
    days = {"since": about.since, "until": about.until}
    found: dict[str, object] = {name: day(at, zone, region) for name, at in days.items() if at}
    if about.at:
        found["when"] = day_and_time(about.at, zone, region)
    if about.month:
        found["month"] = month(about.month, region)
    return found


def _numbers(about: About) -> dict[str, object]:
    numbers = {"days": about.days, "number": about.number, **about.counts}
    return {name: number for name, number in numbers.items() if number is not None}


def _groups(about: About) -> dict[str, object]:
    return dict(zip(("least_reached", "most_reached"), map(single_line, about.groups), strict=False))

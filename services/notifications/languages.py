"""How each language writes what is counted, listed and dated, where the reader is."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, get_datetime_format
from babel.lists import format_list
from babel.numbers import format_decimal

from services.notifications.domain.people import Person

LOCALES = {"en": Locale.parse("en_001"), "de": Locale.parse("de")}
"""The languages of the product, and how each writes dates and lists where a person's own region says nothing else."""

FALLBACK = "en"
NUMBER = "#"
"""Stands for the number in a plural."""


def locale_of(person: Person) -> str:
    """The language of the product that is nearest to a person's own."""
    primary = person.locale.split("-")[0].lower()
    return primary if primary in LOCALES else FALLBACK


def region_of(person: Person) -> Locale:
    """How dates and lists are written where they are, in the language they read."""
    locale = locale_of(person)
    try:
        own = Locale.parse(person.locale, sep="-")
    except (ValueError, UnknownLocaleError):
        return LOCALES[locale]
    return own if own.language == locale and own.territory else LOCALES[locale]


def direction_of(locale: str) -> str:
    """`ltr` or `rtl`, as pages say it."""
    return Locale.parse(locale, sep="-").text_direction


def counted(number: int, forms: dict[str, str], region: Locale) -> str:
    """The form that goes with a number, by the language's own rules; KeyError where there is none."""
    form = forms.get(region.plural_form(number)) or forms["other"]
    return form.replace(NUMBER, format_decimal(number, locale=region))


def listed(words: Iterable[str], region: Locale) -> str:
    """One and another."""
    return format_list(list(words), locale=region)


def day(at: datetime, zone: ZoneInfo, region: Locale) -> str:
    """The day that it is there."""
    return format_date(at.astimezone(zone), format="long", locale=region)


def day_and_time(at: datetime, zone: ZoneInfo, region: Locale) -> str:
    """The day of the week, the date and the time on the clock there. No year: it is near."""
    local, pattern = at.astimezone(zone), str(get_datetime_format("long", region))
    written = format_date(local, "EEEE", locale=region)
    for part in (format_skeleton("MMMMd", local, locale=region), format_time(local, "short", locale=region)):
        written = pattern.replace("{1}", written).replace("{0}", part)
    return written


def month(written: str, region: Locale) -> str:
    """`2026-05` as people say it."""
    return format_skeleton("yMMMM", date.fromisoformat(f"{written}-01"), locale=region)

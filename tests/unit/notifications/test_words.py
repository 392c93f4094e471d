"""Every message with made-up people, numbers and times: what it says, in which forms, and in which frame."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from libs.common.contracts.notifications import Step
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About
from services.notifications.examples import PARTNER, PEOPLE, READER
from services.notifications.languages import LOCALES
from services.notifications.pages import Frame, Item, Offers, Page, Version, Words
from services.notifications.words import FOLDER, Writer
from tests.support.notifications import make_person

WRITER = Writer("https://mentoring.example.org/")
LETTERS = ("announcement-each",)
"""Whose own words are somebody's: they are the same in each language."""


@dataclass(frozen=True)
class Message:
    template: str
    about: About


def reader(locale: str, **fields: str) -> Person:
    return make_person(READER, name="Alex Winter", locale=locale, **fields)


def words(template: str, locale: str = "en", **fields: object) -> Words:
    about = About(mentor_id=PARTNER, mentee_id=READER, **fields)  # type: ignore[arg-type]
    return WRITER.words(Message(template, about), reader(locale, time_zone="Europe/Berlin"), PEOPLE)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("template", WRITER.templates)
def test_every_message_reads_well_with_everything_it_can_name(template: str, locale: str) -> None:
    said = WRITER.example(template, locale)
    for part in (said.title, *said.paragraphs, said.action, said.why):
        assert part == part.strip() != ""
        assert not re.search(r"\s\s|\s[.,;:?!]|[{}#]|\bNone\b|Undefined|&\w+;", part), part
    assert said.why.endswith(".")
    assert len(said.title) < 78, "a subject that is cut off says less"


def test_every_language_has_the_same_messages() -> None:
    found = {locale: {path.name for path in (FOLDER / locale).iterdir()} for locale in LOCALES}
    assert found["en"] == found["de"]


@pytest.mark.parametrize("template", [one for one in WRITER.templates if one not in LETTERS])
def test_no_part_is_left_in_the_other_language(template: str) -> None:
    english, german = (WRITER.example(template, locale) for locale in ("en", "de"))
    for part in ("title", "text", "action", "why"):
        assert getattr(english, part) != getattr(german, part)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("template", [one for one in WRITER.templates if one.startswith("month-")])
def test_six_months_bring_six_ideas_and_then_begin_again(template: str, locale: str) -> None:
    said = [words(template, locale, number=number) for number in range(1, 8)]
    assert len({one.title for one in said}) == len({one.text for one in said}) == 6
    assert said[6] == said[0]
    assert all(one.text.endswith("?") or "?" in one.paragraphs[-1] for one in said), "each asks one question"


@pytest.mark.parametrize("locale", LOCALES)
def test_an_echo_is_asked_for_in_other_words_each_time(locale: str) -> None:
    assert len({words("echo-asked-member", locale, days=days).text for days in (30, 90, 365)}) == 3


@pytest.mark.parametrize(
    ("locale", "days", "written"),
    [
        ("en", 1, "talked a day ago"),
        ("en", 17, "talked 17 days ago"),
        ("de", 1, "vor einem Tag"),
        ("de", 0, "vor 0 Tagen"),
    ],
)
def test_numbers_have_the_form_of_their_language(locale: str, days: int, written: str) -> None:
    assert written in words("nudge-session-gap-mentee", locale, days=days).text


@pytest.mark.parametrize(
    ("locale", "zone", "written"),
    [
        ("en", "Europe/Berlin", "Saturday, 28 March, 11:30 pm"),
        ("en-US", "Asia/Tokyo", "Sunday, March 29, 7:30 AM"),
        ("de", "Europe/Berlin", "Samstag, 28. März, 23:30"),
        ("de-CH", "UTC", "Samstag, 28. März, 22:30"),
    ],
)
def test_a_time_is_said_by_the_clock_where_the_reader_is(locale: str, zone: str, written: str) -> None:
    about = About(PARTNER, READER, at=datetime(2026, 3, 28, 22, 30, tzinfo=UTC))
    said = WRITER.words(Message("session-arranged-member", about), reader(locale, time_zone=zone), PEOPLE)
    assert written in said.text


def test_an_announcement_keeps_its_paragraphs_and_nothing_else() -> None:
    about = About(words={"en": "Summer  party\nWith <b>music</b>\x1e and a\nwalk.\n\n\nBring a friend."})
    said = WRITER.words(Message("announcement-each", about), reader("de"), {})
    assert (said.title, said.paragraphs) == ("Summer party", ("With <b>music</b> and a walk.", "Bring a friend."))


def page_of(version: Version, **around: object) -> tuple[str, str]:
    return WRITER.bodies([version], Page("https://example.org/x", **around))  # type: ignore[arg-type]


STEPS = ("Yes", "Not now", "We met", "In a week", "Done")
FRAME = Frame("Hello,", "Why:", "Bothways", "[gone]", "below", "no more", "Less of this", "Preferences", *STEPS)
VERSION = Version("en", Words("A title", ("One & two.",), "Go", "Because."), FRAME)


def test_the_foot_has_the_switch_for_the_cause_and_the_way_to_the_preferences() -> None:
    for body in page_of(VERSION, offers=Offers(switch="https://example.org/switch/abc")):
        assert body.index("Because.") < body.index("/switch/abc") < body.index("mentoring.example.org/preferences")
        assert "Less of this" in body
    for body in page_of(VERSION):
        assert "Less of this" not in body
        assert "/preferences" in body


def test_each_step_is_a_link_with_its_words_beneath_the_way_into_the_product() -> None:
    steps = {step: f"https://example.org/act/{step}" for step in Step}
    text, html = page_of(VERSION, offers=Offers(steps))
    for step, words in zip(Step, STEPS, strict=True):
        assert f"{words}:\nhttps://example.org/act/{step}\n" in text
        assert re.search(rf'href="https://example.org/act/{step}"[^>]*>{words}</a>', html)
        assert html.index("https://example.org/x") < html.index(f"/act/{step}")
    assert not any("/act/" in body for body in page_of(VERSION))


def test_who_is_not_here_has_no_preferences() -> None:
    for body in page_of(VERSION, is_strange=True):
        assert "/preferences" not in body


def test_a_language_that_is_read_from_the_right_turns_the_frame() -> None:
    _, html = page_of(Version("ar", VERSION.words, FRAME))
    assert '<html lang="ar" dir="rtl">' in html
    assert "ltr" not in html
    assert not re.search(r"text-align:\s*(left|right)|(padding|margin|border)-(left|right)", html)
    assert 'dir="ltr"' in page_of(VERSION)[1]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_digest_says_of_each_message_its_title_one_line_and_where_it_leads(locale: str) -> None:
    names = ("fading-member", "pulse-asked-member", "month-mentee")
    items = [Item(WRITER.example(name, locale), f"https://example.org/{name}") for name in names]
    said = WRITER.words(Message("digest", About(number=len(items))), reader(locale), {})
    for body in page_of(Version(locale, said, FRAME), items=tuple(items)):
        places = [body.index(f"https://example.org/{name}") for name in names]
        assert places == sorted(places)
        assert all(item.line.split("?")[0] in body for item in items)
    assert "3" in said.title


def test_a_long_mail_stays_far_below_what_mail_programs_cut_off() -> None:
    long = Words("T" * 200, ("word " * 800,) * 5, "Go", "Because.")
    items = tuple(Item(long, "https://example.org/") for _ in range(5))
    assert len(page_of(Version("de", long, FRAME), items=items)[1].encode()) < 100_000

"""Every message in every language: complete, with the same variables, and readable whatever people are called."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from services.notifications.domain.plan import About
from services.notifications.languages import LOCALES, locale_of, region_of
from services.notifications.plans import house_plan
from services.notifications.words import FOLDER, NoWords, Writer
from tests.support.mails import MESSAGES, PEOPLE
from tests.support.notifications import ADA, BOB, START, make_delivery, make_person
from tests.unit.notifications.test_rows import CASES, notices

WRITER = Writer("https://mentoring.example.org/")
TEMPLATES = house_plan().templates
PARTS = {"title", "text", "action", "why"}


EXAMPLES = {message.template: message for message in MESSAGES}
OF_ROWS = {notice.template: notice for _, moment, _ in CASES for notice in notices(moment)}
WITHOUT_FACT = (
    "announcement-each",
    "digest",
    "programme-opened-each",
    "entry-asked-each",
    "organiser-week-each",
    "uptake-gap-each",
)
"""What nobody's fact leads to: somebody says it, or the week does."""

UNTOLD = ("take-the-next-member", "try-a-flip-member", "less-often-each", "mail-refused-each")
"""Facts that `test_balance` and the channels tell of."""


def test_the_examples_use_every_set_of_words_that_there_is() -> None:
    assert EXAMPLES.keys() | OF_ROWS.keys() | {*WITHOUT_FACT, *UNTOLD} == set(WRITER.templates)


@pytest.mark.parametrize("reader", PEOPLE)
@pytest.mark.parametrize("template", sorted(OF_ROWS))
def test_a_fact_tells_all_that_its_words_name(template: str, reader: str) -> None:
    assert WRITER.words(OF_ROWS[template], PEOPLE[reader], PEOPLE).paragraphs


def ancestry(locale: str, template: str) -> list[nodes.Template]:
    """The parsed template and those it extends."""
    environment = Environment(autoescape=False)  # noqa: S701 - only parsed here
    parsed, name = [], f"{template}.jinja"
    while name != "message.jinja":
        parsed.append(environment.parse((FOLDER / locale / name).read_text()))
        (name,) = _named(parsed[-1], nodes.Extends)
    return parsed


def variables(locale: str, template: str) -> set[str]:
    """What the words of a template name; a block that a variant replaces does not count."""
    blocks: dict[str, set[str]] = {}
    for one in ancestry(locale, template):
        for block in one.find_all(nodes.Block):
            blocks.setdefault(block.name, {name.name for name in block.find_all(nodes.Name) if name.ctx == "load"})
    assert set(blocks) == PARTS, f"{locale}/{template} has not all its parts"
    included = {name for one in ancestry(locale, template)[:1] for name in _variables_of_included(locale, one)}
    return set.union(*blocks.values()) | included


def _variables_of_included(locale: str, parsed: nodes.Template) -> set[str]:
    environment = Environment(autoescape=False)  # noqa: S701 - only parsed here
    sources = [(FOLDER / locale / name).read_text() for name in _named(parsed, nodes.Include)]
    return {name for source in sources for name in meta.find_undeclared_variables(environment.parse(source))}


def _named(parsed: nodes.Template, kind: type[nodes.Extends | nodes.Include]) -> list[str]:
    """The templates that are named in this way."""
    names = [one.template for one in parsed.find_all(kind) if isinstance(one, nodes.Extends | nodes.Include)]
    return [name.value for name in names if isinstance(name, nodes.Const)]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_exactly_the_words_of_the_plan(locale: str) -> None:
    found = {path.name.removesuffix(".jinja") for path in (FOLDER / locale).glob("*.jinja")}
    assert found == TEMPLATES | {"calendar-entry", "digest", "farewell", "frame", "invitation", "next"}
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(LOCALES)


@pytest.mark.parametrize("template", WRITER.templates)
def test_every_language_says_the_same_things(template: str) -> None:
    named = {locale: variables(locale, template) for locale in LOCALES}
    assert len({frozenset(names) for names in named.values()}) == 1, named


@pytest.mark.parametrize("reader", PEOPLE)
@pytest.mark.parametrize("template", sorted(EXAMPLES))
def test_every_message_reads_well_to_everybody(template: str, reader: str) -> None:
    for message in [message for message in MESSAGES if message.template == template]:
        words = WRITER.words(make_delivery(template, message.about), PEOPLE[reader], PEOPLE)
        for part in (words.title, *words.paragraphs, words.action, words.why):
            assert part == part.strip() != ""
            assert not re.search(r"\s\s|\s[.,;:?!]|[{}]|\bNone\b|Undefined", part), part
        assert words.paragraphs
        assert words.why.endswith("."), words
        assert len(words.title) < 78, "a subject that is cut off says less"


@pytest.mark.parametrize("reader", [ADA, BOB])
@pytest.mark.parametrize("template", sorted(one for one in TEMPLATES if one.startswith("pair-formed")))
def test_what_a_new_pair_reads_is_true_whoever_of_the_two_asked(template: str, reader: str) -> None:
    """It may have begun with an offer: then the mentee is who said yes, and nobody was asked to teach."""
    words = WRITER.words(make_delivery(template, EXAMPLES[template].about), PEOPLE[reader], PEOPLE)
    for part in (words.title, *words.paragraphs):
        assert not re.search(r"(?<!both )said yes|hat Ja gesagt|asked|gebeten", part), part


def test_mentor_and_mentee_and_every_direction_read_different_words() -> None:
    texts = [WRITER.example(template, "en").text for template in WRITER.templates]
    assert len(set(texts)) == len(texts)


def test_a_variable_that_nobody_gives_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(NoWords, match="UndefinedError"):
        WRITER.words(make_delivery("pair-formed-mentor", About(mentee_id=BOB)), PEOPLE[ADA], PEOPLE)


def test_templates_run_in_a_sandbox(tmp_path: Path) -> None:
    for path in FOLDER.rglob("*.jinja"):
        target = tmp_path / path.relative_to(FOLDER)
        target.parent.mkdir(exist_ok=True)
        target.write_text(path.read_text())
    evil = '{% extends "message.jinja" %}{% block title %}{{ topics.__class__.__mro__ }}{% endblock %}'
    rest = "".join(f"{{% block {part} %}}x{{% endblock %}}" for part in sorted(PARTS - {"title"}))
    (tmp_path / "en" / "pair-formed-mentor.jinja").write_text(evil + rest)
    writer = Writer("https://example.org", tmp_path)
    with pytest.raises(NoWords, match="SecurityError"):
        writer.words(make_delivery("pair-formed-mentor", About(topics=("x",))), PEOPLE[ADA], PEOPLE)


@pytest.mark.parametrize(
    ("own", "language", "date"),
    [
        ("en", "en", "1 April 2026"),
        ("en-US", "en", "April 1, 2026"),
        ("de", "de", "1. April 2026"),
        ("de-CH", "de", "1. April 2026"),
        ("DE-at", "de", "1. April 2026"),
        ("fr-CA", "en", "1 April 2026"),
        ("zz-Foo", "en", "1 April 2026"),
    ],
)
def test_everybody_reads_their_own_language_or_english(own: str, language: str, date: str) -> None:
    reader = make_person(ADA, locale=own, time_zone="UTC")
    assert locale_of(reader) == language
    message = EXAMPLES["pair-reminded-member"]
    assert date in WRITER.words(make_delivery(message.template, message.about), reader, PEOPLE).text


def test_a_day_is_the_day_where_the_reader_is() -> None:
    about = About(ADA, BOB, topics=("x",), until=START.replace(hour=23))
    for zone, day in (("UTC", "2 March"), ("Asia/Tokyo", "3 March"), ("America/Los_Angeles", "2 March")):
        words = WRITER.words(make_delivery("pair-reminded-member", about), make_person(time_zone=zone), PEOPLE)
        assert day in words.text


def test_lists_are_written_as_the_language_writes_them() -> None:
    message = EXAMPLES["pair-formed-mentor"]
    about = About(ADA, BOB, topics=("Python", "SQL", "Rust"))
    english = WRITER.words(make_delivery(message.template, about), PEOPLE[ADA], PEOPLE).text
    german = WRITER.words(make_delivery(message.template, about), PEOPLE[BOB], PEOPLE).text
    assert "Python, SQL and Rust" in english
    assert "Python, SQL und Rust" in german
    assert region_of(make_person(locale="en-US")).territory == "US"


def test_a_name_that_is_not_known_any_more_is_marked_and_not_missing() -> None:
    delivery = make_delivery("request-opened-mentor", EXAMPLES["request-opened-mentor"].about)
    assert "[no longer here]" in WRITER.words(delivery, PEOPLE[ADA], {}).title
    assert "[nicht mehr dabei]" in WRITER.words(delivery, PEOPLE[BOB], {BOB: make_person(BOB, name="")}).title


def test_a_refusal_is_told_in_the_readers_language_or_in_what_there_is() -> None:
    message = EXAMPLES["claim-refused-claimant"]
    assert "keinen freien Platz" in WRITER.words(make_delivery(message.template, message.about), PEOPLE[BOB], {}).text
    only_french = make_delivery(message.template, About(words={"fr": "Complet."}))
    assert "Complet." in WRITER.words(only_french, PEOPLE[BOB], {}).text


ON_GROUND = [
    ("p", ".card", 4.5),
    ("h1", ".card", 4.5),
    (".button", ".button", 4.5),
    (".small", ".page", 4.5),
    (".home", ".page", 4.5),
    (".item", ".card", 4.5),
    (".home", ".card", 4.5),
    (".brand", ".page", 4.5),
    (".arrows", ".page", 3.0),  # a sign, not a text
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "enough"), ON_GROUND)
def test_contrast_of_text_and_ground_is_what_wcag_aa_asks(scheme: str, text: str, ground: str, enough: float) -> None:
    rules = style_rules(scheme)
    assert contrast(rules[text]["color"], rules[ground]["background-color"]) >= enough


def style_rules(scheme: str) -> dict[str, dict[str, str]]:
    """The colours of each selector, with those of the dark scheme laid over the light ones."""
    light, dark = (FOLDER / "mail.html.jinja").read_text().split("@media (prefers-color-scheme: dark)")
    found: dict[str, dict[str, str]] = {}
    for part in (light.partition("@media")[0], dark if scheme == "dark" else ""):
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]+)\}", part.partition("<style>")[2] or part):
            colours = dict(re.findall(r"(?<![\w-])(color|background-color):\s*(#[0-9a-f]{6})", body))
            for selector in selectors.split(","):
                found.setdefault(selector.strip(), {}).update(colours)
    return found


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

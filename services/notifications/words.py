"""From rows to words: templates in a sandbox, names as they are now, each reader's own language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from css_inline import CSSInliner
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person, single_line
from services.notifications.domain.plan import About
from services.notifications.ports import Mail

FOLDER = Path(__file__).parent / "templates"
LOCALES = {"en": Locale.parse("en_001"), "de": Locale.parse("de")}
"""The languages of the product, and how each writes dates and lists where a person's own region says nothing else."""

FALLBACK = "en"
SEPARATOR = "\x1e"
"""Stands between the parts of `message.jinja`. What people write cannot hold it: see `single_line`."""

People = Mapping[str, Person]


class NoWords(Exception):
    """The words of a row are gone, or do not fit it: a template was renamed, or is broken."""


@dataclass(frozen=True, slots=True)
class Words:
    """A message as somebody reads it."""

    title: str
    paragraphs: tuple[str, ...]
    action: str
    why: str

    @property
    def text(self) -> str:
        """The paragraphs as plain text."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every mail."""

    greeting: str
    why_heading: str
    sender: str
    gone: str
    """In place of a name that is not known any more."""

    beneath: str
    """That this language comes after another."""

    no_more: str
    """For who is not here and wants no more invitations."""


@dataclass(frozen=True, slots=True)
class Version:
    """A mail in one language."""

    locale: str
    words: Words
    frame: Frame


class Writer:
    """Puts deliveries into words."""

    def __init__(self, public_url: str, folder: Path = FOLDER) -> None:
        self._public_url = public_url.rstrip("/")
        self._languages = {locale: _environment(folder, locale) for locale in LOCALES}
        self._inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

    def words(self, said: Notice | Delivery, reader: Person, people: People) -> Words:
        """The message in the reader's language; NoWords where there is none."""
        locale, about = locale_of(reader), said.about
        known = (
            _names(about, reader, people, self._frame(locale, reader.name).gone)
            | _topics(about, region_of(reader))
            | _reason(about, locale)
            | _days(about, reader)
            | _month(about, region_of(reader))
        )
        return self._said(locale, said.template, known)

    def mail(self, delivery: Delivery, reader: Person, people: People) -> Mail:
        """The same as a mail: text and HTML, with a greeting, a link and the reason why it came."""
        locale = locale_of(reader)
        words = self.words(delivery, reader, people)
        version = Version(locale, words, self._frame(locale, reader.name))
        text, html = self.bodies([version], self.link(delivery.about.path))
        return Mail(
            message_id=delivery.message_id or "",
            org=delivery.org,
            template=delivery.template,
            name=reader.name,
            address=reader.email,
            locale=locale,
            date=max(delivery.created_at, delivery.not_before),
            title=words.title,
            text=text,
            html=html,
        )

    def version(self, locale: str, template: str, reader: str, known: Mapping[str, object]) -> Version:
        """What is known, in words of one language; NoWords where there are none."""
        return Version(locale, self._said(locale, template, known), self._frame(locale, reader))

    def bodies(self, versions: Sequence[Version], link: str, *, is_strange: bool = False) -> tuple[str, str]:
        """A mail as text and as HTML; who is a stranger here may say that they want no more."""
        environment = self._languages[versions[0].locale]
        known = {"versions": versions, "link": link, "is_strange": is_strange, "home": self._public_url}
        html = environment.get_template("mail.html.jinja").render(known)
        return environment.get_template("mail.txt.jinja").render(known), self._inliner.inline(html)

    def link(self, path: str) -> str:
        """Where a path of the product is."""
        return f"{self._public_url}{path}"

    def _said(self, locale: str, template: str, known: Mapping[str, object]) -> Words:
        try:
            rendered = self._languages[locale].get_template(f"{template}.jinja").render(known)
        except TemplateError as error:
            raise NoWords(type(error).__name__) from error
        title, text, action, why = rendered.split(SEPARATOR)
        return Words(single_line(title), _paragraphs(text), single_line(action), single_line(why))

    def _frame(self, locale: str, reader: str) -> Frame:
        made = self._languages[locale].get_template("frame.jinja").make_module({"reader": reader})
        return Frame(*(str(getattr(made, name)) for name in Frame.__dataclass_fields__))


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
    known: dict[str, object] = {word: name(person_id) for word, person_id in ones.items() if person_id}
    if about.mentor_id and about.mentee_id:
        known["partner"] = name(about.mentee_id if reader.person_id == about.mentor_id else about.mentor_id)
    if about.suggested_ids:
        known["suggested"] = _listed(map(name, about.suggested_ids), region_of(reader))
        known["count"] = len(about.suggested_ids)
    if about.circle:
        known["others"] = _listed((name(one) for one in about.circle if one != reader.person_id), region_of(reader))
    for person_id in set(about.both) - {reader.person_id}:
        known["other"] = name(person_id)
    return known


def _topics(about: About, region: Locale) -> dict[str, object]:
    return {"topics": _listed(map(single_line, about.topics), region)} if about.topics else {}


def _reason(about: About, locale: str) -> dict[str, object]:
    """What another service said, in the reader's language or else in any."""
    for key in (locale, FALLBACK, *about.words):
        if key in about.words:
            return {"reason": single_line(about.words[key])}
    return {}


def _days(about: About, reader: Person) -> dict[str, object]:
    """The days as they are where the reader is."""
    zone, region = ZoneInfo(reader.time_zone), region_of(reader)
    days = {"since": about.since, "until": about.until}
    return {name: format_date(at.astimezone(zone), format="long", locale=region) for name, at in days.items() if at}


def _month(about: About, region: Locale) -> dict[str, object]:
    if about.month is None:
        return {}
    return {"month": format_skeleton("yMMMM", date.fromisoformat(f"{about.month}-01"), locale=region)}


def _listed(words: Iterable[str], region: Locale) -> str:
    return format_list(list(words), locale=region)


def _paragraphs(text: str) -> tuple[str, ...]:
    """Lines belong to one paragraph until an empty one."""
    return tuple(" ".join(block.split()) for block in text.split("\n\n") if block.strip())


def _environment(folder: Path, locale: str) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder / locale, folder]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.jinja",)),
    )

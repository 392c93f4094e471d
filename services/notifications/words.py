"""From rows to words: templates in a sandbox, names as they are now, each reader's own language."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol

import structlog
from babel import Locale
from css_inline import CSSInliner
from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateRuntimeError, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.people import Person, single_line
from services.notifications.domain.plan import About
from services.notifications.domain.wordings import PARTS, Wording
from services.notifications.examples import examples
from services.notifications.known import People, known
from services.notifications.languages import FALLBACK, LOCALES, counted, locale_of
from services.notifications.pages import NO_OFFERS, Frame, Item, Offers, Page, Version, Words
from services.notifications.ports import Mail
from services.notifications.wordings import Unfit, require_fit, variables_of

FOLDER = Path(__file__).parent / "templates"
SEPARATOR = "\x1e"
"""Stands between the parts of `message.jinja`. What people write cannot hold it: see `single_line`."""

OF_THE_HOUSE = {"calendar-entry", "farewell", "frame", "invitation", "mail.html", "mail.txt", "message", "next"}
"""No message to members: nobody puts other words in their place."""

PREFERENCES = "/preferences"
CACHED = 2_000

log = structlog.get_logger(__name__)


class NoWords(Exception):
    """The words of a row are gone, or do not fit it: a template was renamed, or is broken."""


class Said(Protocol):
    """What is put into words: something about somebody, by the name of a template."""

    @property
    def template(self) -> str:
        """The name of the words."""
        ...

    @property
    def about(self) -> About:
        """What they speak of."""
        ...


class Writer:
    """Puts what is to be said into words: that of `templates`, in an organisation's own words where there are any."""

    def __init__(self, public_url: str, folder: Path = FOLDER) -> None:
        self._public_url = public_url.rstrip("/")
        self._languages = {locale: _environment(folder, locale) for locale in LOCALES}
        self._own = {locale: lru_cache(CACHED)(one.from_string) for locale, one in self._languages.items()}
        names = self._languages[FALLBACK].list_templates(filter_func=lambda name: "/" not in name)
        self.templates = sorted({name.removesuffix(".jinja") for name in names} - OF_THE_HOUSE)
        self.variables = lru_cache(None)(partial(variables_of, self._languages[FALLBACK]))
        self._inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

    def words(self, said: Said, reader: Person, people: People, own: Wording | None = None) -> Words:
        """The message in the reader's language, in the organisation's own words where they fit; or NoWords."""
        locale = locale_of(reader)
        facts = known(said.about, reader, people, self._frame(locale, reader.name).gone)
        return self._told(locale, said.template, facts, own)

    def mail(
        self,
        delivery: Delivery,
        reader: Person,
        people: People,
        own: Wording | None = None,
        offers: Offers = NO_OFFERS,
    ) -> Mail:
        """The same as a mail: text and HTML, with a greeting, links, the reason why it came and a switch for that."""
        words = self.words(delivery, reader, people, own)
        return self.letter(delivery, reader, words, Page(self.link(delivery.about.path), offers=offers))

    def digest(
        self,
        delivery: Delivery,
        items: Sequence[Item],
        reader: Person,
        own: Wording | None = None,
        offers: Offers = NO_OFFERS,
    ) -> Mail:
        """Several messages in one mail, each with its title, a line and where it leads."""
        words = self._told(locale_of(reader), delivery.template, {"number": len(items)}, own)
        return self.letter(delivery, reader, words, Page(self.link(delivery.about.path), tuple(items), offers))

    def letter(self, delivery: Delivery, reader: Person, words: Words, page: Page) -> Mail:
        """Words as a mail to somebody who is here."""
        locale = locale_of(reader)
        text, html = self.bodies([Version(locale, words, self._frame(locale, reader.name))], page)
        return Mail(
            message_id=delivery.message_id or "",
            org=delivery.org,
            template=delivery.template,
            kind=delivery.kind,
            thread=delivery.thread_id or "",
            name=reader.name,
            address=reader.email,
            locale=locale,
            date=max(delivery.created_at, delivery.not_before),
            title=words.title,
            text=text,
            html=html,
            refusal=page.offers.switch,
        )

    def version(self, locale: str, template: str, reader: str, facts: Mapping[str, object]) -> Version:
        """What is known, in words of one language; NoWords where there are none."""
        return Version(locale, self._house(locale, template, facts), self._frame(locale, reader))

    def bodies(self, versions: Sequence[Version], page: Page) -> tuple[str, str]:
        """A mail as text and as HTML, in one language or in several."""
        environment = self._languages[FALLBACK]
        facts = {
            "versions": versions,
            "page": page,
            "home": self._public_url,
            "preferences": "" if page.is_strange else self.link(PREFERENCES),
        }
        html = environment.get_template("mail.html.jinja").render(facts)
        return environment.get_template("mail.txt.jinja").render(facts), self._inliner.inline(html)

    def link(self, path: str) -> str:
        """Where a path of the product is."""
        return f"{self._public_url}{path}"

    def example(self, template: str, locale: str) -> Words:
        """The house's words for made-up people."""
        return self._house(locale, template, next(examples(locale, self.variables(template))))

    def tried(self, wording: Wording) -> Words:
        """An organisation's words for made-up people; Unfit where they cannot always be used."""
        variables = self.variables(wording.template)
        require_fit(wording, self._languages[wording.locale], variables)
        whole, *_ = [self._in_own(wording, facts) for facts in examples(wording.locale, variables)]
        return whole

    def _told(self, locale: str, template: str, facts: Mapping[str, object], own: Wording | None) -> Words:
        if own:
            try:
                return self._in_own(own, facts)
            except Unfit as unfit:
                log.warning("own_words_unfit", template=template, part=unfit.part, problem=unfit.problem)
        return self._house(locale, template, facts)

    def _house(self, locale: str, template: str, facts: Mapping[str, object]) -> Words:
        try:
            rendered = self._languages[locale].get_template(f"{template}.jinja").render(facts)
        except TemplateError as error:
            raise NoWords(type(error).__name__) from error
        return _words(*rendered.split(SEPARATOR))

    def _in_own(self, own: Wording, facts: Mapping[str, object]) -> Words:
        rendered = {part: _rendered(self._own[own.locale], part, getattr(own, part), facts) for part in PARTS}
        return _words(**rendered)

    def _frame(self, locale: str, reader: str) -> Frame:
        made = self._languages[locale].get_template("frame.jinja").make_module({"reader": reader})
        return Frame(*(str(getattr(made, name)) for name in Frame.__dataclass_fields__))


def _rendered(parse: Callable[[str], Template], part: str, source: str, facts: Mapping[str, object]) -> str:
    try:
        rendered = parse(source).render(facts)
    except (TemplateError, TypeError) as error:
        raise Unfit(part, "not-rendered", str(error)) from error
    if not rendered.strip():
        raise Unfit(part, "empty")
    return rendered


def _words(title: str, text: str, action: str, why: str) -> Words:
    return Words(single_line(title), _paragraphs(text), single_line(action), single_line(why))


def _paragraphs(text: str) -> tuple[str, ...]:
    """Lines belong to one paragraph until an empty one."""
    return tuple(" ".join(block.split()) for block in text.split("\n\n") if block.strip())


def _environment(folder: Path, locale: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder / locale, folder]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.jinja",), default_for_string=False),
    )
    environment.filters["plural"] = _plural(LOCALES[locale])
    return environment


def _plural(region: Locale) -> Callable[..., str]:
    """`{{ days|plural(one='one day', other='# days') }}`, with the forms that the language has."""

    def plural(number: object, **forms: str) -> str:
        if not isinstance(number, int) or "other" not in forms:
            raise TemplateRuntimeError("plural needs a number and the form `other`")
        return counted(number, forms, region)

    return plural

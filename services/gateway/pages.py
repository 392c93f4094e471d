"""Pages for people who open a link of a mail: no account, no JavaScript, not a byte from anywhere else."""

from dataclasses import dataclass
from html import escape

from libs.common.contracts import Words
from services.gateway.languages import said

STYLE = """
:root { color-scheme: light dark }
body { font: 17px/1.6 system-ui, sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1.2rem }
h1 { font-size: 1.6rem; line-height: 1.25 } h2 { font-size: 1.15rem; margin-top: 2.2rem }
blockquote { margin: 1.2rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid }
button { font: inherit; padding: .6rem 1.2rem; border-radius: .5rem; border: 1px solid currentColor; background: none;
  color: inherit; cursor: pointer }
"""


@dataclass(frozen=True, slots=True)
class Button:
    """Does what the page is about, or with `query` a variant of it."""

    label: Words
    query: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands beneath it, and what can be done about it."""

    heading: Words
    text: Words
    button: Button | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The first section is the page's own."""

    status: int
    sections: tuple[Section, ...]
    quote: str = ""
    """What the mail said above all."""

    way_on: Words | None = None
    """A link into the product."""


def section(en: str, de: str, text_en: str, text_de: str, button: Button | None = None, anchor: str = "") -> Section:
    """In both languages."""
    return Section({"en": en, "de": de}, {"en": text_en, "de": text_de}, button, anchor)


UNKNOWN = Page(
    404,
    (
        section(
            "This link leads nowhere",
            "Dieser Link führt ins Leere",
            "Perhaps a part of it is missing. Open it from the mail once more.",
            "Vielleicht fehlt ein Teil davon. Öffne ihn noch einmal aus der Mail.",
        ),
    ),
)
LATER = Page(
    503,
    (
        section(
            "That did not work just now",
            "Das hat gerade nicht geklappt",
            "Nothing was changed. Open the link again in a few minutes.",
            "Es wurde nichts geändert. Öffne den Link in ein paar Minuten noch einmal.",
        ),
    ),
)


def render(page: Page, language: str) -> str:
    """The whole page."""
    first, *others = page.sections
    title = escape(said(first.heading, language))
    return f"""<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{STYLE}</style></head>
<body><main>
<h1>{title}</h1>
{_lines(_quoted(page.quote), _beneath(first, language), *(_shown(other, language) for other in others))}
{_way_on(page.way_on, language)}</main></body>
</html>"""


def _shown(section: Section, language: str) -> str:
    anchor = f' id="{section.anchor}"' if section.anchor else ""
    return f"<h2{anchor}>{escape(said(section.heading, language))}</h2>\n{_beneath(section, language)}"


def _beneath(section: Section, language: str) -> str:
    return _lines(f"<p>{escape(said(section.text, language))}</p>", _form(section.button, language))


def _form(button: Button | None, language: str) -> str:
    if button is None:
        return ""
    action = f' action="?{button.query}"' if button.query else ""
    return f'<form method="post"{action}><button>{escape(said(button.label, language))}</button></form>'


def _quoted(text: str) -> str:
    return f"<blockquote>{escape(text)}</blockquote>" if text else ""


def _way_on(words: Words | None, language: str) -> str:
    return f'<p><a href="/">{escape(said(words, language))}</a></p>\n' if words else ""


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))

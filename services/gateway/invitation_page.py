"""What the link of an invitation shows to people without an account: what it is, how to join, how to be left alone."""

from dataclasses import dataclass
from html import escape

from libs.common.contracts import Words
from services.gateway.languages import said

STYLE = """
:root { color-scheme: light dark }
body { font: 17px/1.6 system-ui, sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1.2rem }
h1 { font-size: 1.6rem; line-height: 1.25 } h2 { font-size: 1.15rem; margin-top: 2.2rem }
button { font: inherit; padding: .6rem 1.2rem; border-radius: .5rem; border: 1px solid currentColor; background: none;
  color: inherit; cursor: pointer }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands beneath it."""

    heading: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Page:
    """The first section is the page's own; `refusal` ends with a button."""

    status: int
    sections: tuple[Section, ...]
    refusal: Section | None = None


def _section(en: str, de: str, text_en: str, text_de: str) -> Section:
    return Section({"en": en, "de": de}, {"en": text_en, "de": text_de})


BUTTON: Words = {"en": "No more invitations", "de": "Keine Einladungen mehr"}

INVITED = Page(
    200,
    (
        _section(
            "A colleague would like to learn with you",
            "Jemand aus deiner Organisation möchte mit dir lernen",
            "Bothways brings colleagues together who learn from each other, always in both directions. Two people talk "
            "when it suits them, and nothing begins before both have said yes.",
            "Bothways bringt Kolleginnen und Kollegen zusammen, die voneinander lernen, und zwar immer in beide "
            "Richtungen. Zwei reden miteinander, wann es ihnen passt, und nichts beginnt, bevor beide Ja gesagt haben.",
        ),
        _section(
            "How to join",
            "So machst du mit",
            "Your organisation says who takes part; nobody can sign up alone. Ask whoever invited you, or the people "
            "team where you work, to have you added. Then you can sign in. If you choose to be visible, whoever "
            "invited you hears that you are here.",
            "Wer mitmacht, legt deine Organisation fest; selbst anmelden kann sich niemand. Bitte die Person, die dich "
            "eingeladen hat, oder die Personalabteilung, dich aufnehmen zu lassen. Dann kannst du dich anmelden. Wenn "
            "du sichtbar sein möchtest, erfährt die Person, die dich eingeladen hat, dass du da bist.",
        ),
    ),
    _section(
        "No more invitations?",
        "Keine Einladungen mehr?",
        "If this is not for you, you need do nothing: no second mail follows. If you want to be sure that no other "
        "colleague can invite you either, say so here. Nobody is told.",
        "Wenn das nichts für dich ist, brauchst du nichts zu tun: Eine zweite Mail kommt nicht. Wenn dich auch sonst "
        "niemand aus deiner Organisation einladen können soll, sag es hier. Niemand erfährt davon.",
    ),
)
REFUSED = Page(
    200,
    (
        _section(
            "Done",
            "Erledigt",
            "No colleague can invite this address any more. Nobody is told. You can still join at any time: your "
            "organisation adds you.",
            "Niemand aus deiner Organisation kann diese Adresse noch einmal einladen. Niemand erfährt davon. Mitmachen "
            "kannst du trotzdem jederzeit: Deine Organisation nimmt dich auf.",
        ),
    ),
)
UNKNOWN = Page(
    404,
    (
        _section(
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
        _section(
            "That did not work just now",
            "Das hat gerade nicht geklappt",
            "Nothing was changed. Open the link again in a few minutes.",
            "Es wurde nichts geändert. Öffne den Link in ein paar Minuten noch einmal.",
        ),
    ),
)


def render(page: Page, language: str) -> str:
    """A whole page, without a byte from anywhere else."""
    first, *others = page.sections
    title = escape(said(first.heading, language))
    refusal = _shown(page.refusal, language, ' id="no-more"') + _button(language) if page.refusal else ""
    return f"""<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{STYLE}</style></head>
<body><main>
<h1>{title}</h1>
<p>{escape(said(first.text, language))}</p>
{"".join(_shown(other, language) for other in others)}{refusal}</main></body>
</html>"""


def _shown(section: Section, language: str, attributes: str = "") -> str:
    heading, text = (escape(said(words, language)) for words in (section.heading, section.text))
    return f"<h2{attributes}>{heading}</h2>\n<p>{text}</p>\n"


def _button(language: str) -> str:
    return f'<form method="post"><button>{escape(said(BUTTON, language))}</button></form>\n'

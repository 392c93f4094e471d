"""An organisation's own words, in place of the house's: for one template, in one language."""

from dataclasses import dataclass
from zlib import crc32

PARTS = ("title", "text", "action", "why")
UNFIT = "words-unfit"

PROBLEMS: dict[str, dict[str, str]] = {
    "not-readable": {
        "en": "its braces cannot be read: {what}",
        "de": "seine Klammern lassen sich nicht lesen: {what}",
    },
    "not-allowed": {
        "en": "“{what}” is not allowed. Use text, variables, if, and plural",
        "de": "„{what}“ ist nicht erlaubt. Nimm Text, Variablen, if und plural",
    },
    "unknown-variable": {
        "en": "this message cannot name “{what}”. `variables` says what it can",
        "de": "„{what}“ kann in dieser Nachricht nicht stehen. `variables` sagt, was geht",
    },
    "too-deep": {
        "en": "it has too many choices within choices",
        "de": "darin stecken zu viele Fallunterscheidungen ineinander",
    },
    "not-rendered": {
        "en": "it cannot always be said: {what}",
        "de": "er lässt sich nicht immer sagen: {what}",
    },
    "empty": {"en": "nothing of it would be left to read", "de": "es bliebe nichts davon zu lesen"},
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The four parts of a message, as somebody wrote them: text with variables."""

    org: str
    wording_id: str
    template: str
    locale: str
    title: str
    text: str
    action: str
    why: str
    set_by: str = ""
    revision: int = 0

    @property
    def version(self) -> int:
        """Of these very words: a count of changes would begin anew once they have been taken back."""
        return crc32("\0".join(getattr(self, part) for part in PARTS).encode()) or 1


def version_of(own: Wording | None) -> int:
    """Of an organisation's words; 0: those of the house are said."""
    return own.version if own else 0


def wording_key(template: str, locale: str) -> str:
    """There is one for each template and language."""
    return f"{template}.{locale}"


def explained(problem: str, part: str, what: str) -> dict[str, str]:
    """Which part cannot be used, and why, for whoever wrote it."""
    subjects = {"en": f"The part “{part}” cannot be used", "de": f"Der Teil „{part}“ geht so nicht"}
    return {
        locale: f"{subject}: {PROBLEMS[problem][locale].format(what=what)}." for locale, subject in subjects.items()
    }

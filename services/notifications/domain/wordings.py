"""An organisation's own words, in place of the house's: for one template, in one language."""

from dataclasses import dataclass

PARTS = ("title", "text", "action", "why")


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


def wording_key(template: str, locale: str) -> str:
    """There is one for each template and language."""
    return f"{template}.{locale}"

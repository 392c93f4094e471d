"""A journal as a file: each entry by itself, so that it can be written while it is read."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from libs.common.contracts.entries import Entry
from services.gateway.domain.entries import KINDS, LEVELS

CLOSED = {"en": "Closed until {day}.", "de": "Geschlossen bis {day}."}


class Format(StrEnum):
    """What a journal can be taken away as."""

    MARKDOWN = "markdown"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class File:
    """How it begins, goes on and ends. `entry` is told whether it is the first, and the reader's language."""

    media_type: str
    suffix: str
    beginning: str
    entry: Callable[[Entry, bool, str], str]
    end: str


def as_json(entry: Entry, is_first: bool, language: str) -> str:
    """One of a list."""
    return f"{'' if is_first else ','}\n{entry.model_dump_json(exclude_none=True)}"


def as_markdown(entry: Entry, is_first: bool, language: str) -> str:
    """A section with its kind and day, who reads it, and what it says."""
    kind, level = KINDS[entry.kind].words[language], LEVELS[entry.level].name[language]
    facts = " · ".join((level, *(f"#{tag}" for tag in entry.tags)))
    return f"\n## {entry.day} · {kind}\n\n*{facts}*\n\n{_content(entry, language)}\n"


def _content(entry: Entry, language: str) -> str:
    if entry.jwe:
        sealed = json.dumps(entry.jwe.model_dump(mode="json"))
        return f"```json\n{sealed}\n```"
    if entry.text is None:
        return CLOSED[language].format(day=entry.opens_on)
    return entry.text


FORMATS = {
    Format.MARKDOWN: File("text/markdown; charset=utf-8", "md", "# Bothways\n", as_markdown, ""),
    Format.JSON: File("application/json", "json", '{"entries": [', as_json, "\n]}\n"),
}

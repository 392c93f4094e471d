"""What can be given or wanted, and when two spellings mean the same."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5

# What a topic given as a bare word means: between first steps and being asked by others.
DEFAULT_LEVEL = 3

# Names in which "js" is no mere ending: AngularJS and Angular are two frameworks.
KEEPS_JS = frozenset({"angularjs"})
SHORTEST_JS_NAME = 4


@dataclass(frozen=True, slots=True)
class Topic:
    """`key` compares, `label` is shown; `level` runs from 1 (first steps) to 5 (others come to this person)."""

    key: str
    label: str
    level: int

    def __post_init__(self) -> None:
        if not LOWEST_LEVEL <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"level {self.level} is not between {LOWEST_LEVEL} and {HIGHEST_LEVEL}")

    @classmethod
    def of(cls, label: str, level: int = DEFAULT_LEVEL) -> "Topic":
        shown = " ".join(label.split())
        return cls(normalise(shown), shown, level)


def normalise(topic: str) -> str:
    """One key for every spelling: case, spaces and punctuation fall away, "+" and "#" stay (C, C++, C#)."""
    folded = _fold(topic.replace("♯", "#"))
    key = _fold("".join(char for char in folded if _tells_apart(char)))
    while len(key) >= SHORTEST_JS_NAME and key.endswith("js") and key not in KEEPS_JS:
        key = key[:-2]
    return key or "".join(folded.split())


def highest(topics: Iterable[Topic]) -> dict[str, Topic]:
    """By key; where a topic is named twice, the higher level stands."""
    found: dict[str, Topic] = {}
    for topic in topics:
        known = found.get(topic.key)
        if known is None or topic.level > known.level:
            found[topic.key] = topic
    return found


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _tells_apart(char: str) -> bool:
    """Letters and digits of every script, the marks that belong to them, and the two signs that tell C from C++."""
    return char in "+#" or char.isalnum() or unicodedata.category(char).startswith("M")

"""Whether something written is what somebody looks for: by beginnings of words, without case and accents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, normalize

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: every one of these words, and the tag."""

    words: tuple[str, ...] = ()
    tag: str | None = None

    def fits(self, text: str, tags: Iterable[str]) -> bool:
        """Each word begins one of the text or of a tag, and the tag is among the tags."""
        labels = [plain(tag) for tag in tags]
        if self.tag is not None and self.tag not in labels:
            return False
        there = words_of(" ".join((text, *labels))) if self.words else ()
        return all(any(word.startswith(start) for word in there) for start in self.words)


def wanted(q: str | None, tag: str | None) -> Wanted:
    """As it is compared."""
    return Wanted(words_of(q or ""), None if tag is None else plain(tag))


def plain(text: str) -> str:
    """Without case, accents and the space around it."""
    letters = normalize("NFKD", normalize("NFKD", text).casefold())
    return "".join(letter for letter in letters if not combining(letter)).strip()


def words_of(text: str) -> tuple[str, ...]:
    """Its words as they are compared."""
    return tuple(WORD.findall(plain(text)))

"""A text as words to compare: without case and accents, in clauses, without the small words between."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Phrase: TypeAlias = tuple[str, ...]

CLAUSE_ENDS = re.compile(r"[.!?;:,]+(?=\s|$)|[\r\n]+")
# "C++" and "C#" keep their signs, ".NET" its dot: they tell a topic from a letter and from a word.
WORD = re.compile(r"(?:(?<!\w)\.(?=[^\W\d_]))?\w+(?:\+\+|#)?")

FILLERS = frozenset(
    """
    a an the this my our your their his her its small little large own
    ein eine einen einem einer eines der die das den dem des
    mein meine meinen meinem meiner unser unsere unseren unserem unserer
    klein kleine kleinen kleines kleinem kleiner groß große großen großes großem großer eigene eigenen eigenes
    """.casefold().split()
)
"""Small words that change no topic: "leading a small team" is "leading team"."""


def phrase_of(name: str) -> Phrase:
    """A name as its words; empty where nothing is left of it."""
    return tuple(word for word in map(plain, WORD.findall(_composed(name))) if word not in FILLERS)


def phrases_in(text: str, known: Mapping[Phrase, str], longest: int) -> Iterator[str]:
    """What `known` says to the phrases of a text, in their order; the longest counts, and no word counts twice."""
    for clause in CLAUSE_ENDS.split(_composed(text)):
        words, at = phrase_of(clause), 0
        while at < len(words):
            size = next((n for n in range(min(longest, len(words) - at), 0, -1) if words[at : at + n] in known), 0)
            if size:
                yield known[words[at : at + size]]
            at += size or 1


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """Without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))

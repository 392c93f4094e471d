"""Which words mean the same topic: the house's vocabulary, and what an organisation adds to it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from services.matching.domain.codes import Code
from services.matching.domain.errors import RuleBroken
from services.matching.domain.phrases import Phrase, phrase_of, phrases_in
from services.matching.domain.topic_names import TOPICS
from services.matching.domain.topics import DEFAULT_LEVEL, Topic, normalise
from services.matching.domain.words import Words, say

ALONE = "~"
"""In front of a name: a topic where it stands alone, an everyday word inside a sentence."""

ORGANISATIONS_AT_HAND = 256
EXTENSION = "topics"


@dataclass(frozen=True, slots=True)
class Term:
    """A topic: its name, its German name where that differs, and what else people call it."""

    name: str
    german: str = ""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> Iterator[str]:
        """All of them, as they are written."""
        return filter(None, (self.name, self.german, *self.also))

    @property
    def words(self) -> Words:
        """The topic as people read it."""
        return say(_bare(self.name), _bare(self.german or self.name))


@dataclass(frozen=True, slots=True)
class Extension:
    """What one organisation adds. There is one document of it; `name` is its key."""

    org: str
    terms: tuple[Term, ...] = ()
    name: str = EXTENSION
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`keys` by spelling and `phrases` by their words lead to a topic's key, `words` from there to what is shown."""

    keys: Mapping[str, str]
    phrases: Mapping[Phrase, str]
    words: Mapping[str, Words]
    longest: int

    def key(self, label: str) -> str:
        """The same for every name of a topic; an unknown word has its own."""
        spelling = normalise(label)
        return self.keys.get(spelling, spelling)

    def topic(self, label: str, level: int = DEFAULT_LEVEL) -> Topic:
        """A topic as somebody words it."""
        shown = " ".join(label.split())
        return Topic(self.key(shown), shown, level)

    def named(self, labels: Iterable[str]) -> tuple[Topic, ...]:
        """Several of them, at the usual level."""
        return tuple(self.topic(label) for label in labels)

    def in_words(self, label: str) -> Words:
        """What it is called in every language; an unknown word is called as it is."""
        return dict(self.words.get(self.key(label)) or say(label, label))

    def topics_in(self, text: str) -> tuple[Words, ...]:
        """The topics that a sentence speaks of, each once, in its order."""
        found = dict.fromkeys(phrases_in(text, self.phrases, self.longest))
        return tuple(dict(self.words[key]) for key in found)


def extended(base: Vocabulary, terms: Iterable[Term]) -> Vocabulary:
    """`base` with further topics and names. Where both know a name, the further one counts."""
    keys, phrases, words = dict(base.keys), dict(base.phrases), dict(base.words)
    for term in terms:
        key = base.key(term.name)
        words.setdefault(key, term.words)
        for name in term.names:
            keys[normalise(_bare(name))] = key
            phrase = phrase_of(_bare(name))
            if phrase and not name.startswith(ALONE):
                phrases[phrase] = key
    return Vocabulary(keys, phrases, words, longest=max(map(len, phrases), default=0))


@cache
def standard() -> Vocabulary:
    """The house's own."""
    return extended(Vocabulary({}, {}, {}, longest=0), standard_terms())


@lru_cache(maxsize=ORGANISATIONS_AT_HAND)
def vocabulary_with(terms: tuple[Term, ...]) -> Vocabulary:
    """The house's own with an organisation's."""
    return extended(standard(), terms) if terms else standard()


def require_distinct(terms: Iterable[Term]) -> None:
    """One name means one topic."""
    taken: set[str] = set()
    for term in terms:
        own = {normalise(_bare(name)) for name in term.names}
        if own & taken:
            raise RuleBroken(Code.TOPIC_NAMED_TWICE)
        taken |= own


def standard_terms() -> Iterator[Term]:
    """As the content lists them."""
    lines = (line for line in TOPICS.replace("\n  ", " ").splitlines() if line and not line.startswith("#"))
    for name, german, also in (map(str.strip, line.split("|")) for line in lines):
        yield Term(name, german, tuple(filter(None, map(str.strip, also.split(",")))))


def _bare(name: str) -> str:
    return name.removeprefix(ALONE)

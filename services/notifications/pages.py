"""What a mail is made of: words, what surrounds them in each language, and what it holds besides."""

from dataclasses import dataclass

from services.notifications.languages import direction_of


@dataclass(frozen=True, slots=True)
class Words:
    """A message as somebody reads it."""

    title: str
    paragraphs: tuple[str, ...]
    action: str
    why: str

    @property
    def text(self) -> str:
        """The paragraphs as plain text."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every mail."""

    greeting: str
    why_heading: str
    sender: str
    gone: str
    """In place of a name that is not known any more."""

    beneath: str
    """That this language comes after another."""

    no_more: str
    """For who is not here and wants no more invitations."""

    less: str
    """The switch for what a mail is about."""

    preferences: str


@dataclass(frozen=True, slots=True)
class Version:
    """A mail in one language."""

    locale: str
    words: Words
    frame: Frame

    @property
    def direction(self) -> str:
        """Which way it is read."""
        return direction_of(self.locale)


@dataclass(frozen=True, slots=True)
class Item:
    """One of several messages in one mail."""

    words: Words
    link: str

    @property
    def line(self) -> str:
        """What it says first."""
        return self.words.paragraphs[0]


@dataclass(frozen=True, slots=True)
class Page:
    """What a mail holds besides its words."""

    link: str
    items: tuple[Item, ...] = ()
    switch: str = ""
    """Where its reader says that they want less of this kind; empty where there is no such thing."""

    is_strange: bool = False
    """Its reader is not here: they may say that they want no more, and have no preferences."""

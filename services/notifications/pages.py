"""What a mail is made of: words, what surrounds them in each language, and what it holds besides."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from libs.common.contracts.notifications import Step
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
    accept: str
    not_now: str
    we_met: str
    snooze: str
    done: str
    """What a click does."""

    def label(self, step: Step) -> str:
        """The words of a link that takes a step."""
        return str(getattr(self, step.replace("-", "_")))


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
class Offers:
    """What its reader can do at once, without signing in: where each step is taken."""

    steps: Mapping[Step, str] = field(default_factory=dict)
    switch: str = ""
    """Where they say that they want less of this kind; empty where there is no such thing."""


NO_OFFERS = Offers()


@dataclass(frozen=True, slots=True)
class Page:
    """What a mail holds besides its words."""

    link: str
    items: tuple[Item, ...] = ()
    offers: Offers = NO_OFFERS
    is_strange: bool = False
    """Its reader is not here: they may say that they want no more, and have no preferences."""

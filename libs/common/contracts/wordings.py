"""An organisation's own words in place of the house's: asked of notifications by its administrators."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from libs.common.contracts.asks import Ask, Reply, VersionedReply
from libs.common.contracts.base import Id, Service

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
Locale = Annotated[str, StringConstraints(min_length=2, max_length=10)]


class OwnWords(BaseModel):
    """The four parts of a message. Variables stand in braces: `{{ partner }}`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    title: Line
    text: Text = Field(description="An empty line begins a paragraph. It is text, and never HTML.")
    action: Line = Field(description="What stands on the button.")
    why: Line = Field(description="Why it came.")


class Example(Reply):
    """A message as made-up people would read it."""

    title: str
    text: str
    action: str
    why: str


class Wordable(Reply):
    """A message that can be said in other words."""

    template: Id
    variables: tuple[str, ...] = Field(description="What it can name.")
    own: tuple[str, ...] = Field(description="The languages for which there are words of your own.")


class Wordings(Reply):
    """All of them."""

    data: tuple[Wordable, ...]


class WordingShown(VersionedReply):
    """What is said in one language."""

    template: Id
    locale: str
    variables: tuple[str, ...]
    own: OwnWords | None = Field(description="Null: the house's words are said.")
    house: Example = Field(description="The house's words.")


class ReadWordings(Ask[Wordings], to=Service.NOTIFICATIONS, reply=Wordings):
    """What can be worded, with which variables."""


class OfOneWording(Ask[WordingShown]):
    """About one message in one language."""

    template: Id
    locale: Locale


class ReadWording(OfOneWording, to=Service.NOTIFICATIONS, reply=WordingShown):
    """The house's words, and the organisation's where there are any."""


class SetWording(OfOneWording, to=Service.NOTIFICATIONS, reply=WordingShown):
    """From now on it is said in these words. Outdated where it is said otherwise than when it was read."""

    version: int = 0
    words: OwnWords


class ResetWording(OfOneWording, to=Service.NOTIFICATIONS, reply=WordingShown):
    """Back to the house's words. Outdated as above."""

    version: int = 0


class PreviewWording(Ask[Example], to=Service.NOTIFICATIONS, reply=Example):
    """How these words would read. Nothing is kept."""

    template: Id
    locale: Locale
    words: OwnWords

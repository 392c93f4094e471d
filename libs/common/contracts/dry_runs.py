"""A dry run of the communication plan: every message that two people of a kind would get, before anybody joins."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import Id, Instant, Service
from libs.common.contracts.notifications import Channel, Importance, Kind
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.people import Locale, TimeZone
from libs.common.contracts.plans import PlanWritten
from libs.common.contracts.programmes import Part
from libs.common.contracts.requests import Direction


class Persona(StrEnum):
    """What two people are like."""

    BEST = "best"
    """They answer soon, prepare, meet every other week, look back and end well."""

    SLOW = "slow"
    """Every step comes late; one session is called off."""

    SILENT = "silent"
    """The first request is not answered, and after the second nothing more is heard of the two."""


class Reading(Part):
    """Where somebody is, and what they read."""

    time_zone: TimeZone = "UTC"
    locale: Locale = "en"


DryDirection = Literal[Direction.FORWARD, Direction.REVERSE]
Days = Annotated[int, Field(ge=1, le=400)]


class DryMessage(Reply):
    """One message, in its words, and why it comes."""

    at: Instant
    day: int = Field(description="Since the two joined.")
    to: PairRole
    row: Id = Field(description="Of the plan.")
    template: Id
    kind: Kind
    importance: Importance
    channels: tuple[Channel, ...]
    title: str
    text: str
    why: str
    after: Id = Field(description="The event that it follows.")
    after_day: int
    moved_for: Id | None = Field(description="Where it comes later than the plan wants it: the code of why.")


class KeptBack(Reply):
    """What is not said, and the code of why."""

    at: Instant
    day: int
    to: PairRole
    row: Id
    kind: Kind
    reason: Id
    after: Id
    after_day: int


class WeekOfKind(Reply):
    """How many messages of a kind somebody gets in a week, counted from the first."""

    week: int
    to: PairRole
    kind: Kind
    messages: int


class DryRunShown(Reply):
    """Everything that the two would hear, in its order."""

    starts_at: Instant
    messages: tuple[DryMessage, ...]
    kept_back: tuple[KeptBack, ...]
    weeks: tuple[WeekOfKind, ...]


class DryRun(Ask[DryRunShown], to=Service.NOTIFICATIONS, reply=DryRunShown):
    """An administrator looks at what the plan comes to. Nothing is kept, and nobody is told anything."""

    persona: Persona
    direction: DryDirection
    starts_at: Instant | None
    days: Days
    mentor: Reading
    mentee: Reading
    plan: PlanWritten | None
    """In the place of what the organisation does otherwise; None: as that is."""

"""The communication plan of an organisation: the house's rows, and what its administrators make of them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from libs.common.contracts.asks import Ask, Reply, VersionedReply
from libs.common.contracts.base import Service, Words
from libs.common.contracts.notifications import Channel, Importance, Kind
from libs.common.contracts.programmes import Part

RowName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_/-]+$", max_length=80)]
Names = Annotated[tuple[Name, ...], Field(max_length=20)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Waiting(Part):
    """From a fact to a time: so many hours, or so many calendar days on at a time of day where the reader is."""

    start: Name | None = Field(default=None, description="A time that the fact names, such as `starts_at`.")
    hours: float = Field(default=0, ge=-1_000, le=10_000)
    days: int = Field(default=0, ge=-60, le=730)
    at: ClockTime | None = Field(default=None, description="`08:30`. Without it, days are of 24 hours.")


class Purpose(Part):
    """What a row is for."""

    en: Sentence
    de: Sentence


class RowWritten(Part):
    """A row of the house's plan, otherwise; or one of your own, that says what the row `like` says. Null: as there."""

    name: RowName
    like: RowName | None = Field(default=None, description="Of a row of your own: in which row's words it is said.")
    off: bool = Field(default=False, description="It says nothing.")
    purpose: Purpose | None = None
    to: Annotated[tuple[Name, ...], Field(min_length=1, max_length=5)] | None = Field(
        default=None, description="Which of its parts hear it."
    )
    channels: Annotated[tuple[Channel, ...], Field(min_length=1, max_length=5)] | None = None
    delay: Waiting | None = None
    expires: Waiting | None = Field(default=None, description="After this it is worth nothing.")
    unless: Names = Field(default=(), description="What makes it needless, on top of what the house says.")
    holds: Names = Field(default=(), description="What must be so when it is said, on top of what the house says.")
    every_days: int | None = Field(default=None, ge=7, le=365, description="Again and again after so many days.")


class PlanWritten(Part):
    """All that an organisation does otherwise. What is not in it is as the house has it."""

    rows: tuple[RowWritten, ...] = Field(max_length=100)

    @model_validator(mode="after")
    def _has_each_row_once(self) -> Self:
        repeated = twice([row.name for row in self.rows])
        if repeated:
            raise ValueError(f"each row stands there once: {repeated}")
        return self


def twice(names: Sequence[str]) -> str | None:
    """The first name that comes again."""
    return next((name for number, name in enumerate(names) if name in names[:number]), None)


class Origin(StrEnum):
    """Whose a row is."""

    HOUSE = "house"
    CHANGED = "changed"
    ADDED = "added"


class RowShown(Reply):
    """A row as it counts in an organisation."""

    name: str
    origin: Origin
    is_off: bool
    phase: str
    follows: str = Field(description="What happens before it.")
    purpose: Words
    kind: Kind
    importance: Importance
    channels: tuple[Channel, ...]
    to: tuple[str, ...]
    delay: Waiting
    expires: Waiting | None
    unless: tuple[str, ...]
    holds: tuple[str, ...]
    every_days: int


class PlanShown(VersionedReply):
    """All rows, and what the organisation wrote."""

    rows: tuple[RowShown, ...]
    own: PlanWritten


class ReadPlan(Ask[PlanShown], to=Service.NOTIFICATIONS, reply=PlanShown):
    """Somebody of the organisation looks at who hears what, when and why."""


class SetPlan(Ask[PlanShown], to=Service.NOTIFICATIONS, reply=PlanShown):
    """An administrator puts this in the place of what was done otherwise. Outdated where that is another version."""

    version: int = 0
    plan: PlanWritten

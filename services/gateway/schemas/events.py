"""Facts out, and what became of events in."""

from datetime import datetime
from typing import Any, Self

from pydantic import Field

from libs.common.contracts.base import LAST_NUMBER
from services.gateway.schemas.problems import FieldProblem
from services.gateway.schemas.shown import Shown
from services.gateway.store import Entry

LAST_POSITION = LAST_NUMBER


class Fact(Shown):
    """One fact of the log, as a CloudEvent with its position."""

    specversion: str = "1.0"
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    org: str
    actorid: str | None
    correlationid: str
    causationid: str | None
    sequence: int | None
    position: int
    data: dict[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """From the log."""
        return cls(
            id=entry.event_id,
            source=entry.source,
            type=entry.type,
            subject=entry.subject,
            time=entry.time,
            org=entry.org,
            actorid=entry.actor,
            correlationid=entry.correlation,
            causationid=entry.causation,
            sequence=entry.sequence,
            position=entry.position,
            data=entry.data,
        )


class Facts(Shown):
    """In their order. Read on with `after=next_after`."""

    data: list[Fact]
    next_after: int
    has_more: bool


class Timeline(Shown):
    """A pair's facts in their order."""

    data: list[Fact]
    next_cursor: str | None


class ItemResult(Shown):
    """What became of one event of a batch."""

    index: int
    status: str = Field(description="accepted, repeat or rejected")
    event_id: str | None = Field(default=None, description="The event of the house that it became.")
    subject: str | None = None
    code: str | None = None
    detail: str | None = None
    errors: list[FieldProblem] = Field(default=[])


class Results(Shown):
    """What became of the events, in their order."""

    accepted: int
    rejected: int
    data: list[ItemResult]

"""Half-way, at the end of a pair and after it."""

from typing import Self

from pydantic import ConfigDict, Field

from libs.common.contracts.base import Instant
from libs.common.contracts.endings import (
    Certificate,
    LetterText,
    Line,
    MilestoneShown,
    Next,
    ReviewDecision,
    Strength,
)
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.requests import Direction, Topic
from services.gateway.domain.people import Record
from services.gateway.schemas.shown import Body, Shown, fields_of


class GiveReview(Body):
    """How it should go on, half-way."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "keep"}]})

    decision: ReviewDecision
    line: Line | None = Field(default=None, description="A word to the other, who reads it once both have spoken.")


class DecideNext(Body):
    """What you would like after the end."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"next": "stay-in-touch"}]})

    next: Next = Field(description="The other reads it once both have decided, and never before.")
    named: Line | None = Field(default=None, description="With whom you go on, if you know. Nobody else reads it.")


class WriteLetter(Body):
    """A closing letter."""

    text: LetterText


class GiveKudos(Body):
    """A thank-you for a strength."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"strength": "listens"}]})

    strength: Strength
    line: Line | None = None


class GiveEcho(Body):
    """What still helps."""

    line: Line


class Named(Shown):
    """Somebody, with their name where they are still known."""

    person_id: str
    name: str | None

    @classmethod
    def of(cls, person_id: str, record: Record | None) -> Self:
        """From the gateway's own record."""
        return cls(person_id=person_id, name=record.fields.get("name") if record else None)


class CertificateShown(Shown):
    """What you can show of a completed pair."""

    pair_id: str
    person: Named
    partner: Named
    role: PairRole
    direction: Direction
    topics: tuple[Topic, ...]
    begun_at: Instant
    ended_at: Instant
    sessions_held: int
    hours: float | None = Field(description="The sessions, as long as the two agreed; None where they did not.")
    milestones: tuple[MilestoneShown, ...] = Field(description="What both reached, and what you did.")

    @classmethod
    def of(cls, certificate: Certificate, person: Named, partner: Named) -> Self:
        """What journal knows, with names."""
        return cls.model_validate(fields_of(certificate, cls) | {"person": person, "partner": partner})

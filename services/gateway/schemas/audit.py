"""What was done by those who run an organisation."""

from typing import Any, Self

from pydantic import Field

from libs.common.contracts.base import Instant
from services.gateway.schemas.shown import Shown


class AuditEntry(Shown):
    """Who did what to whom, when, and why."""

    position: int = Field(description="Its place in the log of the organisation.")
    time: Instant
    actor_id: str = Field(description="The id of an administrator, an organiser or a moderator, or `operator`.")
    act: str
    target_id: str = Field(description="The id of the person, platform, key or programme it was done to.")
    ticket: str | None = Field(description="Why, as the number of a ticket, where one was given.")
    reason: str | None = Field(description="Why, as a kind, where the act has one.")
    correlation_id: str
    hash: str = Field(description="Of this row and all before it.")

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        """From its row of the log."""
        act = row["data"]
        return cls(
            position=row["position"],
            time=row["time"],
            actor_id=row["actor"],
            act=act["act"],
            target_id=act["target"],
            ticket=act["ticket"],
            reason=act.get("reason"),
            correlation_id=row["correlation"],
            hash=row["hash"],
        )


class AuditPage(Shown):
    """The newest first."""

    data: list[AuditEntry]
    next_cursor: str | None = Field(description="For the page after this one; none on the last.")

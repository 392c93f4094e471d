"""Dry runs of the communication plan."""

from pydantic import ConfigDict, Field

from libs.common.contracts.base import Instant
from libs.common.contracts.dry_runs import Days, DryDirection, Persona, Reading
from libs.common.contracts.plans import PlanWritten
from libs.common.contracts.requests import Direction
from services.gateway.schemas.shown import Body


class WantedDryRun(Body):
    """What the two are like, who is the junior, and where they are."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"persona": "slow", "direction": "reverse", "mentee": {"time_zone": "Europe/Berlin"}}]
        }
    )

    persona: Persona
    direction: DryDirection = Direction.FORWARD
    starts_at: Instant | None = Field(
        default=None, description="When the two join, and the time of day at which they do things. Null: next Monday."
    )
    days: Days = Field(default=200, description="Half a year, and what still comes after a good end.")
    mentor: Reading = Reading()
    mentee: Reading = Reading()
    plan: PlanWritten | None = Field(
        default=None, description="What you would do otherwise, in the place of what you do. Null: your plan as it is."
    )

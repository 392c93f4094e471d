"""Stepped time."""

from datetime import datetime, timedelta
from typing import Self

from pydantic import ConfigDict, Field, model_validator

from services.gateway.schemas.shown import Body, Shown


class StepClock(Body):
    """Move business time: by an amount, or to the next timer of any service."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"advance": "P14D"}, {"to_next_timer": True}]})

    advance: timedelta | None = Field(default=None, gt=timedelta(0), le=timedelta(days=3660))
    to_next_timer: bool = False
    grain: timedelta = Field(
        default=timedelta(0),
        ge=timedelta(0),
        le=timedelta(days=1),
        description="Timers that fall due within it of each other fire together, none later than by this: fewer stops.",
    )

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.advance is None) is not self.to_next_timer:
            raise ValueError("either advance or to_next_timer")
        return self


class ClockTime(Shown):
    """Business time now."""

    business_time: datetime

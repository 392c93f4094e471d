"""The inbox."""

from pydantic import ConfigDict, Field

from libs.common.contracts.base import Instant
from services.gateway.schemas.shown import Body


class Snooze(Body):
    """When a message is to come back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-03-01T08:00:00Z"}]})

    until: Instant = Field(description="Within 180 days.")

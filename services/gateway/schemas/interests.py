"""What somebody thinks of a colleague."""

from pydantic import ConfigDict

from libs.common.contracts.asks import Mark
from services.gateway.schemas.shown import Body


class MarkColleague(Body):
    """What you think of somebody."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"mark": "spark"}]})

    mark: Mark

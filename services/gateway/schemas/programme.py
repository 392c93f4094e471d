"""The organisation's own rules."""

from pydantic import ConfigDict

from libs.common.contracts.programmes import Musts, ScoreWeights
from services.gateway.schemas.shown import Body


class OwnProgramme(Body):
    """What counts how much where people are suggested to each other, and what must be."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"weights": {"same_department": 0.6, "time": 0.5}, "musts": {"least_overlap": 3}}]
        }
    )

    weights: ScoreWeights = ScoreWeights()
    musts: Musts = Musts()

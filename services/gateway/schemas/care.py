"""What a member answers about how it goes."""

from pydantic import ConfigDict, Field

from libs.common.contracts.care import AnsweredNumber, Fit, Score
from services.gateway.schemas.shown import Body


class AnswerPulse(Body):
    """Nobody else ever sees it, your partner neither. The last answer counts."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"number": 1, "worth": 4, "both_ways": 5}]})

    number: AnsweredNumber = Field(description="Of the question that you answer, as it was shown.")
    worth: Score
    both_ways: Score


class AnswerFit(Body):
    """Nobody else ever sees it, and nothing follows by itself. The last answer counts."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"number": 1, "answer": "good"}]})

    number: AnsweredNumber = Field(description="The session after which you were asked, as it was shown.")
    answer: Fit

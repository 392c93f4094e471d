"""Gives and gets, as they are sent."""

from pydantic import ConfigDict

from libs.common.contracts.ledgers import Given, Line
from libs.common.contracts.requests import Topic
from services.gateway.schemas.shown import Body


class LogLine(Body):
    """One line about what you gave or got."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"direction": "got", "line": "How to say no to a meeting without a fight.", "about": "Feedback"}
            ]
        }
    )

    direction: Given
    line: Line
    about: Topic | None = None

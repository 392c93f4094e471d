"""Gives and gets, as they are sent."""

from pydantic import BaseModel, ConfigDict

from libs.common.contracts.ledgers import Exchange, Given, Line, MonthOfLedger
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


class LedgerShown(BaseModel):
    """The flow over time, the oldest month first, and a page of lines, the newest first."""

    months: tuple[MonthOfLedger, ...]
    lines: tuple[Exchange, ...]
    next_cursor: str | None

"""Mentoring that is there already."""

from datetime import datetime
from typing import Literal, Self

from pydantic import ConfigDict, Field

from libs.common.contracts.base import Id, Instant
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.requests import Direction, Topic
from services.gateway.schemas.requests import Refusal
from services.gateway.schemas.shown import Body, Shown, fields_of
from services.gateway.views import RecognitionView


class NameMentoring(Body):
    """We learn together already: with whom, what you are in it, about what, and since when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"other_id": "person_7", "role": "mentee", "topics": ["Python"], "since": "2026-03-01T09:00:00Z"}
            ]
        }
    )

    other_id: Id
    role: PairRole
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    since: Instant
    direction: Literal[Direction.FORWARD, Direction.REVERSE, Direction.RECIPROCAL, Direction.PEER] = Direction.FORWARD
    programme_id: Id | None = None


class AnswerRecognition(Body):
    """It is so, or not."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"agrees": True}]})

    agrees: bool


class Recognition(Shown):
    """A mentoring that was named, as one of the two sees it."""

    recognition_id: str
    state: str = Field(description="asked, refused, proposed, recognised, declined, expired or left")
    mentor_id: str
    mentee_id: str
    programme_id: str | None
    direction: str
    topics: tuple[str, ...]
    since: datetime
    awaiting: tuple[str, ...] = Field(description="Who has not said yet that it is so.")
    expires_at: datetime | None = Field(description="When it ends by itself; null once it has ended.")
    pair_id: str | None
    refusal: Refusal | None

    @classmethod
    def of(cls, view: RecognitionView) -> Self:
        """From its view."""
        refusal = Refusal(code=view.refusal_code, words=view.refusal_words or {}) if view.refusal_code else None
        return cls.model_validate({**fields_of(view, cls), "refusal": refusal})


class Recognitions(Shown):
    """The newest first."""

    data: list[Recognition]
    next_cursor: str | None

"""Circles of three and more."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from libs.common.contracts.base import Id
from libs.common.contracts.circles import LARGEST, SMALLEST
from libs.common.contracts.requests import Topic
from services.gateway.schemas.requests import Refusal
from services.gateway.schemas.shown import Body, Shown, fields_of
from services.gateway.views import CircleView


class StartCircle(Body):
    """Learn in a circle: with whom, about what, and who gives, where it is not among peers."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"invited_ids": ["person_7", "person_8"], "mentor_id": "person_7", "topics": ["Python"]}]
        }
    )

    invited_ids: tuple[Id, ...] = Field(min_length=SMALLEST - 1, max_length=LARGEST - 1)
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=10)
    mentor_id: Id | None = Field(default=None, description="Yourself or one of those invited; nobody among peers.")
    programme_id: Id | None = None


class InviteToCircle(Body):
    """More people."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"invited_ids": ["person_9"]}]})

    invited_ids: tuple[Id, ...] = Field(min_length=1, max_length=LARGEST - 1)


class AnswerCircle(Body):
    """A yes to being in it, or a no; also of a member, who leaves with it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"agrees": True}]})

    agrees: bool


class Circle(Shown):
    """A circle, as somebody in it or invited sees it."""

    circle_id: str
    state: str = Field(description="asked, refused, proposed, formed or ended")
    started_by: str
    mentor_id: str | None = Field(description="Who gives; nobody among peers.")
    programme_id: str | None
    topics: tuple[str, ...]
    members: tuple[str, ...] = Field(description="Who has said yes.")
    invited: tuple[str, ...] = Field(description="Who has not said anything yet.")
    proposed_at: datetime | None
    formed_at: datetime | None
    ending: str | None = Field(description="completed, too-few, or lapsed where it never formed")
    ended_at: datetime | None
    refusal: Refusal | None

    @classmethod
    def of(cls, view: CircleView) -> Self:
        """From its view."""
        refusal = Refusal(code=view.refusal_code, words=view.refusal_words or {}) if view.refusal_code else None
        return cls.model_validate({**fields_of(view, cls), "refusal": refusal})


class Circles(Shown):
    """The newest first."""

    data: list[Circle]
    next_cursor: str | None

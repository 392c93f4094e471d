"""Cohort rounds."""

from pydantic import BaseModel, Field

from libs.common.contracts.base import LAST_NUMBER
from libs.common.contracts.rounds import PersonLeftOut, RoundPair
from services.gateway.schemas.shown import Body


class PublishPreview(Body):
    """The version of the preview that was seen: a round that has changed since is not published."""

    version: int = Field(ge=1, le=LAST_NUMBER)


class RoundPairsShown(BaseModel):
    """In the order of the mentees' ids. Where the round has changed meanwhile, begin anew."""

    version: int
    pairs: tuple[RoundPair, ...]
    next_cursor: str | None


class LeftOutShown(BaseModel):
    """Mentees, then mentors, each in the order of their ids. Where the round has changed meanwhile, begin anew."""

    version: int
    people: tuple[PersonLeftOut, ...]
    next_cursor: str | None

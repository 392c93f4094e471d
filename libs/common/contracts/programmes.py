"""What an organisation makes of its programme: asked of matching by the gateway."""

from pydantic import BaseModel, ConfigDict, Field

from libs.common.contracts.asks import Ask, VersionedReply
from libs.common.contracts.base import Service


class Part(BaseModel):
    """A part of a question, which the gateway takes from a client as it is: unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class ScoreWeights(Part):
    """What counts how much in a score. As they are by default, nothing is changed."""

    seniority: float = Field(default=1, ge=0, le=3, description="How often this part of the score counts; 0: not.")
    overlap: float = Field(default=1, ge=0, le=3, description="The same of the hours in which both work.")
    time: float = Field(default=1, ge=0, le=3, description="The same of the hours a month that both have.")
    same_department: float = Field(default=1, ge=0, le=1, description="What is left of two from one department.")
    other_site: float = Field(default=1, ge=0, le=1, description="What is left of two from different sites.")


class Musts(Part):
    """Without which nobody is suggested, asked or placed. What is not known of somebody forbids nothing."""

    other_department: bool = Field(default=False, description="The two come from different departments.")
    same_site: bool = Field(default=False, description="The two work at the same site.")
    least_overlap: float = Field(default=0, ge=0, le=8, description="Hours of a day in which both usually work.")


class ProgrammeRules(VersionedReply):
    """What counts how much, and what must be."""

    weights: ScoreWeights = ScoreWeights()
    musts: Musts = Musts()


class ReadProgramme(Ask[ProgrammeRules], to=Service.MATCHING, reply=ProgrammeRules):
    """Somebody of the organisation looks at it."""


class SetProgramme(Ask[ProgrammeRules], to=Service.MATCHING, reply=ProgrammeRules):
    """An administrator puts this in the place of what was there. Outdated where somebody changed it since `version`."""

    version: int = 0
    weights: ScoreWeights
    musts: Musts

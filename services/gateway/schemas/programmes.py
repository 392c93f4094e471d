"""Programmes: set up from a template, changed by those who run them, entered by members."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field

from libs.common.contracts import Words
from libs.common.contracts import programme_facts as wire
from libs.common.contracts.base import Id, Instant
from libs.common.contracts.programme_facts import Called, Entry, Mode, ProgrammeSettings, Stage, Way
from libs.common.contracts.requests import Direction
from services.gateway.domain.enrolments import Enrolment, Standing
from services.gateway.domain.programme_templates import Template
from services.gateway.domain.programmes import Programme, State
from services.gateway.schemas.shown import Body, Shown, fields_of

WRITTEN = ConfigDict(extra="forbid", hide_input_in_errors=True)
"""A field we do not know is a mistake that is better told; what events carry is read with more patience."""

TemplateName = Literal["organic", "reverse", "onboarding", "women-in-leadership", "flash"]
OrganiserIds = Annotated[tuple[Id, ...], Field(max_length=50)]


class StageStart(wire.StageStart):
    """When a stage begins."""

    model_config = WRITTEN


class OwnWeights(wire.OwnWeights):
    """What counts how much; where nothing is said, what the organisation says counts."""

    model_config = WRITTEN


class OwnMusts(wire.OwnMusts):
    """What must be; where nothing is said, what the organisation says counts."""

    model_config = WRITTEN


class Privacy(wire.Privacy):
    """What organisers see of pairs. Once the programme is open it may become less, and never more."""

    model_config = WRITTEN


class ProgrammeWritten(ProgrammeSettings):
    """All of a programme: what is left out is as by default."""

    model_config = WRITTEN | {"json_schema_extra": {"examples": [{"called": {"en": "Mentoring for everybody"}}]}}

    stages: tuple[StageStart, ...] = Field(default=(), max_length=4, description="Of a cohort: all four, in order.")
    weights: OwnWeights = OwnWeights()
    musts: OwnMusts = OwnMusts()
    privacy: Privacy = Privacy()


class ProgrammePatch(Body):
    """What is to be otherwise. What is null or left out stays; `PUT` takes things away."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"privacy": {"smallest_group": 10}}]})

    called: dict[Literal["en", "de"], Called] | None = Field(default=None, min_length=1)
    entry: Entry | None = None
    mode: Mode | None = None
    direction: Direction | None = None
    stages: tuple[StageStart, ...] | None = Field(default=None, max_length=4)
    ends_at: Instant | None = None
    pair_months: int | None = Field(default=None, ge=1, le=36)
    weights: OwnWeights | None = None
    musts: OwnMusts | None = None
    ways: tuple[Way, ...] | None = Field(default=None, min_length=1, max_length=5)
    privacy: Privacy | None = None

    def over(self, settings: ProgrammeSettings) -> ProgrammeSettings:
        """These settings, but for what is said here."""
        said = self.model_dump(include=set(ProgrammePatch.model_fields), exclude_none=True)
        return ProgrammeSettings.model_validate(dict(settings) | said)


class NewProgramme(ProgrammePatch):
    """A programme from a template: all that is not said here is as the template has it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"template": "organic"},
                {
                    "template": "women-in-leadership",
                    "called": {"en": "Ways to lead", "de": "Wege in Führung"},
                    "starts_at": "2027-01-11T08:00:00Z",
                    "organiser_ids": ["person_7"],
                },
            ]
        }
    )

    template: TemplateName
    starts_at: Instant | None = Field(
        default=None, description="Of a cohort whose stages are not given: when enrolment begins. Null: now."
    )
    organiser_ids: OrganiserIds = ()


class Organisers(Body):
    """Everybody who runs the programme from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"organiser_ids": ["person_7"]}]})

    organiser_ids: OrganiserIds


class ProgrammeShown(ProgrammeSettings):
    """A programme as somebody who may see it reads it."""

    programme_id: str
    template: str
    state: State
    stage: Stage | None = Field(description="Of a cohort that has begun.")
    organiser_ids: tuple[str, ...]
    opened_at: datetime | None
    closed_at: datetime | None
    standing: Standing = Field(description="How you stand to it yourself.")
    version: int

    @classmethod
    def of(cls, programme: Programme, own: Enrolment | None, now: datetime) -> Self:
        """As it is now, for whoever stands so."""
        standing = own.standing if own else Standing.OUT
        more = {"stage": programme.stage_at(now), "standing": standing}
        return cls.model_validate(dict(programme.settings) | fields_of(programme, cls) | more)


class ProgrammesShown(Shown):
    """A page, by id; the next one begins behind `next_cursor`."""

    data: list[ProgrammeShown]
    next_cursor: str | None


class TemplateShown(Shown):
    """What a programme can begin as."""

    template: str
    about: Words
    settings: ProgrammeSettings
    stage_days: tuple[int, ...] = Field(description="Of a cohort: how long each stage takes, in days.")

    @classmethod
    def of(cls, template: Template) -> Self:
        """From the house's table."""
        return cls(**fields_of(template, cls))


class TemplatesShown(Shown):
    """All there are."""

    data: list[TemplateShown]


class EnrolmentShown(Shown):
    """How somebody stands to a programme."""

    person_id: str
    standing: Standing

    @classmethod
    def of(cls, enrolment: Enrolment) -> Self:
        """As it is."""
        return cls(**fields_of(enrolment, cls))


class EnrolmentsShown(Shown):
    """A page, by the ids of people; the next one begins behind `next_cursor`."""

    data: list[EnrolmentShown]
    next_cursor: str | None

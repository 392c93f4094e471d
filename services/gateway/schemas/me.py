"""Who is signed in."""

from typing import Any, Self

from pydantic import ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from libs.common.contracts import Words
from libs.common.contracts.base import Instant, ShortText
from libs.common.contracts.people import Locale, PausedUntil, Role, Skill, TimeZone
from libs.common.contracts.requests import Topic
from services.gateway.domain.people import OwnField, Record, SaidBy, said_by
from services.gateway.schemas.people import person_of
from services.gateway.schemas.shown import Body, Shown, fields_of


class OwnSuspension(Shown):
    """You cannot ask, answer or write to others at present."""

    since: Instant | None
    until: Instant | None = Field(description="When it ends by itself; null until somebody lifts it.")
    help: Words = Field(description="To whom you can turn.")


class Me(Shown):
    """Who is signed in, and what the house knows of them."""

    person_id: str
    org: str
    access: tuple[str, ...] = Field(description="member, moderator, administrator")
    name: str
    email: str
    locale: str
    time_zone: str
    languages: tuple[str, ...]
    title: str
    department: str
    site: str | None
    seniority: int
    manager_id: str | None
    gives: tuple[Skill, ...]
    gets: tuple[Skill, ...]
    hours_per_month: float
    capacity: int
    roles: tuple[Role, ...]
    visible: bool
    paused_until: PausedUntil = Field(description="Until then nobody asks you. One that has been is over.")
    suspension: OwnSuspension | None = Field(description="Where a moderator has suspended you.")
    said_by: dict[OwnField, SaidBy] = Field(
        description="Of what is yours to say: whose word stands. Where it is nobody's, the house assumes something.",
        examples=[{"gives": "you", "languages": "organisation", "capacity": "nobody"}],
    )
    version: int

    @classmethod
    def of(cls, record: Record, access: tuple[str, ...], suspension: OwnSuspension | None) -> Self:
        """From the record."""
        more = {
            "org": record.org,
            "access": access,
            "suspension": suspension,
            "said_by": {name: said_by(record, name) for name in OwnField},
            "version": record.own_version,
        }
        return cls.model_validate({**fields_of(person_of(record), cls), **more})


class OwnSkill(Body):
    """A topic that you give or look for."""

    topic: Topic
    level: int = Field(default=3, ge=1, le=5, description="From first steps (1) to: others come to you (5).")
    why: ShortText | None = None


class OwnProfile(Body):
    """What you say of yourself. What is left out stays; null gives a field back to your organisation."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"gives": [{"topic": "Python", "level": 4, "why": "Ten years of it"}], "gets": [{"topic": "Feedback"}]},
                {"capacity": 2, "hours_per_month": 3, "roles": ["mentor"]},
                {"languages": None},
            ]
        }
    )

    gives: tuple[OwnSkill, ...] | None = Field(default=None, max_length=50)
    gets: tuple[OwnSkill, ...] | None = Field(default=None, max_length=50)
    hours_per_month: float | None = Field(default=None, ge=0, le=160)
    capacity: int | None = Field(
        default=None, ge=0, le=50, description="How many you can mentor at once. Fewer than you have end no pair."
    )
    roles: tuple[Role, ...] | None = Field(default=None, max_length=2)
    languages: tuple[Locale, ...] | None = Field(default=None, max_length=20)
    visible: bool | None = Field(default=None, description="Others find you, are suggested you and can ask you.")
    locale: Locale | None = Field(default=None, description="Of what is written to you.")
    time_zone: TimeZone | None = None

    @field_validator("gives", "gets")
    @classmethod
    def _names_each_once(cls, skills: tuple[OwnSkill, ...] | None) -> tuple[OwnSkill, ...] | None:
        named = {" ".join(one.topic.split()).casefold() for one in skills or ()}
        if len(named) < len(skills or ()):
            raise PydanticCustomError("twice", "a topic is named twice")
        return skills

    def words(self) -> dict[str, Any]:
        """The fields it speaks of, as JSON values."""
        said: dict[str, Any] = self.model_dump(mode="json", include=self.model_fields_set)
        return said


class TakeBreak(Body):
    """Until when nobody is to ask you; without a time until you come back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-03-01T08:00:00Z"}, {}]})

    until: Instant | None = None

"""Who is signed in."""

from typing import Self

from pydantic import ConfigDict, Field

from libs.common.contracts import Words
from libs.common.contracts.base import Instant
from libs.common.contracts.people import PausedUntil, Role, Skill
from services.gateway.domain.people import Record
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

    @classmethod
    def of(cls, record: Record, access: tuple[str, ...], suspension: OwnSuspension | None) -> Self:
        """From the record."""
        return cls.model_validate(
            {**fields_of(person_of(record), cls), "org": record.org, "access": access, "suspension": suspension}
        )


class TakeBreak(Body):
    """Until when nobody is to ask you; without a time until you come back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2027-03-01T08:00:00Z"}, {}]})

    until: Instant | None = None

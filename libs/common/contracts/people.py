"""The person record: the gateway owns it, outsiders feed it, everybody keeps what they need of it."""

from enum import StrEnum
from functools import cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator

from libs.common.contracts.base import Audience, Contract, Id, Instant, Service, ShortText, Value, Words

UNKNOWN_PERSON = "unknown-person"
UNKNOWN_PERSON_WORDS: Words = {
    "en": "Nobody who can be asked is known here under this id. Check the id, or let us suggest people.",
    "de": "Unter dieser Kennung ist niemand bekannt, der angefragt werden kann. "
    "Bitte die Kennung prüfen oder Vorschläge anzeigen lassen.",
}
"""One answer for nobody and for somebody who hides: who asks must not learn which it is."""


PAUSED_PERSON = "person-paused"
PAUSED_PERSON_WORDS: Words = {
    "en": "This person takes a break and is not asked at present. Ask somebody else, or try again some time later.",
    "de": "Diese Person macht gerade eine Pause und wird nicht angefragt. "
    "Bitte jemand anderen fragen oder es irgendwann später noch einmal versuchen.",
}
"""Without a date: when somebody comes back is theirs to tell."""

SUSPENDED = "suspended"
SUSPENDED_WORDS: Words = {
    "en": "A moderator of your organisation has suspended you: at present you cannot ask, answer or write to others. "
    "How to object stands in the message that you got.",
    "de": "Die Moderation deiner Organisation hat dich gesperrt: Du kannst derzeit niemanden anfragen, nicht antworten "
    "und anderen nicht schreiben. Wie du widersprechen kannst, steht in der Nachricht, die du bekommen hast.",
}
"""Only for the ears of whoever is suspended."""

FURTHER_NOTICE: Literal["further-notice"] = "further-notice"


class Role(StrEnum):
    """The roles a person is ready to take."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class Skill(Value):
    """A topic with a level from 1 (first steps) to 5 (others come to this person)."""

    topic: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    level: int = Field(default=3, ge=1, le=5)
    why: ShortText | None = None


def _from_string(value: object) -> object:
    return {"topic": value} if isinstance(value, str) else value


@cache
def _zones() -> frozenset[str]:
    """All of them, read once: it takes nine milliseconds."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("not an IANA time zone")
    return name


SkillInput = Annotated[Skill, BeforeValidator(_from_string)]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
PausedUntil = Instant | Literal["further-notice"] | None
PersonName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Locale = Annotated[str, StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$")]


class PersonRecord(Contract):
    """A whole person record. Names and addresses appear in no event but its two children."""

    person_id: Id
    name: PersonName
    email: Email
    locale: Locale = "en"
    time_zone: TimeZone = "UTC"
    languages: tuple[Locale, ...] = ("en",)
    title: ShortText = ""
    department: ShortText = ""
    site: ShortText | None = None
    seniority: int = Field(default=0, ge=0, le=10)
    age_band: ShortText | None = None
    manager_id: Id | None = None
    gives: tuple[SkillInput, ...] = Field(default=(), max_length=50)
    gets: tuple[SkillInput, ...] = Field(default=(), max_length=50)
    hours_per_month: float = Field(default=2, ge=0, le=160)
    capacity: int = Field(default=1, ge=0, le=50)
    roles: tuple[Role, ...] = (Role.MENTOR, Role.MENTEE)
    visible: bool = True
    paused_until: PausedUntil = None
    """Until then, or until they say otherwise, nobody asks this person or suggests them. It ends by itself."""

    @field_validator("manager_id", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    def concerns(self) -> frozenset[str]:
        """The person alone."""
        return frozenset({self.person_id})


class PersonJoined(PersonRecord, by=[Service.GATEWAY], from_outside=True):
    """Somebody is here. From outside it is input; the gateway merges it and publishes the whole record."""


class PersonChanged(PersonRecord, by=[Service.GATEWAY], from_outside=True):
    """The whole new record, and which fields differ from the one before."""

    changed: tuple[str, ...] = ()


class PersonLeft(Contract, by=[Service.GATEWAY], audience=[Audience.PERSON, Audience.PLATFORM], from_outside=True):
    """Somebody is gone: no suggestion, request or pair may name them from here on."""

    person_id: Id

    def concerns(self) -> frozenset[str]:
        """The person alone."""
        return frozenset({self.person_id})

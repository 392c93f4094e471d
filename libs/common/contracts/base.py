"""The envelope (CloudEvents 1.0) and what every contract declares about itself."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError


class Audience(StrEnum):
    """Who outside the house may ever see a fact."""

    PERSON = "person"
    PAIR = "pair"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"
    PLATFORM = "platform"


class Service(StrEnum):
    """The four services; the value is the name of folder, queue prefix and database."""

    GATEWAY = "gateway"
    MATCHING = "matching"
    JOURNAL = "journal"
    NOTIFICATIONS = "notifications"


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("out of range") from None


def _is_number(value: object) -> bool:
    """It would count as seconds since 1970, and nobody means that."""
    if isinstance(value, str):
        return value.strip().lstrip("+-").replace(".", "", 1).isdecimal()
    return isinstance(value, int | float)


def _time_as_written(value: object) -> object:
    if _is_number(value):
        raise PydanticCustomError("datetime_parsing", "no time")
    return value


def _day_as_written(value: object) -> object:
    if _is_number(value):
        raise PydanticCustomError("date_parsing", "no day")
    return value


OrgId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=128)]
ShortText = Annotated[str, StringConstraints(max_length=200)]
Instant = Annotated[AwareDatetime, BeforeValidator(_time_as_written), AfterValidator(_in_utc)]
Day = Annotated[date, BeforeValidator(_day_as_written)]
"""Of a calendar, without a time zone."""

LAST_NUMBER = 2**53 - 1
"""The largest number that every JSON client keeps exactly; beyond 2**63 the database would not take it."""

Words = dict[str, str]
"""What a person reads, by locale: {"en": …, "de": …}."""


class Value(BaseModel):
    """A part of a contract: frozen, and tolerant of fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Contract(Value):
    """The data of one event type. Subclasses say in their class line who publishes and who may see it."""

    publishers: ClassVar[frozenset[Service]] = frozenset()
    audience: ClassVar[frozenset[Audience]] = frozenset()
    version: ClassVar[int] = 1
    is_claim: ClassVar[bool] = False
    from_outside: ClassVar[bool] = False
    type: ClassVar[str]
    event: ClassVar[str]

    @classmethod
    def __init_subclass__(
        cls,
        *,
        by: Iterable[Service] = (),
        audience: Iterable[Audience] = (),
        claim: bool = False,
        from_outside: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        cls.publishers, cls.audience = frozenset(by), frozenset(audience)
        cls.is_claim, cls.from_outside = claim, from_outside
        name = re.sub(r"V\d+$", "", cls.__name__)
        cls.event = name
        cls.type = f"bothways.{name}.v{cls.version}"

    def concerns(self) -> frozenset[str]:
        """The people who are told of this fact where its audience is `person` or `pair`."""
        return frozenset()


D = TypeVar("D", bound=Contract, covariant=True)


class Event(BaseModel, Generic[D]):
    """One event on the wire: CloudEvents 1.0, structured JSON, with the extensions of the house."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    specversion: Literal["1.0"] = "1.0"
    id: Id
    source: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    type: str
    subject: Id
    time: Instant
    org: OrgId
    actorid: Id | None = None
    correlationid: Id
    causationid: Id | None = None
    sequence: int | None = Field(default=None, ge=1)
    datacontenttype: str = "application/json"
    data: D

    @property
    def routing_key(self) -> str:
        """`<org>.<Event>.v<N>`, as bound on `bothways.events`."""
        return f"{self.org}.{self.type.removeprefix('bothways.')}"

    @property
    def key(self) -> str:
        """What makes an event the same event: its id is unique per organisation and source only."""
        return f"{self.org}/{self.source}/{self.id}"

    def to_json(self) -> bytes:
        """The structured-mode body."""
        return self.model_dump_json(exclude_none=True).encode()


AnyEvent = Event[Contract]


def rfc3339(at: datetime) -> str:
    """`at` as the wire writes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def peek_type(body: bytes) -> tuple[dict[str, Any], str]:
    """The parsed envelope and its type; ValueError where the body is not a JSON object with a type."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {type(error).__name__}") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("type"), str):
        raise ValueError("not a CloudEvent: a JSON object with a string `type` is needed")
    return raw, raw["type"]

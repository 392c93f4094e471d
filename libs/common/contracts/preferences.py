"""What people want to hear, and their organisation before them: asked of notifications by the gateway."""

from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from libs.common.contracts.asks import Ask, Reply, VersionedReply
from libs.common.contracts.base import Instant, Service, Words
from libs.common.contracts.notifications import Channel, Digest, Kind
from libs.common.contracts.programmes import Part

T = TypeVar("T")

FIXED = frozenset({(Kind.ACCOUNT, Channel.INBOX)})
"""What nobody can switch off: where a person learns that an address of theirs takes nothing any more."""


def _without_fixed(kinds: dict[Kind, dict[Channel, bool]]) -> dict[Kind, dict[Channel, bool]]:
    if any(not kinds.get(kind, {}).get(channel, True) for kind, channel in FIXED):
        raise PydanticCustomError("stays_on", "the inbox stays on for account")
    return kinds


Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Switches = Annotated[dict[Kind, dict[Channel, bool]], AfterValidator(_without_fixed)]


class QuietHours(Part):
    """By the reader's clock, also over midnight."""

    start: Clock
    end: Clock


class Defaults(Part):
    """What an organisation sets for everybody. What is left out is as the house has it."""

    kinds: Switches = Field(default={}, description="Which kinds come through which channels.")
    digest: Digest | None = Field(default=None, description="Whether the house's own ideas come together in one mail.")
    gathers_personal: bool | None = Field(default=None, description="What others did comes with the digest, too.")
    quiet: QuietHours | None = Field(default=None, description="When nothing makes a sound.")
    no_quiet: bool = Field(default=False, description="None at all.")
    budget: int | None = Field(default=None, ge=0, le=10, description="The house's own ideas in seven days; 0: none.")

    @field_validator("no_quiet")
    @classmethod
    def _is_quiet_or_not(cls, no_quiet: bool, info: ValidationInfo) -> bool:
        if no_quiet and info.data.get("quiet"):
            raise PydanticCustomError("quiet_or_not", "either quiet or no_quiet")
        return no_quiet


class Chosen(Defaults):
    """What a person sets for themselves. What is left out is as their organisation has it."""

    paused_until: Instant | None = Field(default=None, description="None of the house's own ideas before.")
    less_often: tuple[Kind, ...] = Field(default=(), max_length=len(Kind), description="Of these at longer intervals.")
    only_others: tuple[Channel, ...] = Field(
        default=(), max_length=len(Channel), description="By these none of the house's own ideas, only what others did."
    )


class Origin(StrEnum):
    """Who set it: the house unless somebody did."""

    HOUSE = "house"
    ORGANISATION = "organisation"
    OWN = "own"


class Setting(Reply, Generic[T]):
    """What holds in the end, and who set it."""

    value: T
    origin: Origin


class Switch(Reply):
    """Whether a kind comes through a channel."""

    channel: Channel
    is_on: bool
    is_fixed: bool = Field(description="It cannot be switched off.")
    origin: Origin


class KindRow(Reply):
    """One kind of messages."""

    kind: Kind
    words: Words
    switches: tuple[Switch, ...]
    less_often: bool


class ChannelName(Reply):
    """A way to a person."""

    channel: Channel
    words: Words


class Notifications(VersionedReply):
    """What holds, value by value, and what was chosen of it here."""

    channels: tuple[ChannelName, ...]
    kinds: tuple[KindRow, ...]
    digest: Setting[Digest]
    gathers_personal: Setting[bool]
    quiet: Setting[QuietHours | None]
    budget: Setting[int]
    paused_until: Instant | None
    chosen: Chosen


class ReadPreferences(Ask[Notifications], to=Service.NOTIFICATIONS, reply=Notifications):
    """Somebody looks at their own."""


class SetPreferences(Ask[Notifications], to=Service.NOTIFICATIONS, reply=Notifications):
    """Somebody puts this in the place of what they had chosen. Outdated where that is another version."""

    version: int = 0
    chosen: Chosen


class ReadDefaults(Ask[Notifications], to=Service.NOTIFICATIONS, reply=Notifications):
    """An administrator looks at what holds for everybody who has chosen nothing."""


class SetDefaults(Ask[Notifications], to=Service.NOTIFICATIONS, reply=Notifications):
    """An administrator puts this in the place of what was there. Outdated where that is another version."""

    version: int = 0
    defaults: Defaults

"""Sessions of a pair, as their members send them."""

from pydantic import ConfigDict, Field

from libs.common.contracts.base import Id, Instant
from libs.common.contracts.session_asks import AgendaLines, Line, Link, Minutes
from libs.common.contracts.sessions import Channel
from services.gateway.schemas.shown import Body


class ReportHeld(Body):
    """We met: now, or at a time."""

    held_at: Instant | None = None


class ConfirmHeld(Body):
    """We met as planned, or at another time."""

    held_at: Instant | None = None


class PlanAhead(Body):
    """A session to come."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"starts_at": "2027-03-01T09:00:00Z", "minutes": 45, "channel": "video", "link": "https://…"}]
        }
    )

    starts_at: Instant
    minutes: Minutes = 60
    channel: Channel | None = None
    link: Link = Field(default="", description="Where to meet. For the two of you alone: kept encrypted, in no event.")


class ChangePlan(Body):
    """What is to be different; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"starts_at": "2027-03-02T09:00:00Z"}, {"link": ""}]})

    starts_at: Instant | None = Field(default=None, description="A time also brings back what was called off.")
    minutes: Minutes | None = None
    channel: Channel | None = None
    link: Link | None = Field(default=None, description="Empty: none any more.")


class CallOff(Body):
    """By you, or by the other side where you say it for them."""

    by_id: Id | None = None


class TellAbsence(Body):
    """Who did not come. Left out: neither of you."""

    absent_id: Id | None = None


class TakeSlot(Body):
    """One of the times in `slots`."""

    slot: Instant


class AddLine(Body):
    """One more thing to talk about."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "How do I say no without closing a door?"}]})

    text: Line


class AgendaOfBoth(Body):
    """All lines in their order. A line without an id is new; one that is left out is struck."""

    items: AgendaLines

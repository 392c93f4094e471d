"""What became of what was to go out: in numbers for administrators, and each of one's own for oneself."""

from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import Id, Instant, Service
from libs.common.contracts.notifications import Channel


class DeliveryCounts(Reply):
    """Of one message by one channel."""

    channel: Channel
    template: Id
    sent: int = 0
    waiting: int = Field(default=0, description="Due later, or tried again.")
    failed: dict[str, int] = Field(default_factory=dict, description="For good, by code.")
    dropped: dict[str, int] = Field(default_factory=dict, description="Better not sent, by code.")


class DeliveryStatistics(Reply):
    """Of everything that was to go out since then."""

    since: Instant
    data: tuple[DeliveryCounts, ...]


class ReadDeliveryStatistics(Ask[DeliveryStatistics], to=Service.NOTIFICATIONS, reply=DeliveryStatistics):
    """How it goes with the channels and with each message: nobody is named."""


class OwnDelivery(Reply):
    """One message to who asks, through one channel: what it was about and what became of it, without its words."""

    delivery_id: Id
    notice_id: Id
    channel: Channel
    template: Id
    subject_id: Id
    state: Id
    created_at: Instant
    sent_at: Instant | None
    code: str | None = Field(description="Why it failed, was dropped or was put off.")


class OwnDeliveries(Reply):
    """A page of them."""

    data: tuple[OwnDelivery, ...]
    next_cursor: str | None


class ReadOwnDeliveries(Ask[OwnDeliveries], to=Service.NOTIFICATIONS, reply=OwnDeliveries):
    """All that went out, or was to, to the person who asks."""

    cursor: Annotated[str, StringConstraints(max_length=200)] = ""
    limit: int = Field(default=500, ge=1, le=500)

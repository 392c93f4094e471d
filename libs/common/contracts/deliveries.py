"""What became of what was to go out, in numbers: asked of notifications by an administrator."""

from pydantic import Field

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

"""A way out: what differs from channel to channel. Everything else of a delivery is the same for all."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from libs.common.contracts.notifications import Channel
from services.notifications.domain.deliveries import USUAL, Delivery, Pauses
from services.notifications.domain.people import Person
from services.notifications.ports import Carrier

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much at once; how long what a dead process held stays with it; how often to look; how long to end."""

    connections: int
    lease: timedelta
    look: timedelta
    drain: timedelta


async def _nothing(delivery: Delivery, reader: Person) -> None:
    """Of a channel that has no address to switch off, or does so itself."""


@dataclass(frozen=True, slots=True)
class Way(Generic[P]):
    """How one channel makes its parcels, and who carries them."""

    channel: Channel
    make: Callable[[Delivery, Person], Awaitable[P]]
    """From a delivery and its reader; raises Unsaid, or Undeliverable where there is no address."""

    carrier: Carrier[P]
    limits: Limits
    pauses: Pauses = USUAL
    switch_off: Callable[[Delivery, Person], Awaitable[None]] = _nothing
    """What becomes of an address that will take nothing any more, as its reader had it when it was tried."""

    async def hand_over(self, delivery: Delivery, reader: Person) -> None:
        """Returns when somebody outside has it; raises Unsaid, Undeliverable, NotNow or Unreachable."""
        await self.carrier.send(await self.make(delivery, reader))

"""What notifications needs of the world outside: somebody who takes over what goes to a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from services.notifications.domain.reach import Subscription

P_contra = TypeVar("P_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A session in somebody's calendar, or that it is off it."""

    uid: str
    sequence: int
    is_off: bool
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    summary: str
    description: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, complete."""

    message_id: str
    org: str
    template: str
    kind: str
    name: str
    address: str
    locale: str
    date: datetime
    title: str
    text: str
    html: str
    thread: str = ""
    """The id that all mails about one thing answer to; empty where it is about nothing that goes on."""

    refusal: str = ""
    """Where its reader says that they want no more of its kind; empty where nobody is asked."""

    entry: Entry | None = None
    """For the reader's calendar."""


@dataclass(frozen=True, slots=True)
class Push:
    """One push for one browser."""

    to: Subscription
    topic: str
    """The same for every try: a push service keeps and shows the newest of a topic alone."""

    urgency: str
    ttl: timedelta
    """So long its service keeps it for a browser that is away."""

    content: bytes


@dataclass(frozen=True, slots=True)
class ChatText:
    """One message for one chat."""

    address: str
    title: str
    line: str


class Undeliverable(Exception):
    """This parcel will never be taken: `code` says why."""

    def __init__(self, code: str, *, is_final_for_address: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_final_for_address = is_final_for_address
        """No other parcel will be taken there either."""


class NotNow(Exception):
    """This parcel was not taken, or nobody knows whether it was: try it again later."""

    def __init__(self, code: str, retry_after: timedelta | None = None, reached: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        """Not earlier, where the other side says so."""

        self.reached = reached
        """Of several places that it goes to those that have it: they do not get it again."""


class Unreachable(Exception):
    """No parcel at all can be handed over now; it has nothing to do with this one."""


class Carrier(Protocol[P_contra]):
    """A way out of the house, for parcels of one sort."""

    async def send(self, parcel: P_contra, /) -> None:
        """Returns when somebody has taken it over; raises Undeliverable, NotNow or Unreachable."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Pushes(Carrier[Push], Protocol):
    """A way to browsers."""

    @property
    def public_key(self) -> str:
        """With which a browser subscribes."""
        ...

    async def require(self, subscription: Subscription, /) -> None:
        """Raises Undeliverable where nothing can be pushed to it."""
        ...


class Chats(Carrier[ChatText], Protocol):
    """A way into chats."""

    def service_of(self, address: str, /) -> str:
        """What an address belongs to; raises Undeliverable where nothing is written to it."""
        ...

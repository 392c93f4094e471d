"""What notifications needs of the world outside: somebody who takes over what goes to a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

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


class Undeliverable(Exception):
    """This parcel will never be taken: `code` says why."""

    def __init__(self, code: str, *, is_final_for_address: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_final_for_address = is_final_for_address
        """No other parcel will be taken there either."""


class NotNow(Exception):
    """This parcel was not taken, or nobody knows whether it was: try it again later."""

    def __init__(self, code: str, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        """Not earlier, where the other side says so."""


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

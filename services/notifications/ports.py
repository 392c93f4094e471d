"""What notifications needs of the world outside: somebody who takes mails."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, complete."""

    message_id: str
    org: str
    template: str
    name: str
    address: str
    locale: str
    date: datetime
    title: str
    text: str
    html: str
    refusal: str = ""
    """Where its reader says that they want no more of its kind."""


class Undeliverable(Exception):
    """This mail will never be taken: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotNow(Exception):
    """This mail was not taken, or nobody knows whether it was: try it again later."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unreachable(Exception):
    """No mail at all can be handed over now; it has nothing to do with this one."""


class Mails(Protocol):
    """A way out for mails."""

    async def send(self, mail: Mail) -> None:
        """Returns when somebody has taken the mail over; raises Undeliverable, NotNow or Unreachable."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...

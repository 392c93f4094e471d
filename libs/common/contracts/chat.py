"""Where somebody is reached in a chat: asks alone, since whoever knows such an address can write there."""

from typing import Annotated

from pydantic import StringConstraints

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import Id, Instant, Service

ChatAddress = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z][A-Za-z0-9]*://[!-~]+$", max_length=2000)
]


class Chat(Reply):
    """What somebody linked, without the address."""

    service: Id | None
    """Such as `slack`; None where nothing is linked."""

    linked_at: Instant | None


class ReadChat(Ask[Chat], to=Service.NOTIFICATIONS, reply=Chat):
    """Somebody looks at what they linked."""


class LinkChat(Ask[Chat], to=Service.NOTIFICATIONS, reply=Chat):
    """Write there from now on, in the place of what was linked before. One message shows that it works."""

    address: ChatAddress


class UnlinkChat(Ask[Chat], to=Service.NOTIFICATIONS, reply=Chat):
    """Write there no more."""

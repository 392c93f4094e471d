"""Invitations by mail of colleagues who are not here yet: asks alone, since no event may say an address."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from libs.common.contracts.asks import Ask, AskForPage, Page, Reply
from libs.common.contracts.base import Id, Instant, Service
from libs.common.contracts.plain import without_links

MAIL = "invitation"
"""The template of its mail, by which `NotificationSent` tells of one: the address is in no event."""

ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[^\s@,;:<>()\[\]\\\"]+")
"""One mailbox, without a name beside it."""


def _mailbox(text: str) -> str:
    if not ADDRESS.fullmatch(text) or not text.isprintable():
        raise PydanticCustomError("no_address", "no address")
    return text


InvitedAddress = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_mailbox)]
FirstName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(without_links)
]
Note = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=280), AfterValidator(without_links)
]
"""A line in the inviter's own words: whoever reads it does not know this house, so it leads nowhere else."""


class Wish(StrEnum):
    """What the inviter has in mind."""

    LEARN = "learn"
    """To learn from them."""

    OFFER = "offer"
    """To give them something."""


class InvitationState(StrEnum):
    """All that an inviter learns. Whether the mail went out is not said: it would tell who is here but hides."""

    OPEN = "open"
    HERE = "here"
    """They came after they were invited, and chose to be visible."""


class Invitation(Reply):
    """An invitation as its inviter may read it, until it is forgotten."""

    invitation_id: Id
    address: str
    first_name: str | None
    note: str | None
    wish: Wish | None
    state: InvitationState
    person_id: Id | None
    """Who it is, once they are here."""

    invited_at: Instant
    forgotten_at: Instant


class InviteColleague(Ask[Invitation], to=Service.NOTIFICATIONS, reply=Invitation):
    """One mail to an address. The same address again answers the same."""

    address: InvitedAddress
    first_name: FirstName | None = None
    note: Note | None = None
    wish: Wish | None = None


class Invitations(Page):
    """The newest first."""

    data: tuple[Invitation, ...]


class ReadInvitations(AskForPage[Invitations], to=Service.NOTIFICATIONS, reply=Invitations):
    """Somebody looks at those they sent."""


class TakeInvitationBack(Ask[Invitation], to=Service.NOTIFICATIONS, reply=Invitation):
    """Its inviter wants it forgotten, and not sent where it waits."""

    invitation_id: Id


class Refused(Reply):
    """From here on no invitation reaches the address."""


class RefuseInvitations(Ask[Refused], to=Service.NOTIFICATIONS, reply=Refused):
    """Whoever reads the mails of an address wants no more. The asker is the bearer of a link: the mark it names."""

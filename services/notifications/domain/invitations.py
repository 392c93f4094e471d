"""Invitations of colleagues who are not here yet: once per address, few per day, forgotten in time."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from libs.common.contracts.invitations import MAIL, Wish
from services.notifications.domain.codes import Code, RuleBroken

TEMPLATE = MAIL
KEPT = timedelta(days=90)
"""So long an invitation is remembered, and nobody else's reaches the same address."""

SENT_WITHIN = timedelta(days=14)
"""A mail that the mail server could not take by then comes too late."""

A_DAY = timedelta(days=1)
MOST_A_DAY = 5
ENOUGH_PEOPLE = 3
"""So many who show themselves make a domain the organisation's: one alone could be somebody who hides."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What only the mail and its inviter may say: kept sealed."""

    address: str
    first_name: str | None
    note: str | None
    wish: Wish | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one member asked of one address."""

    org: str
    invitation_id: str
    inviter_id: str
    mark: str
    """By which the address is known again when its owner comes."""

    sealed: bytes
    delivery_id: str
    invited_at: datetime
    person_id: str | None = None
    """Who came."""

    revision: int = 0

    @property
    def forgotten_at(self) -> datetime:
        """Then nothing is left of it."""
        return self.invited_at + KEPT


@dataclass(frozen=True, slots=True)
class Address:
    """An address to which somebody was invited, known by its mark alone."""

    org: str
    mark: str
    written_at: datetime | None = None
    refuses: bool = False
    """Its reader wants no more invitations: that is remembered for good."""

    revision: int = 0

    def may_be_written_to(self, now: datetime) -> bool:
        """Nobody wrote of late, and nobody said no."""
        return not self.refuses and not self.is_remembered(now)

    def is_remembered(self, now: datetime) -> bool:
        """There is still something to know of it."""
        return self.refuses or (self.written_at is not None and now < self.written_at + KEPT)


@dataclass(frozen=True, slots=True)
class Inviter:
    """When somebody invited, in the last day: saved with each invitation, so that the limit holds under any race."""

    org: str
    person_id: str
    invited_at: tuple[datetime, ...] = ()
    revision: int = 0


def with_invitation(inviter: Inviter, now: datetime) -> Inviter:
    """One more; RuleBroken(INVITED_ENOUGH) where there were as many as a day may have."""
    recent = tuple(at for at in inviter.invited_at if now < at + A_DAY)
    if len(recent) >= MOST_A_DAY:
        raise RuleBroken(Code.INVITED_ENOUGH)
    return replace(inviter, invited_at=(*recent, now))


def unlinked(text: str) -> str:
    """Programs that show mails make links of what looks like an address: a space without width keeps them from it."""
    return re.sub(r"(?<=\w)\.(?=\w)", ".\u200b", text)

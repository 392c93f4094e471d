"""Links in mails that prove what they are for: sealed by the service that writes, opened by the one that is called."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from libs.common.crypto import Box, Unsealable
from libs.common.ids import derived_id

HOLDS_FOR = timedelta(days=14)


class Purpose(StrEnum):
    """What a link is for. One made for one of them proves nothing for another."""

    INVITATION = "invitation"
    """No more invitations to an address."""

    ACT = "act"
    """One step, once."""

    SWITCH_OFF = "switch-off"
    """No more of a kind through a channel: at any time, and as often as somebody clicks."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whoever has it may do this one thing in the bearer's name, and nothing else."""

    purpose: Purpose
    org: str
    bearer: str
    """A person; of an invitation the mark of an address."""

    what: str = ""
    """An action; or a kind of messages."""

    where: str = ""
    """The notice that offers the action; or a channel."""

    subject: str = ""
    """What the notice is about: a request, a pair."""

    written_at: datetime | None = None
    """When what it stands in was written. Without it, it holds for ever."""

    @property
    def id(self) -> str:
        """The same for the same link, however often it is sealed."""
        written = self.written_at.isoformat() if self.written_at else ""
        return derived_id("link", self.purpose, self.org, self.bearer, self.what, self.where, self.subject, written)

    def has_expired(self, now: datetime) -> bool:
        """Its time is over."""
        return self.written_at is not None and now >= self.written_at + HOLDS_FOR


CONTENT = TypeAdapter(Link)


def token_of(box: Box, link: Link) -> str:
    """A part of an address that nobody else can make, and that tells nobody what is in it."""
    sealed = box.seal(CONTENT.dump_json(link, exclude_defaults=True), _context(link.purpose))
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def link_of(box: Box, token: str, purpose: Purpose) -> Link | None:
    """What a token proves; None where it proves nothing of this purpose."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        return CONTENT.validate_json(box.open(sealed, _context(purpose)))
    except (binascii.Error, ValueError, Unsealable):
        return None


def _context(purpose: Purpose) -> str:
    return f"link: {purpose}"

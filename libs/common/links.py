"""Links in mails that prove what they are for: sealed by the service that writes, opened by the one that is called."""

import base64
import binascii
from dataclasses import dataclass

from libs.common.crypto import Box, Unsealable

CONTEXT = "link of an invitation"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whoever reads the mails of an address: the organisation that wrote to it, and the address as a mark."""

    org: str
    mark: str


def token_of(box: Box, bearer: Bearer) -> str:
    """A part of a link that nobody else can make, and that tells nobody the address."""
    sealed = box.seal(f"{bearer.org}/{bearer.mark}".encode(), CONTEXT)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def bearer_of(box: Box, token: str) -> Bearer | None:
    """What a token proves; None where it proves nothing."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        org, _, mark = box.open(sealed, CONTEXT).decode().partition("/")
    except (binascii.Error, ValueError, Unsealable):
        return None
    return Bearer(org, mark)

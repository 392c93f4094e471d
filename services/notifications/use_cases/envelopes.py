"""What of an invitation only the house's key opens: the address and the words, the mark of an address, its link."""

from pydantic import TypeAdapter

from libs.common.crypto import Box
from libs.common.links import Link, Purpose, token_of
from services.notifications.domain.addresses import mailbox
from services.notifications.domain.invitations import Enclosed, Invitation


class Envelopes:
    """Seals, opens and marks."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._enclosed: TypeAdapter[Enclosed] = TypeAdapter(Enclosed)

    def mark(self, org: str, address: str) -> str:
        """The same for the same mailbox in this organisation, and no use to anybody without the key."""
        return self._box.mark(mailbox(address), f"address:{org}")

    def seal(self, org: str, invitation_id: str, enclosed: Enclosed) -> bytes:
        """As it is kept."""
        return self._box.seal(self._enclosed.dump_json(enclosed), _context(org, invitation_id))

    def open(self, invitation: Invitation) -> Enclosed:
        """As its inviter wrote it."""
        opened = self._box.open(invitation.sealed, _context(invitation.org, invitation.invitation_id))
        return self._enclosed.validate_json(opened)

    def path(self, org: str, mark: str) -> str:
        """Where the link in the mail leads."""
        return f"/invitations/{token_of(self._box, Link(Purpose.INVITATION, org, mark))}"


def _context(org: str, invitation_id: str) -> str:
    return f"invitation:{org}/{invitation_id}"

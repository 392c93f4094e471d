"""What of an invitation only the house's key opens: the address and the words, the mark of an address, its link."""

from libs.common.crypto import Box
from libs.common.links import Link, Purpose, token_of
from services.notifications.domain.addresses import mailbox
from services.notifications.domain.invitations import Enclosed, Invitation
from services.notifications.sealing import Seal


class Envelopes:
    """Seals, opens and marks."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._seal = Seal(box, "invitation", Enclosed)

    def mark(self, org: str, address: str) -> str:
        """The same for the same mailbox in this organisation, and no use to anybody without the key."""
        return self._box.mark(mailbox(address), f"address:{org}")

    def seal(self, org: str, invitation_id: str, enclosed: Enclosed) -> bytes:
        """As it is kept."""
        return self._seal.seal(org, invitation_id, enclosed)

    def open(self, invitation: Invitation) -> Enclosed:
        """As its inviter wrote it."""
        return self._seal.open(invitation.org, invitation.invitation_id, invitation.sealed)

    def path(self, org: str, mark: str) -> str:
        """Where the link in the mail leads."""
        return f"/invitations/{token_of(self._box, Link(Purpose.INVITATION, org, mark))}"

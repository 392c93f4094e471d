"""The mail of an invitation at the moment it is due: still wanted, in time, and to nobody who is known here."""

from libs.common.clock import Clock
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.invitations import SENT_WITHIN
from services.notifications.domain.people import Person
from services.notifications.letters import Letters
from services.notifications.ports import Mail
from services.notifications.store import Store
from services.notifications.use_cases.envelopes import Envelopes
from services.notifications.use_cases.inviting import NOT_AGAIN, TAKEN_BACK
from services.notifications.use_cases.seeing import Unsaid

TOO_LATE = "too-late"
KNOWN = "known-here"


class Posting:
    """Makes the mails of invitations, or says why not. Nobody outside sees which."""

    def __init__(self, store: Store, envelopes: Envelopes, letters: Letters, clock: Clock) -> None:
        self.store, self.envelopes, self.letters, self._clock = store, envelopes, letters, clock

    async def mail(self, delivery: Delivery, inviter: Person) -> Mail:
        """In the inviter's name. Members, those who left and those who want none get nothing: Unsaid."""
        invitation = await self.store.invitations.find(delivery.org, delivery.subject_id)
        if invitation is None or invitation.delivery_id != delivery.delivery_id:
            raise Unsaid(TAKEN_BACK)
        if self._clock.now() >= delivery.created_at + SENT_WITHIN:
            raise Unsaid(TOO_LATE)
        address = await self.store.addresses.find(delivery.org, invitation.mark)
        if address is None or address.refuses:
            raise Unsaid(NOT_AGAIN)
        if await self.store.people.have(delivery.org, invitation.mark):
            raise Unsaid(KNOWN)
        return self.letters.mail(delivery, inviter, self.envelopes.open(invitation))

"""The links of a mail: sealed for its reader when it is written, so that whoever has the mail may click."""

from libs.common.contracts.notifications import Step
from libs.common.crypto import Box
from libs.common.links import Link, Purpose, token_of
from services.notifications.domain.deliveries import Delivery
from services.notifications.pages import Offers


class Links:
    """Makes them."""

    def __init__(self, box: Box, public_url: str) -> None:
        self._box, self._public_url = box, public_url.rstrip("/")

    def offers(self, delivery: Delivery) -> Offers:
        """What a mail lets its reader do at once. Every try to send it says the same."""
        return Offers({step: self._step(delivery, step) for step in delivery.actions}, self._no_more(delivery))

    def _step(self, delivery: Delivery, step: Step) -> str:
        link = Link(
            Purpose.ACT,
            delivery.org,
            delivery.person_id,
            what=step,
            where=delivery.notice_id,
            subject=delivery.pair_id or delivery.subject_id,
            written_at=delivery.not_before,
        )
        return f"{self._public_url}/act/{token_of(self._box, link)}"

    def _no_more(self, delivery: Delivery) -> str:
        # Several at once have no kind of their own: what they have in common is that they are the house's ideas.
        kind = "" if delivery.items else delivery.kind
        link = Link(Purpose.SWITCH_OFF, delivery.org, delivery.person_id, what=kind, where=delivery.channel)
        return f"{self._public_url}/unsubscribe/{token_of(self._box, link)}"

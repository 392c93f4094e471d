"""What of a message is still to be said, as people and blocks are now."""

from collections.abc import Mapping

from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.people import Person
from services.notifications.domain.plan import OCCASION_OF, About, Message
from services.notifications.domain.sight import depends_on_sight, seen
from services.notifications.store import Store

OUT_OF_SIGHT = "out-of-sight"


async def still_said(store: Store, org: str, message: Message | Delivery, people: Mapping[str, Person]) -> About | None:
    """Without those whom its reader is not to meet; None where it is better not said."""
    occasion = OCCASION_OF.get(message.template)
    if not depends_on_sight(occasion, message.about):
        return message.about
    named = [people[one] for one in message.about.people if one in people]
    return seen(occasion, message.about, await store.sight(org, message.person_id, named))

"""What of a message is still to be said, as people and blocks are now."""

from collections.abc import Mapping

from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About
from services.notifications.domain.sight import depends_on_sight, seen
from services.notifications.store import Store

OUT_OF_SIGHT = "out-of-sight"


async def still_said(store: Store, org: str, said: Notice | Delivery, people: Mapping[str, Person]) -> About | None:
    """Without those whom its reader is not to meet; None where it is better not said."""
    if not depends_on_sight(said.tie, said.about):
        return said.about
    named = [people[one] for one in said.about.people if one in people]
    return seen(said.tie, said.about, await store.sight(org, said.person_id, named))

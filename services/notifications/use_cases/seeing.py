"""What of a message is still to be said, as people and blocks are now."""

from collections.abc import Mapping

from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About
from services.notifications.domain.sight import depends_on_sight, seen
from services.notifications.store import Store

OUT_OF_SIGHT = "out-of-sight"


class Unsaid(Exception):
    """Better not said: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def still_said(store: Store, org: str, said: Notice | Delivery, people: Mapping[str, Person]) -> About | None:
    """Without those whom its reader is not to meet; None where it is better not said."""
    if not depends_on_sight(said.tie, said.about):
        return said.about
    named = [people[one] for one in said.about.people if one in people]
    return seen(said.tie, said.about, await store.sight(org, said.person_id, named))


async def about_now(store: Store, delivery: Delivery, people: Mapping[str, Person]) -> About:
    """The same for what is about to go; Unsaid where it is better not said."""
    about = await still_said(store, delivery.org, delivery, people)
    if about is None:
        raise Unsaid(OUT_OF_SIGHT)
    return about

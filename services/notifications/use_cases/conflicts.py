"""Two who learn together are in one reporting line now: both hear of it, kindly, unless it is over by then."""

from libs.common.contracts import Event
from libs.common.contracts.conflicts import ConflictFound
from libs.common.unit import Unit, Units
from services.notifications.domain import conflicts
from services.notifications.store import Store
from services.notifications.use_cases.telling import OVERTAKEN, Telling, cause_of


class Conflicts:
    """Use cases about conflicts."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling = store, units, telling

    async def tell(self, event: Event[ConflictFound]) -> Unit:
        """Neither is at fault, and nobody has to act at once."""
        unit = self.units.after(event)
        silence = OVERTAKEN if await self._is_over(event) else None
        await self.telling.fill(unit, conflicts.found(event.data), cause_of(event), silence)
        return unit

    async def _is_over(self, event: Event[ConflictFound]) -> bool:
        """The pair has ended, the request gone on, or one of the two left the circle, before anybody heard of it."""
        if event.data.circle_id:
            circle = await self.store.circles.find(event.org, event.data.circle_id)
            is_newer = circle is not None and circle.overtakes(event.data.as_of)
            return circle is not None and is_newer and circle.has_lost_one_of(event.data.concerns())
        if event.data.pair_id:
            pair = await self.store.pairs.find(event.org, event.data.pair_id)
            return pair is not None and pair.has_ended
        request = await self.store.requests.find(event.org, event.data.request_id or "")
        return request is not None and request.overtakes(event.data.as_of)

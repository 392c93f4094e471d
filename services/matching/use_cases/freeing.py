"""A place has come free: whoever came too late for the last one hears of it, as an opening and no promise."""

import asyncio

from libs.common.contracts.requests import Direction, PlaceFreed
from libs.common.unit import Timer, Unit, Units
from services.matching.domain.requests import Request
from services.matching.domain.waiting import WAITING_FOR, has_found_since, newest_of_each
from services.matching.store import Overtaken, Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.keeping import PLACE_FREED

AT_ONCE = 200
"""Requests looked at in one unit; the timer says who was the last."""


class Freeing:
    """Use cases about places that came free. By a timer, so that it sees what is committed and survives a kill."""

    def __init__(self, store: Store, units: Units, checking: Checking) -> None:
        self.store, self.units, self.checking = store, units, checking

    async def tell(self, timer: Timer) -> Unit:
        """Each once for this place, whom nothing forbids to ask now. A place that is gone again is no news."""
        unit = self.units.after_timer(timer)
        mentor = await self.store.people.get(timer.org, timer.subject)
        if mentor.is_full or mentor.has_left:
            return unit
        wanted = Overtaken(timer.org, timer.subject, unit.now - WAITING_FOR, timer.facts.get("after", ""))
        page = await self.store.list_overtaken(wanted, AT_ONCE)
        requests = newest_of_each(page)
        waiting = await asyncio.gather(*(self._waits(request, unit) for request in requests))
        for request in (one for one, waits in zip(requests, waiting, strict=True) if waits):
            unit.publish(_fact(request), request.request_id)
        if len(page) == AT_ONCE:
            unit.set_timer(PLACE_FREED, timer.subject, unit.now, after=page[-1].mentee_id)
        return unit

    async def _waits(self, request: Request, unit: Unit) -> bool:
        desks = await self.store.desks_of(request)
        if has_found_since(desks.asker, request):
            return False
        return await self.checking.opening(request, desks, unit.now) is None


def _fact(request: Request) -> PlaceFreed:
    return PlaceFreed(
        request_id=request.request_id,
        mentee_id=request.mentee_id,
        mentor_id=request.mentor_id,
        direction=Direction(request.direction.value),
        topics=request.topics,
    )

"""What happens to requests by themselves: reminders, their end, and how it goes on for who asked."""

from libs.common.unit import Timer, Unit, Units
from services.matching.domain.clocks import is_reminder, tick
from services.matching.domain.requests import Request
from services.matching.domain.suggestions import Suggestion
from services.matching.store import Store
from services.matching.use_cases.facts import follow_up_of, reminder_of
from services.matching.use_cases.keeping import Keeping
from services.matching.use_cases.suggesting import Suggesting

MOST_NEXT = 2
"""Names after a request that ended without a yes: a choice, not a list."""


class Clocks:
    """Use cases of timers."""

    def __init__(self, store: Store, units: Units, keeping: Keeping, suggesting: Suggesting) -> None:
        self.store, self.units, self.keeping, self.suggesting = store, units, keeping, suggesting

    async def tick(self, timer: Timer) -> Unit:
        """The days that a request has waited bring a reminder, or its end."""
        unit = self.units.after_timer(timer)
        request = await self.store.requests.get(timer.org, timer.subject)
        step = tick(request, unit.now)
        if step.already:
            self.keeping.wind(unit, request)
        elif is_reminder(request, step.request):
            self.keeping.keep_as(unit, step.request, reminder_of(step.request))
        else:
            self.keeping.keep(unit, step.request)
        return unit

    async def follow_up(self, timer: Timer) -> Unit:
        """There was no yes: name two others to who asked."""
        unit = self.units.after_timer(timer)
        ended = await self.store.requests.get(timer.org, timer.subject)
        unit.publish(follow_up_of(ended, await self._others(unit, ended)), ended.request_id)
        return unit

    async def _others(self, unit: Unit, ended: Request) -> tuple[Suggestion, ...]:
        mentee = await self.store.people.get(unit.org, ended.mentee_id)
        if mentee.has_left:
            return ()
        without = frozenset({ended.mentor_id})
        found = await self.suggesting.among_all(unit, mentee, ended.topics, ended.direction, without)
        return found[:MOST_NEXT]

"""What happens to requests by themselves: reminders, their end, and how it goes on for who asked."""

from libs.common.unit import Timer, Unit, Units
from services.matching.domain.clocks import is_reminder, tick
from services.matching.domain.people import Role
from services.matching.domain.rankings import has_found, next_requests
from services.matching.domain.requests import Request, Step, go_unanswered, leave, open, supersede
from services.matching.domain.suggestions import Suggestion
from services.matching.store import Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.facts import change_of, follow_up_of, reminder_of
from services.matching.use_cases.finding import Finder, Looking
from services.matching.use_cases.keeping import Keeping

MOST_NEXT = 2
"""Names after a request that ended without a yes: a choice, not a list."""


class Clocks:
    """Use cases of timers."""

    def __init__(self, store: Store, units: Units, checking: Checking, finder: Finder) -> None:
        self.store, self.units, self.checking, self.finder = store, units, checking, finder
        self.keeping = Keeping(store)

    async def tick(self, timer: Timer) -> Unit:
        """The days that a request has waited bring a reminder, or its end."""
        unit = self.units.after_timer(timer)
        request = await self.store.requests.get(timer.org, timer.subject)
        step = tick(request, unit.now)
        if step.already:
            self.keeping.wind(unit, request)
        elif is_reminder(request, step.request):
            self.keeping.keep_as(unit, step.request, reminder_of(step.request))
        elif step.request.state.is_terminal:
            await self.keeping.keep(unit, step.request, await self.store.desks_of(request))
        else:
            self.keeping.keep_as(unit, step.request, change_of(step.request, by=None))
        return unit

    async def supersede(self, timer: Timer) -> Unit:
        """The mentor's last place went to somebody else, the two became a pair another way, or one of them left."""
        unit = self.units.after_timer(timer)
        request = await self.store.requests.get(timer.org, timer.subject)
        step = None if request.state.is_terminal else await self._overtaken(unit, request)
        if step:
            await self.keeping.keep(unit, step.request, await self.store.desks_of(request))
        return unit

    async def follow_up(self, timer: Timer) -> Unit:
        """There was no yes: ask the next of a ranking, or name two others to who asked."""
        unit = self.units.after_timer(timer)
        ended = await self.store.requests.get(timer.org, timer.subject)
        following = await self._ask_next(unit, ended)
        others = () if following else await self._others(unit, ended)
        unit.publish(follow_up_of(ended, following, others), ended.request_id)
        return unit

    async def _overtaken(self, unit: Unit, request: Request) -> Step | None:
        """What ended it from outside, if anything did.

        A mentor without a place is kept as they were read. So where one comes free at this moment, either it has not
        gone past this request, or the request is among those that are told of it.
        """
        mentee, mentor = await self.checking.both(request)
        gone = next((one.person_id for one in (mentee, mentor) if one.has_left), None)
        if gone:
            return leave(request, gone, unit.now)
        suspended = next((one.person_id for one in (mentee, mentor) if one.is_suspended), None)
        if suspended:
            return go_unanswered(request, suspended, unit.now)
        if await self.store.are_a_pair(request.org, mentee.person_id, mentor.person_id):
            return supersede(request, unit.now)
        if not mentor.is_full:
            return None
        unit.write(self.store.people.save(mentor))
        return supersede(request, unit.now, lost_place=True)

    async def _ask_next(self, unit: Unit, ended: Request) -> Request | None:
        """The first of those who are left that nothing speaks against; no partner of a pair that did not go well."""
        parted = await self.store.partners_of(unit.org, ended.mentee_id) if ended.then_ids else ()
        for worded in next_requests(ended, unit.now):
            if worded.mentor_id in parted:
                continue
            desks = await self.store.desks_of(worded)
            if has_found(desks.asker, ended):
                return None
            if await self.checking.opening(worded, desks, unit.now) is None:
                opened = open(worded, unit.now).request
                await self.keeping.keep(unit, opened, desks)
                return opened
        return None

    async def _others(self, unit: Unit, ended: Request) -> tuple[Suggestion, ...]:
        """Names for a mentee who asked; to a mentor who offered nobody is named."""
        mentee = await self.store.people.get(unit.org, ended.mentee_id)
        if mentee.has_left or mentee.is_suspended or ended.started_by is Role.MENTOR:
            return ()
        wanted, without = await self.finder.wishes(mentee, ended.topics), frozenset({ended.mentor_id})
        looking = Looking(mentee, wanted, ended.direction, ended.programme_id)
        if await self.finder.objection(looking):
            return ()
        found = await self.finder.suggestions(looking, unit.now, without)
        return found[:MOST_NEXT]

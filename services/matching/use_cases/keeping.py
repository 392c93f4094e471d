"""Requests as they now stand: kept, told, and with the clock that is to end them."""

from collections.abc import Iterable

from libs.common.contracts.requests import RequestFact
from libs.common.unit import Unit
from services.matching.domain import one_talk
from services.matching.domain.clocks import needs_follow_up, next_due
from services.matching.domain.conflicts import Two
from services.matching.domain.desks import Desks, filed
from services.matching.domain.pairs import Pair
from services.matching.domain.people import Person
from services.matching.domain.requests import Request
from services.matching.store import Store
from services.matching.use_cases.facts import state_of

CLOCK = "request-clock"
"""One per request that stands: the next time its clock does something."""

SUPERSEDE = "request-supersede"
"""Due at once, for each open request of a mentor whose last place has gone, or of somebody who left."""

FOLLOW_UP = "request-follow-up"
"""Due at once: what is said to who asked and got no yes is a unit of its own, which nobody's answer stands in."""


RECOGNITION_CLOCK = "recognition-clock"
"""One per recognition that waits for somebody's word."""


PLACE_FREED = "place-freed"
"""Due at once, for a mentor who has a place more: who came too late for the last one is told."""


CIRCLE_CLOCK = "circle-clock"
"""One per circle in which somebody is invited."""


TALK_CLOCK = "talk-clock"
"""One per pair for one talk, until that was held."""


class Keeping:
    """Writes requests into units."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def keep(self, unit: Unit, request: Request, desks: Desks, pair: Pair | None = None) -> None:
        """A request that was made, opened or ended. `desks` are as they were read before it was decided."""
        self.keep_as(unit, request, state_of(request, pair))
        if request.was_opened:
            self.file(unit, request, desks)
        if request.was_opened and request.state.is_terminal:
            await self._forget_conflict(unit, request)
        if needs_follow_up(request):
            unit.set_timer(FOLLOW_UP, request.request_id, unit.now)

    async def _forget_conflict(self, unit: Unit, request: Request) -> None:
        """Whoever finds one saves the request as well: it is not found beside this end, unseen."""
        over = await self.store.conflicts.find(request.org, Two.of_request(request).key)
        unit.write(*(self.store.conflicts.remove(one) for one in (over,) if one))

    def file(self, unit: Unit, request: Request, desks: Desks) -> None:
        """Both desks, with the request as it now stands."""
        unit.write(*(self.store.desks.save(desk) for desk in filed(desks, request, unit.now)))

    async def keep_place_taken(self, unit: Unit, mentor: Person) -> None:
        """Somebody who gives has one place less, by no request that is kept beside."""
        unit.write(self.store.people.save(mentor))
        if mentor.is_full:
            await self.clear_desk(unit, mentor)

    async def clear_desk(self, unit: Unit, person: Person) -> None:
        """Nothing that is open with them can come to a yes. The desk is saved: no request opens beside it unseen."""
        desk = await self.store.desk(person.org, person.person_id)
        unit.write(self.store.desks.save(desk))
        look_again(unit, desk.open_ids)

    def keep_as(self, unit: Unit, request: Request, fact: RequestFact) -> None:
        """A request of which `fact` tells the news."""
        unit.write(self.store.requests.save(request))
        unit.publish(fact, request.request_id, sequence=request.sequence)
        self.wind(unit, request)

    def wind(self, unit: Unit, request: Request) -> None:
        """The clock of a request, for as long as it stands."""
        due = next_due(request)
        if due:
            unit.set_timer(CLOCK, request.request_id, due)
        else:
            unit.cancel_timer(CLOCK, request.request_id)


def keep_place_freed(unit: Unit, mentor_id: str) -> None:
    """A place has come back to a mentor, or is new. A place that comes free meanwhile is told of from the beginning."""
    unit.set_timer(PLACE_FREED, mentor_id, unit.now)


def wind_talk(unit: Unit, pair: Pair) -> None:
    """The clock of a pair for one talk, for as long as it is that and goes on."""
    due = one_talk.next_due(pair)
    if due:
        unit.set_timer(TALK_CLOCK, pair.pair_id, due)
    else:
        unit.cancel_timer(TALK_CLOCK, pair.pair_id)


def look_again(unit: Unit, request_ids: Iterable[str]) -> None:
    """Each request in a unit of its own, after this one is committed."""
    for request_id in request_ids:
        unit.set_timer(SUPERSEDE, request_id, unit.now)

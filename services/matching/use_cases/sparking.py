"""Two sparks lead to a first talk, where nothing forbids that it may lead to more."""

from libs.common.unit import Unit
from services.matching.domain.people import Person
from services.matching.domain.requests import Request, RequestState
from services.matching.domain.sparks import sides, talk
from services.matching.domain.talks import propose_talk
from services.matching.store import Store
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.facts import change_of
from services.matching.use_cases.keeping import Keeping


class Sparking:
    """Writes the talk into the unit that opens two sparks."""

    def __init__(self, store: Store, checking: Checking) -> None:
        self.store, self.checking, self.keeping = store, checking, Keeping(store)

    async def lead(self, unit: Unit, spark_id: str, both: tuple[Person, Person]) -> str | None:
        """The request in which they talk: one that is open between them, or one of its own; None where none may be."""
        one, other = both
        desks = await self.store.desks_between(unit.org, one.person_id, other.person_id)
        if desks.between:
            return await self._talk_in(unit, desks.between[0])
        request = await self._between(unit, spark_id, both)
        if request is None:
            return None
        await self.keeping.keep(unit, request, await self.store.desks_of(request))
        return request.request_id

    async def _talk_in(self, unit: Unit, request_id: str) -> str:
        """One of them has asked already: the talk is the next step of that."""
        request = await self.store.requests.get(unit.org, request_id)
        if request.state in (RequestState.OPEN, RequestState.INFO_ASKED):
            step = propose_talk(request, request.asker_id, unit.now)
            self.keeping.keep_as(unit, step.request, change_of(step.request, by=None))
        return request_id

    async def _between(self, unit: Unit, spark_id: str, both: tuple[Person, Person]) -> Request | None:
        for mentee, mentor in sides(*both):
            if await self.checking.accepting((mentee, mentor), unit.now) is None:
                return talk(mentee, mentor, spark_id, unit.correlation_id, unit.now)
        return None

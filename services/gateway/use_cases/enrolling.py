"""Who is in a programme: by their own yes and that of its organisers."""

from collections.abc import Callable

from libs.common.contracts.programme_facts import PROGRAMME_CLOSED, PROGRAMME_UNKNOWN, Entry
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.gateway.domain import enrolments as domain
from services.gateway.domain.enrolments import Enrolment, Standing
from services.gateway.domain.programmes import Programme, State
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import Stores
from services.gateway.use_cases.people import People


class Enrolling:
    """Use cases about being in a programme. Who may do what with which programme is seen to before."""

    def __init__(self, stores: Stores, people: People, units: Units, handling: Handling) -> None:
        self._stores, self._people, self._units, self._handling = stores, people, units, handling

    async def enter(self, programme: Programme, person_id: str) -> Enrolment:
        """The person says yes. NotTaken: programme-closed, enrolment-closed."""
        _require_not_closed(programme)
        takes = programme.takes_at(self._units.clock.now())
        entry = programme.settings.entry

        def want(before: Enrolment) -> Enrolment:
            return domain.want(before, entry, takes=takes and entry is not Entry.INVITED)

        return await self._settle(programme, person_id, person_id, want)

    async def let_in(self, programme: Programme, person_id: str, by: str) -> Enrolment:
        """An organiser says yes. NotTaken: programme-closed, unknown-person, person-left."""
        _require_not_closed(programme)
        await self._people.require_here(programme.org, person_id)
        return await self._settle(programme, person_id, by, domain.let_in)

    async def leave(self, programme: Programme, person_id: str, by: str) -> None:
        """One of the two sides says no. Pairs go on."""
        await self._settle(programme, person_id, by, domain.leave)

    async def require_open(self, org: str, programme_id: str, asker_id: str) -> Programme:
        """One that somebody may ask in; of one by invitation whoever is not in it knows nothing.

        NotTaken: programme-unknown, programme-closed.
        """
        programme = await self._stores.programmes.find(org, programme_id)
        if programme is None or programme.state is State.DRAFT:
            raise NotTaken(PROGRAMME_UNKNOWN, programme_id)
        if programme.settings.entry is Entry.INVITED:
            enrolment = await self._stores.enrolment(org, programme_id, asker_id)
            if enrolment.standing is not Standing.IN:
                raise NotTaken(PROGRAMME_UNKNOWN, programme_id)
        _require_not_closed(programme)
        return programme

    async def _settle(
        self, programme: Programme, person_id: str, by: str, change: Callable[[Enrolment], Enrolment]
    ) -> Enrolment:
        async def decide() -> tuple[Unit, Enrolment]:
            unit = self._units.start(programme.org, actor_id=by)
            before = await self._stores.enrolment(programme.org, programme.programme_id, person_id)
            after = change(before)
            if after != before:
                unit.write(self._stores.enrolments.save(after))
            fact = domain.news(before, after)
            if fact:
                unit.publish(fact, after.enrolment_id, sequence=after.version)
            return unit, after

        return await self._handling.settled(decide)


def _require_not_closed(programme: Programme) -> None:
    if programme.state is State.CLOSED:
        raise NotTaken(PROGRAMME_CLOSED, programme.programme_id)

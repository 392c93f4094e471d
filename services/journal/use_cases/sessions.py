"""Sessions held: told by a member or by a platform, kept once, with what follows from them."""

from libs.common.asks import Asker
from libs.common.contracts import Event
from libs.common.contracts.asks import ReportSession, SessionKept
from libs.common.contracts.pairs import SessionReported
from libs.common.contracts.session_asks import HoldSession
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.holding import Report, hold
from services.journal.domain.sessions import Calendar
from services.journal.use_cases.calendars import Calendars
from services.journal.use_cases.refusing import refusing


class Sessions:
    """Use cases about sessions that were held."""

    def __init__(self, calendars: Calendars, units: Units, handling: Handling) -> None:
        self.calendars, self.units, self.handling = calendars, units, handling

    async def take(self, event: Event[SessionReported]) -> Unit:
        """A platform says that a pair met. A pair that is not here yet is on its way: the claim comes back later."""
        unit, said = self.units.after(event), event.data
        before = await self.calendars.of(await self.calendars.store.stories.get(event.org, said.pair_id))
        await self._hold(unit, before, Report(said.session_id, said.person_id, said.held_at))
        return unit

    async def report(self, ask: ReportSession, asker: Asker) -> SessionKept:
        """A member says "we met". Saying it again answers the same."""
        return await self._told(asker, ask.pair_id, Report(ask.session_id, asker.person_id, ask.held_at))

    async def hold(self, ask: HoldSession, asker: Asker) -> SessionKept:
        """The same of a session that was planned."""
        await self.calendars.own_with(asker, ask.pair_id, ask.session_id)
        return await self._told(asker, ask.pair_id, Report(ask.session_id, asker.person_id, ask.held_at))

    async def _told(self, asker: Asker, pair_id: str, report: Report) -> SessionKept:
        async def decide() -> tuple[Unit, SessionKept]:
            before = await self.calendars.own(asker, pair_id)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            return unit, _kept(await self._hold(unit, before, report), report.session_id)

        return await self.handling.settled(decide)

    async def _hold(self, unit: Unit, before: Calendar, report: Report) -> Calendar:
        with refusing():
            after = hold(before, report, unit.now)
        await self.calendars.keep(unit, before, after)
        return after


def _kept(calendar: Calendar, session_id: str) -> SessionKept:
    session = calendar.get(session_id)
    if session.held is None:
        raise AssertionError("it has just been held")
    return SessionKept(
        session_id=session.session_id,
        held_at=session.held.at,
        number=session.held.number,
        next_owner_id=session.held.next_owner_id,
    )

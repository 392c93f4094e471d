"""Plans of sessions: made, changed, flipped, called off, by either of the two."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from libs.common.asks import Asker, Outdated
from libs.common.contracts.session_asks import (
    CancelSession,
    ChangeSession,
    FlipSession,
    MissSession,
    PlanSession,
    RebookSession,
    SessionShown,
)
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.keys import SealedText, shared_key
from services.journal.domain.lapses import cancel, miss
from services.journal.domain.planning import Wish, change, flip, plan, rebook
from services.journal.domain.sessions import Calendar, Plan, session_key
from services.journal.use_cases.refusing import refusing
from services.journal.use_cases.session_views import SessionViews, link_context

SessionAsk = PlanSession | ChangeSession | RebookSession | CancelSession | MissSession | FlipSession


@dataclass(frozen=True, slots=True)
class Now:
    """What a rule is given beside what was asked for."""

    calendar: Calendar
    at: datetime
    link: SealedText | None


class SessionPlans:
    """Use cases about sessions to come."""

    def __init__(self, views: SessionViews, units: Units, handling: Handling) -> None:
        self.views, self.units, self.handling = views, units, handling
        self.calendars, self.sealing = views.calendars, views.sealing

    async def plan(self, ask: PlanSession, asker: Asker) -> SessionShown:
        """A session to come. Asked again, it is there already."""

        def rule(now: Now) -> Calendar:
            wanted = Plan(ask.starts_at, ask.minutes, ask.channel, now.link)
            return plan(now.calendar, ask.session_id, asker.person_id, wanted, now.at)

        return await self._done(ask, asker, rule)

    async def change(self, ask: ChangeSession, asker: Asker) -> SessionShown:
        """Another time, length, channel or link, if nobody changed it since it was read."""

        def rule(now: Now) -> Calendar:
            wish = Wish(ask.starts_at, ask.minutes, ask.channel, now.link, drops_link=ask.link == "")
            return change(now.calendar, ask.session_id, wish, now.at)

        return await self._done(ask, asker, rule)

    async def rebook(self, ask: RebookSession, asker: Asker) -> SessionShown:
        """One of the times that were proposed."""
        return await self._done(ask, asker, lambda now: rebook(now.calendar, ask.session_id, ask.slot, now.at))

    async def cancel(self, ask: CancelSession, asker: Asker) -> SessionShown:
        """Called off, by who asks or by who is named."""
        by_id = ask.by_id or asker.person_id
        return await self._done(ask, asker, lambda now: cancel(now.calendar, ask.session_id, by_id, now.at))

    async def miss(self, ask: MissSession, asker: Asker) -> SessionShown:
        """One did not come, or neither."""
        return await self._done(ask, asker, lambda now: miss(now.calendar, ask.session_id, ask.absent_id, now.at))

    async def flip(self, ask: FlipSession, asker: Asker) -> SessionShown:
        """Roles swapped, or as usual."""
        return await self._done(ask, asker, lambda now: flip(now.calendar, ask.session_id, ask.flipped))

    async def _done(self, ask: SessionAsk, asker: Asker, rule: Callable[[Now], Calendar]) -> SessionShown:
        async def decide() -> Unit:
            before = await self._before(ask, asker)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            with refusing():
                after = rule(Now(before, unit.now, await self._link(unit, ask, asker)))
            await self.calendars.keep(unit, before, after)
            return unit

        await self.handling.settle(decide)
        return await self.views.shown(asker, ask.pair_id, ask.session_id)

    async def _before(self, ask: SessionAsk, asker: Asker) -> Calendar:
        """As somebody sees it who may change it: the session is there, and as they read it."""
        if isinstance(ask, PlanSession):
            return await self.calendars.own(asker, ask.pair_id)
        before = await self.calendars.own_with(asker, ask.pair_id, ask.session_id)
        if isinstance(ask, ChangeSession) and before.get(ask.session_id).revision != ask.version:
            raise Outdated(await self.views.shown(asker, ask.pair_id, ask.session_id))
        return before

    async def _link(self, unit: Unit, ask: SessionAsk, asker: Asker) -> SealedText | None:
        """Sealed as the words of who sets it."""
        if not isinstance(ask, PlanSession | ChangeSession) or not ask.link:
            return None
        place = link_context(session_key(ask.pair_id, ask.session_id))
        return await self.sealing.seal(unit, shared_key(ask.pair_id, asker.person_id), ask.link, place)

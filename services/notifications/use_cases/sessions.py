"""Planned sessions: what calendars are to show of each, kept together with what is said of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from libs.common.contracts import Event
from libs.common.contracts.pairs import PairEnded
from libs.common.contracts.sessions import SessionCancelled, SessionPlanned
from libs.common.unit import Unit
from services.notifications.domain import invites
from services.notifications.domain.invites import Planned, Said
from services.notifications.domain.moments.sessions import session_dropped
from services.notifications.domain.notices import Happened
from services.notifications.store import Store
from services.notifications.use_cases.telling import Telling, cause_of


class Sessions:
    """Keeps them beside what other use cases do with the same facts."""

    def __init__(self, store: Store, telling: Telling) -> None:
        self.store, self.telling = store, telling

    def followed(self, tell: Callable[[Event[Any]], Awaitable[Unit]]) -> Callable[[Event[Any]], Awaitable[Unit]]:
        """As planned anew, or called off."""

        async def keep(event: Event[SessionPlanned] | Event[SessionCancelled]) -> Unit:
            unit, fact, said = await tell(event), event.data, Said(event.id, event.sequence or 0, event.time)
            known = await self.store.sessions.find(event.org, fact.session_id)
            if isinstance(fact, SessionPlanned):
                self._keep(unit, known, invites.with_plan(known, event.org, fact, said))
            else:
                self._keep(unit, known, invites.called_off(known, event.org, fact, said))
            return unit

        return keep

    def ended(
        self, tell: Callable[[Event[PairEnded]], Awaitable[Unit]]
    ) -> Callable[[Event[PairEnded]], Awaitable[Unit]]:
        """With their pair those end that were still to come."""

        async def end(event: Event[PairEnded]) -> Unit:
            unit = await tell(event)
            pair = await self.store.pairs.get(event.org, event.data.pair_id)
            ahead = await self.store.sessions.list_ahead(event.org, pair.pair_id, unit.now)
            for one in ahead:
                self._keep(unit, one, invites.over(one, event.id, event.time))
            cause = cause_of(event)
            # The same fact is a cause of its own for each of them.
            causes = (replace(cause, key=f"{cause.key}/{one.session_id}") for one in ahead)
            dropped = (session_dropped(pair, one.session_id, one.starts_at) for one in ahead)
            await self.telling.fill_all(unit, [Happened(*one) for one in zip(dropped, causes, strict=True)])
            return unit

        return end

    def _keep(self, unit: Unit, before: Planned | None, after: Planned | None) -> None:
        if after and after != before:
            unit.write(self.store.sessions.save(after))

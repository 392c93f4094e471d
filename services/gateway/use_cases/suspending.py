"""Suspensions: set and lifted by moderators, ended by time, and looked at wherever somebody reaches for others."""

from dataclasses import dataclass
from datetime import datetime

from libs.common import audit
from libs.common.asks import NotFound
from libs.common.audit import Act
from libs.common.contracts.safeguarding import SuspensionChanged
from libs.common.handling import Handling
from libs.common.timers import TimerUseCase
from libs.common.unit import Timer, Unit, Units
from services.gateway.domain import suspensions as domain
from services.gateway.domain.access import Doer
from services.gateway.domain.reports import Reason
from services.gateway.domain.suspensions import Suspension
from services.gateway.store import Stores
from services.gateway.use_cases.people import People

SUSPENSION_OVER = "suspension-over"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to suspend, until when, and because of which report."""

    person_id: str
    until: datetime | None
    report_id: str


class Suspending:
    """Use cases about suspensions. The gateway has them first, so that nothing of theirs becomes a claim."""

    def __init__(self, stores: Stores, people: People, units: Units, handling: Handling) -> None:
        self._stores, self._people, self._units, self._handling = stores, people, units, handling

    @property
    def timers(self) -> dict[str, TimerUseCase]:
        """What comes by itself."""
        return {SUSPENSION_OVER: self.end}

    async def standing(self, org: str, person_id: str) -> Suspension | None:
        """What holds now of somebody."""
        found = await self._stores.suspensions.find(org, person_id)
        return found if found and found.holds(self._units.clock.now()) else None

    async def page(self, org: str, by: Doer, after: str, limit: int) -> tuple[list[Suspension], str | None]:
        """Those that stand and do not concern whoever looks, by id, and behind which the next page begins."""
        query = {"is_standing": True, "person_id": {"$gt": after}}
        found = await self._stores.suspensions.list_(org, query, limit=limit + 1, by="person_id")
        seen = [one for one in found[:limit] if by.actor_id not in await self._people.around(org, one.person_id)]
        return seen, found[limit - 1].person_id if len(found) > limit else None

    async def suspend(self, unit: Unit, wanted: Wanted) -> None:
        """In a unit that decides so. NotTaken: suspension-is-over."""
        before = await self._of(unit.org, wanted.person_id)
        after = domain.suspended(before, wanted.until, wanted.report_id, unit.now)
        self._keep(unit, after)
        if after.until:
            unit.set_timer(SUSPENSION_OVER, wanted.person_id, after.until)
        else:
            unit.cancel_timer(SUSPENSION_OVER, wanted.person_id)

    async def lift(self, org: str, person_id: str, reason: Reason, by: Doer) -> None:
        """By a moderator whom it does not concern; NotFound for any other."""
        barred = await self._people.around(org, person_id)

        async def decide() -> Unit:
            unit = self._units.start(org, actor_id=by.actor_id)
            before = await self._of(org, person_id)
            if by.actor_id in barred or not before.is_standing:
                raise NotFound
            self._keep(unit, domain.lifted(before))
            unit.cancel_timer(SUSPENSION_OVER, person_id)
            audit.done(unit, Act.PERSON_REINSTATED, person_id, by.ticket, reason)
            return unit

        await self._handling.settle(decide)

    async def end(self, timer: Timer) -> Unit:
        """Its time has come."""
        unit = self._units.after_timer(timer)
        before = await self._of(timer.org, timer.subject)
        after = domain.ended(before, unit.now)
        if after != before:
            self._keep(unit, after)
        return unit

    async def _of(self, org: str, person_id: str) -> Suspension:
        return await self._stores.suspensions.find(org, person_id) or Suspension(org=org, person_id=person_id)

    def _keep(self, unit: Unit, after: Suspension) -> None:
        unit.write(self._stores.suspensions.save(after))
        told = SuspensionChanged(person_id=after.person_id, is_suspended=after.is_standing, until=after.until)
        unit.publish(told, after.person_id, sequence=after.version)

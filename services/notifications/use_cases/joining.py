"""Somebody is here: what they hear of it in the days after hangs on this."""

from datetime import datetime

from libs.common.contracts import Event
from libs.common.contracts.base import rfc3339
from libs.common.contracts.people import PersonChanged, PersonJoined
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain.moments.people import is_complete, person_joined, profile_completed
from services.notifications.domain.notices import Cause
from services.notifications.use_cases.people import People
from services.notifications.use_cases.telling import Telling, cause_of

JOINED = "joined"
SAYS_ENOUGH = frozenset({"gives", "gets"})


class Joining:
    """Use cases about people who have come, and what they say of themselves."""

    def __init__(self, units: Units, people: People, telling: Telling) -> None:
        self.units, self.people, self.telling = units, people, telling

    async def join(self, event: Event[PersonJoined]) -> Unit:
        """Keep the record. What follows is a timer of its own that is due at once: the record is to be known first."""
        unit = await self.people.keep(event)
        cause, complete = cause_of(event), "yes" if is_complete(event.data) else ""
        facts = {"key": cause.key, "at": rfc3339(cause.at), "complete": complete}
        unit.set_timer(JOINED, event.data.person_id, unit.now, **facts)
        return unit

    async def change(self, event: Event[PersonChanged]) -> Unit:
        """Keep the record; who has said enough of themselves by now is not asked for it."""
        unit = await self.people.keep(event)
        if is_complete(event.data) and SAYS_ENOUGH.intersection(event.data.changed):
            await self.telling.fill(unit, profile_completed(event.data.person_id), cause_of(event))
        return unit

    async def tell(self, timer: Timer) -> Unit:
        """Of somebody who has joined."""
        unit, event_id = self.units.after_timer(timer), timer.cause_id or timer.subject
        at = datetime.fromisoformat(timer.facts["at"])
        cause = Cause(event_id, timer.facts["key"], (event_id,), timer.correlation_id, at)
        moment = person_joined(timer.subject, complete=bool(timer.facts["complete"]))
        await self.telling.fill(unit, moment, cause)
        return unit

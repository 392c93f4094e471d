"""Those who run a programme: who they are, and once a week what they hear of it."""

from libs.common.contracts import Event
from libs.common.contracts.administrators import AdministratorsChanged
from libs.common.ids import derived_id
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain import organising
from services.notifications.domain.notices import Cause, Happened
from services.notifications.domain.organising import Administration, administered, monday_after, next_look
from services.notifications.domain.plan import Moment
from services.notifications.store import Store
from services.notifications.use_cases.telling import Telling

ORGANISER_WEEK = "organiser-week"


class Organising:
    """Use cases about administrators."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling = store, units, telling

    async def keep(self, event: Event[AdministratorsChanged]) -> Unit:
        """Remember who they are, and look once a week from now on."""
        unit = self.units.after(event)
        known = await self.store.administrations.find(event.org, event.org) or Administration(event.org)
        after = administered(known, event.data.administrator_ids, event.sequence or 0)
        if after != known:
            unit.write(self.store.administrations.save(after))
            unit.set_timer(ORGANISER_WEEK, event.org, next_look(unit.now))
        return unit

    async def look(self, timer: Timer) -> Unit:
        """The week is over: counted once, told to each at eight on their own Monday."""
        unit, org = self.units.after_timer(timer), timer.org
        administration = await self.store.administrations.get(org, org)
        people = await self.store.people.find_all(org, administration.administrator_ids)
        counts = await self.store.figures.week(org, timer.due_at)
        reaches = await self.store.figures.reaches(org)
        day, told = monday_after(timer.due_at, "UTC"), []
        for person in people.values():
            monday = monday_after(timer.due_at, person.time_zone)
            week = organising.week(org, person.person_id, counts, monday)
            # Named by its month, it comes once in it.
            gap = organising.uptake_gap(org, person.person_id, reaches, monday)
            told += [_happened(week, timer, f"{day:%Y-%m-%d}"), _happened(gap, timer, f"{day:%Y-%m}")]
        await self.telling.fill_all(unit, filter(None, told))
        # After a standstill of weeks the newest is told, and no older one.
        unit.set_timer(ORGANISER_WEEK, org, next_look(max(unit.now, timer.due_at)))
        return unit


def _happened(moment: Moment | None, timer: Timer, period: str) -> Happened | None:
    if moment is None:
        return None
    cause_id = derived_id("organising", timer.org, moment.occasion, period)
    facts = (timer.cause_id or cause_id,)
    return Happened(moment, Cause(cause_id, cause_id, facts, timer.correlation_id, timer.due_at))

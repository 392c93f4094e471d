"""Programmes open: everybody for whom one is hears of it once, page by page."""

from libs.common.contracts import Event
from libs.common.contracts.programme_facts import (
    EnrolmentFact,
    Entry,
    ProgrammeClosed,
    ProgrammeEntered,
    ProgrammeEntryAsked,
    ProgrammeFact,
    ProgrammeInvited,
    ProgrammeOpened,
)
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain import launches as domain
from services.notifications.domain.announcements import Segment
from services.notifications.domain.launches import Enrolment, Launch, Standing, enrolment_key
from services.notifications.domain.notices import Cause
from services.notifications.store import Store
from services.notifications.use_cases.audiences import Audiences
from services.notifications.use_cases.telling import Telling, cause_of

LAUNCH = "launch"


class Launching:
    """Use cases about programmes."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling, self.audiences = store, units, telling, Audiences(store)

    async def programme(self, event: Event[ProgrammeFact]) -> Unit:
        """Keep the newest of it. People hear of its opening by a timer, unless it is known to be closed by then."""
        unit, newer = self.units.after(event), _launch(event)
        known = await self.store.launches.find(event.org, newer.programme_id)
        after = domain.told(known or Launch(org=event.org, programme_id=newer.programme_id), newer)
        if after != known:
            unit.write(self.store.launches.save(after))
        if isinstance(event.data, ProgrammeOpened) and after.is_open:
            unit.set_timer(LAUNCH, after.programme_id, unit.now, after="")
        if isinstance(event.data, ProgrammeClosed):
            await self.telling.fill(unit, domain.closed(after.programme_id), cause_of(event))
        return unit

    async def enrolment(self, event: Event[EnrolmentFact]) -> Unit:
        """Who is invited after it has opened hears of it then."""
        unit, fact = self.units.after(event), event.data
        if await self.store.tombstones.find(event.org, fact.person_id):
            return unit
        key = enrolment_key(fact.programme_id, fact.person_id)
        known = await self.store.enrolments.find(event.org, key) or Enrolment(org=event.org, enrolment_id=key)
        after = domain.followed(known, _standing(fact), event.sequence or 0)
        if after != known:
            unit.write(self.store.enrolments.save(after))
        if isinstance(fact, ProgrammeEntryAsked):
            await self._tell_organisers(unit, event)
        if isinstance(fact, ProgrammeEntered):
            await self.telling.fill(unit, domain.entered(fact.programme_id, fact.person_id), cause_of(event))
        launch = await self.store.launches.find(event.org, fact.programme_id)
        if launch and launch.is_open and after != known and after.standing is Standing.INVITED:
            moment = domain.opened(launch, (fact.person_id,))
            await self.telling.fill(unit, moment, _cause(launch, unit, event.id))
        return unit

    async def _tell_organisers(self, unit: Unit, event: Event[EnrolmentFact]) -> None:
        """Administrators, where it has no organisers. What is faster than its programme waits for it."""
        launch = await self.store.launches.get(event.org, event.data.programme_id)
        administration = await self.store.administrations.find(event.org, event.org)
        whose = launch.organiser_ids or (administration.administrator_ids if administration else ())
        if launch.is_open and whose:
            moment = domain.entry_asked(launch, event.data.person_id, whose)
            await self.telling.fill(unit, moment, cause_of(event))

    async def go_on(self, timer: Timer) -> Unit:
        """Tell one page of people; the next has its turn at once."""
        unit = self.units.after_timer(timer)
        launch = await self.store.launches.get(timer.org, timer.subject)
        if not launch.is_open:
            return unit
        page = await self.audiences.page(timer.org, Segment(), timer.facts["after"])
        keys = {person_id: enrolment_key(launch.programme_id, person_id) for person_id in page.person_ids}
        known = await self.store.enrolments.find_all(timer.org, keys.values())
        standings = {one: known[key].standing if key in known else Standing.OUT for one, key in keys.items()}
        told = tuple(one for one, standing in standings.items() if domain.is_for(launch, standing))
        await self.telling.fill(unit, domain.opened(launch, told), _cause(launch, unit, timer.cause_id))
        if page.last is not None:
            unit.set_timer(LAUNCH, launch.programme_id, unit.now, after=page.last)
        return unit


def _launch(event: Event[ProgrammeFact]) -> Launch:
    fact = event.data
    return Launch(
        org=event.org,
        programme_id=fact.programme_id,
        sequence=event.sequence or 0,
        is_open=not isinstance(fact, ProgrammeClosed),
        is_by_invitation=fact.entry is Entry.INVITED,
        called={str(locale): name for locale, name in fact.called.items()},
        organiser_ids=fact.organiser_ids,
    )


def _standing(fact: EnrolmentFact) -> Standing:
    if isinstance(fact, ProgrammeEntered):
        return Standing.IN
    return Standing.INVITED if isinstance(fact, ProgrammeInvited) else Standing.OUT


def _cause(launch: Launch, unit: Unit, event_id: str | None) -> Cause:
    """The programme itself: by whichever way somebody comes to it, each hears it once."""
    own = launch.programme_id
    return Cause(event_id or own, own, (event_id or own,), unit.correlation_id, unit.now)

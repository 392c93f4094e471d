"""Somebody came who had been invited: they and their inviters hear of each other, once, if they choose to be seen."""

from dataclasses import replace

from libs.common.ids import derived_id
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain.invitations import Invitation
from services.notifications.domain.moments import people as moments
from services.notifications.domain.notices import Cause, Happened
from services.notifications.domain.people import Person
from services.notifications.store import Store
from services.notifications.use_cases.telling import Telling

ARRIVAL = "arrival"


class Arrivals:
    """Follows from a person's record, as a timer of its own that is due at once: the record is to be known first."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling = store, units, telling

    async def tell(self, timer: Timer) -> Unit:
        """Of every invitation to the address of whoever came."""
        unit = self.units.after_timer(timer)
        person = await self.store.people.get(timer.org, timer.subject)
        if person.is_open:
            waiting = await self.store.invitations.list_waiting_for(timer.org, person.mark)
            met = [one for one in waiting if await self._may_meet(one, person)]
            unit.write(*(self.store.invitations.save(replace(one, person_id=person.person_id)) for one in met))
            await self.telling.fill_all(unit, (told for one in met for told in _told(one, person, timer)))
        return unit

    async def _may_meet(self, invitation: Invitation, person: Person) -> bool:
        """Where a block keeps the two apart, it is as if whoever came still hid: both to be told and to be seen."""
        return not (await self.store.sight(person.org, invitation.inviter_id, [person])).lost


async def expect(unit: Unit, store: Store, person: Person) -> None:
    """Who can be found from now on may be somebody who was invited."""
    if person.is_open and await store.addresses.find(person.org, person.mark):
        unit.set_timer(ARRIVAL, person.person_id, unit.now)


def _told(invitation: Invitation, person: Person, timer: Timer) -> tuple[Happened, Happened]:
    cause = _cause(invitation, timer)
    here, welcome = moments.colleague_here(invitation, person.person_id), moments.welcome(invitation, person.person_id)
    return Happened(here, cause), Happened(welcome, cause)


def _cause(invitation: Invitation, timer: Timer) -> Cause:
    """Derived from the invitation: whatever comes again, it is told once."""
    cause_id = derived_id("arrival", invitation.org, invitation.delivery_id)
    return Cause(cause_id, cause_id, (timer.cause_id or cause_id,), timer.correlation_id, timer.due_at)

"""People as the gateway's record has them: the highest sequence wins."""

from libs.common.contracts import Event
from libs.common.contracts.people import PersonLeft, PersonRecord
from libs.common.unit import Unit, Units
from services.notifications.domain import people as domain
from services.notifications.domain.people import Person
from services.notifications.store import Store
from services.notifications.use_cases.arrivals import expect
from services.notifications.use_cases.envelopes import Envelopes


class People:
    """Use cases about people."""

    def __init__(self, store: Store, units: Units, envelopes: Envelopes) -> None:
        self.store, self.units, self.envelopes = store, units, envelopes

    async def keep(self, event: Event[PersonRecord]) -> Unit:
        """Take over the whole record, unless a newer one is here."""
        known = await self._known(event.org, event.data.person_id)
        mark = self.envelopes.mark(event.org, event.data.email)
        after = domain.updated(known, event.data, event.sequence or 0, mark)
        unit = self._changed(event, known, after)
        if domain.has_come(known, after):
            await expect(unit, self.store, after)
        return unit

    async def let_go(self, event: Event[PersonLeft]) -> Unit:
        """Somebody left. That may be heard before they joined: then nothing older brings them in."""
        known = await self._known(event.org, event.data.person_id)
        after = domain.left(known, event.sequence or 0)
        unit = self._changed(event, known, after)
        if after.has_left:
            await self._forget(unit, after.person_id)
        return unit

    async def _forget(self, unit: Unit, person_id: str) -> None:
        """Where else they were reached."""
        reach = await self.store.reaches.find(unit.org, person_id)
        if reach:
            unit.write(self.store.reaches.remove(reach))

    async def _known(self, org: str, person_id: str) -> Person:
        return await self.store.people.find(org, person_id) or Person(org, person_id)

    def _changed(self, event: Event[PersonRecord] | Event[PersonLeft], before: Person, after: Person) -> Unit:
        unit = self.units.after(event)
        if after != before:
            unit.write(self.store.people.save(after))
        return unit

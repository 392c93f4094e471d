"""Somebody does not want to meet somebody here: kept, so that nothing introduces the two to each other."""

from libs.common.contracts import Event
from libs.common.contracts.blocks import BlocksChanged
from libs.common.unit import Unit, Units
from services.notifications.domain.blocks import Blocks, lifted, updated
from services.notifications.store import Store
from services.notifications.use_cases.arrivals import expect


class Blocking:
    """Use cases about blocks."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units = store, units

    async def keep(self, event: Event[BlocksChanged]) -> Unit:
        """Take over whom somebody blocks, unless something newer is here. A block less is as if somebody had come."""
        unit, person_id = self.units.after(event), event.data.person_id
        if await self.store.tombstones.find(unit.org, person_id):
            return unit
        known = await self.store.blocks.find(unit.org, person_id) or Blocks(org=unit.org, person_id=person_id)
        after = updated(known, event.data.blocked_ids, event.sequence or 0)
        if after != known:
            unit.write(self.store.blocks.save(after))
        if seen_again := lifted(known, after):
            people = await self.store.people.find_all(unit.org, {person_id, *seen_again})
            for person in people.values():
                await expect(unit, self.store, person)
        return unit

"""Erasing somebody: their words can be read no more at once, then their rows go; the partner keeps what is theirs."""

from collections import Counter

from libs.common.contracts import Event
from libs.common.contracts.erasure import ErasureDone, PersonErased
from libs.common.dead_letters import DeadLetters
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.erasure import Tombstone, tombstone_key, with_more_gone
from services.journal.domain.keys import KeyName, destroyed, never_to_be, own_key, shared_key
from services.journal.store import Store

ERASE = "erase"
AT_ONCE = 200


class Erasure:
    """Use cases about forgetting."""

    def __init__(self, store: Store, units: Units, dead_letters: DeadLetters) -> None:
        self.store, self.units, self.dead_letters = store, units, dead_letters

    async def begin(self, event: Event[PersonErased]) -> Unit:
        """Destroy their keys and take nothing more in. A repeat finds the tombstone."""
        unit = self.units.after(event)
        person_id = event.data.person_id
        if await self.store.tombstones.find(event.org, tombstone_key(person_id)):
            return unit
        known = {key.key_id: key for key in await self.store.keys_of(event.org, person_id)}
        keys = [key for key in known.values() if key.wrapped is not None]
        never_made = [name for name in await self._names(event.org, person_id) if name.key_id not in known]
        unit.write(*(self.store.keys.save(destroyed(key)) for key in keys))
        unit.write(*(self.store.keys.save(never_to_be(event.org, name, unit.now)) for name in never_made))
        fresh = Tombstone(org=event.org, tombstone_key=tombstone_key(person_id), at=unit.now)
        unit.write(self.store.tombstones.save(with_more_gone(fresh, Counter(keys=len(keys)))))
        unit.set_timer(ERASE, person_id, unit.now)
        return unit

    async def _names(self, org: str, person_id: str) -> list[KeyName]:
        """Of every key that what they are doing at this moment could still make."""
        stories = await self.store.list_stories_of(org, person_id)
        requests = await self.store.list_requests_of(org, person_id)
        places = [*(story.pair_id for story in stories), *(request.request_id for request in requests)]
        return [own_key(person_id), *(shared_key(place, person_id) for place in places)]

    async def go_on(self, timer: Timer) -> Unit:
        """Remove some of their rows; when none is left, say so."""
        unit = self.units.after_timer(timer)
        person_id = timer.subject
        tombstone = await self.store.tombstones.get(timer.org, tombstone_key(person_id))
        rows = await self.store.rows_of(timer.org, person_id, AT_ONCE)
        if rows:
            gone = Counter(row.collection for row in rows)
            unit.write(*rows)
            unit.set_timer(ERASE, person_id, unit.now)
        else:
            gone = Counter(dead_letters=await self.dead_letters.forget(timer.org, person_id))
        after = with_more_gone(tombstone, gone)
        if after != tombstone:
            unit.write(self.store.tombstones.save(after))
        if not rows:
            unit.publish(ErasureDone(person_id=person_id, counts=dict(after.counts)), person_id)
        return unit

"""Erasing somebody: their words can be read no more at once, then their rows go; the partner keeps what is theirs."""

from collections import Counter
from datetime import timedelta

from libs.common.erasing import Remains
from libs.common.unit import Unit
from services.journal.domain.keys import KeyName, destroyed, never_to_be, own_key, shared_key
from services.journal.store import OF_A_PERSON, Store


class Erasure:
    """What journal does beside removing rows."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def remains(self) -> Remains:
        """Nothing waits for a last look: what is under way finds its key destroyed."""
        rows = {name: (field,) for name, field in OF_A_PERSON.items()}
        return Remains(rows=rows, begin=self._destroy_keys, last_look=timedelta(0))

    async def _destroy_keys(self, unit: Unit, person_id: str) -> Counter[str]:
        known = {key.key_id: key for key in await self.store.keys_of(unit.org, person_id)}
        keys = [key for key in known.values() if key.wrapped is not None]
        never_made = [name for name in await self._names(unit.org, person_id) if name.key_id not in known]
        unit.write(*(self.store.keys.save(destroyed(key)) for key in keys))
        unit.write(*(self.store.keys.save(never_to_be(unit.org, name, unit.now)) for name in never_made))
        return Counter(keys=len(keys))

    async def _names(self, org: str, person_id: str) -> list[KeyName]:
        """Of every key that what they are doing at this moment could still make."""
        stories = await self.store.list_stories_of(org, person_id)
        requests = await self.store.list_requests_of(org, person_id)
        places = [*(story.pair_id for story in stories), *(request.request_id for request in requests)]
        return [own_key(person_id), *(shared_key(place, person_id) for place in places)]

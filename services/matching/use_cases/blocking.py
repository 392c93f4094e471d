"""Somebody does not want to meet somebody here: kept, and what is open between the two ends like anything else."""

from collections.abc import Collection
from dataclasses import replace

from libs.common.contracts import Event
from libs.common.contracts.blocks import BlocksChanged
from libs.common.ids import derived_id
from libs.common.unit import Timer, Unit, Units
from services.matching.domain.requests import RequestState
from services.matching.domain.sparks import turn_away
from services.matching.domain.walls import Blocks
from services.matching.store import Store
from services.matching.use_cases.keeping import Keeping
from services.matching.use_cases.recognising import Recognising

TURN_AWAY = "request-turn-away"
"""Due at once, for each request between somebody and whom they block."""


class Blocking:
    """Use cases about blocks. A pair that lives goes on: to end it is an act of its own."""

    def __init__(self, store: Store, units: Units, recognising: Recognising) -> None:
        self.store, self.units, self.recognising = store, units, recognising
        self.keeping = Keeping(store)

    async def keep(self, event: Event[BlocksChanged]) -> Unit:
        """Take over whom somebody blocks, unless something newer is here."""
        unit, person_id = self.units.after(event), event.data.person_id
        if await self.store.tombstones.find(unit.org, person_id):
            return unit
        known = await self.store.blocks.find(unit.org, person_id) or Blocks(org=unit.org, person_id=person_id)
        if known.sequence < (event.sequence or 0):
            after = replace(known, blocked_ids=event.data.blocked_ids, sequence=event.sequence or 0)
            unit.write(self.store.blocks.save(after))
            await self._part(unit, person_id, set(after.blocked_ids) - set(known.blocked_ids))
        return unit

    async def turn_away(self, timer: Timer) -> Unit:
        """The end of one request. By whom, in which story and by what looks as if they had answered it themselves."""
        unit, by = self.units.after_timer(timer), timer.facts["by"]
        request = await self.store.requests.get(timer.org, timer.subject)
        if not request.state.is_terminal:
            unit.actor_id, unit.correlation_id = by, request.correlation_id
            unit.cause_id = derived_id("claim", timer.cause_id or "", request.request_id)
            await self.keeping.keep(unit, turn_away(request, by, unit.now).request, await self.store.desks_of(request))
        return unit

    async def _part(self, unit: Unit, by: str, other_ids: Collection[str]) -> None:
        """Person and desk are read first and saved: nothing is named and no request opens beside it unseen."""
        if not other_ids:
            return
        person, desk = await self.store.people.get(unit.org, by), await self.store.desk(unit.org, by)
        unit.write(self.store.people.save(person), self.store.desks.save(desk))
        for request in await self.store.list_unended(unit.org, by, other_ids):
            # Of what was proposed to the other alone, who blocks has never heard: nobody confirms it any more.
            if request.state is not RequestState.PROPOSED or request.asker_id == by:
                unit.set_timer(TURN_AWAY, request.request_id, unit.now, by=by)
        await self.recognising.turn_away(unit, by, other_ids)

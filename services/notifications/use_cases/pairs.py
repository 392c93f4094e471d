"""Pairs: what is told of them, and what is remembered of how they stand."""

from libs.common.contracts import AnyEvent, Event
from libs.common.contracts.care import SessionSuggested
from libs.common.contracts.pairs import (
    MilestoneReached,
    PairChanged,
    PairEnded,
    PairFormed,
    PairPhaseChanged,
    PairReminded,
    SessionHeld,
)
from libs.common.errors import Permanent, Retryable
from libs.common.unit import Unit, Units
from services.notifications.domain import moments
from services.notifications.domain.pairs import (
    Formed,
    NotAPair,
    Pair,
    with_formed,
    with_phase,
    with_session,
    with_standing,
)
from services.notifications.store import Store
from services.notifications.use_cases.telling import OVERTAKEN, Telling, cause_of


class Pairs:
    """Use cases about pairs."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling = store, units, telling

    async def form(self, event: Event[PairFormed]) -> Unit:
        """Tell both."""
        unit, known = await self._begin(event, event.data.pair_id)
        try:
            pair = with_formed(known, event.data, event.time, event.id)
        except NotAPair:
            raise Permanent("not-a-pair", "/data/members: one mentor and one mentee") from None
        self._keep(unit, known, pair)
        if pair.formed:
            await self.telling.fill(unit, moments.pair_formed(pair.pair_id, pair.formed), cause_of(event))
        return unit

    async def follow_change(self, event: Event[PairChanged]) -> Unit:
        """It goes on differently: tell whoever did not ask for it."""
        unit, known, after = await self._follow_standing(event)
        moment = moments.pair_changed(event.data, _formed(after), event.actorid)
        await self.telling.fill(unit, moment, cause_of(event), _overtaken(known, event))
        return unit

    async def remind(self, event: Event[PairReminded]) -> Unit:
        """One talk is still to come: both hear of it, unless the pair has gone on or ended since."""
        unit, known = await self._begin(event, event.data.pair_id)
        moment = moments.pair_reminded(event.data, _formed(known))
        await self.telling.fill(unit, moment, cause_of(event), _overtaken(known, event))
        return unit

    async def follow_end(self, event: Event[PairEnded]) -> Unit:
        """It is over: nothing is expected of anybody any more, and both hear it in the words of their role."""
        unit, known, after = await self._follow_standing(event)
        moment = moments.pair_ended(event.data, _formed(after))
        await self.telling.fill(unit, moment, cause_of(event), _overtaken(known, event))
        return unit

    async def follow_phase(self, event: Event[PairPhaseChanged]) -> Unit:
        """Remember whose turn it is."""
        unit, known = await self._begin(event, event.data.pair_id)
        self._keep(unit, known, with_phase(known, event.data, event.sequence or 0, event.id))
        return unit

    async def follow_session(self, event: Event[SessionHeld]) -> Unit:
        """They met: whose turn it is next."""
        unit, known = await self._begin(event, event.data.pair_id)
        after = with_session(known, event.data, event.id)
        self._keep(unit, known, after)
        await self.telling.fill(unit, moments.session_held(event.data), cause_of(event))
        return unit

    async def suggest_session(self, event: Event[SessionSuggested]) -> Unit:
        """Silent for longer than is usual for these two: whose turn it is hears of it."""
        unit = self.units.after(event)
        pair = await self.store.pairs.get(event.org, event.data.pair_id)
        await self.telling.fill(unit, moments.session_suggested(event.data, pair, _formed(pair)), cause_of(event))
        return unit

    async def celebrate(self, event: Event[MilestoneReached]) -> Unit:
        """Tell whoever reached it, once it is known who has which role."""
        unit = self.units.after(event)
        formed = _formed(await self.store.pairs.get(event.org, event.data.pair_id))
        await self.telling.fill(unit, moments.milestone_reached(event.data, formed), cause_of(event))
        return unit

    async def _follow_standing(self, event: Event[PairChanged] | Event[PairEnded]) -> tuple[Unit, Pair, Pair]:
        unit, known = await self._begin(event, event.data.pair_id)
        _formed(known)
        after = with_standing(known, event.data, event.sequence or 0)
        self._keep(unit, known, after)
        return unit, known, after

    async def _begin(self, event: AnyEvent, pair_id: str) -> tuple[Unit, Pair]:
        known = await self.store.pairs.find(event.org, pair_id)
        return self.units.after(event), known or Pair(event.org, pair_id)

    def _keep(self, unit: Unit, before: Pair, after: Pair) -> None:
        if after != before:
            unit.write(self.store.pairs.save(after))


def _formed(pair: Pair) -> Formed:
    """Who has which role; a pair that only journal has spoken of is still on its way from matching."""
    if pair.formed is None:
        raise Retryable("unknown-pair", pair.pair_id)
    return pair.formed


def _overtaken(known: Pair, event: AnyEvent) -> str | None:
    return OVERTAKEN if (event.sequence or 0) < known.standing_sequence else None

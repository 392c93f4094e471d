"""Pairs: what is told of them, and what is remembered of how they stand."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from libs.common.contracts import AnyEvent, Event
from libs.common.contracts.care import PairCareOffered
from libs.common.contracts.ledgers import ExchangeLogged, ExchangeWithdrawn
from libs.common.contracts.pairs import (
    Milestone,
    MilestoneReached,
    PairChanged,
    PairEnded,
    PairFact,
    PairFormed,
    PairPhaseChanged,
    PairReminded,
    SessionHeld,
)
from libs.common.errors import Permanent, Retryable
from libs.common.unit import Unit, Units
from services.notifications.domain.balance import SESSIONS
from services.notifications.domain.moments import learning, sessions
from services.notifications.domain.moments import pairs as moments
from services.notifications.domain.moments.uneven import uneven_after
from services.notifications.domain.notices import Cause, Happened
from services.notifications.domain.pairs import (
    Formed,
    NotAPair,
    Pair,
    with_exchange,
    with_formed,
    with_phase,
    with_session,
    with_standing,
)
from services.notifications.domain.plan import Moment
from services.notifications.store import Store
from services.notifications.use_cases.telling import OVERTAKEN, Telling, cause_of

F = TypeVar("F", bound=PairFact | PairCareOffered)


class Pairs:
    """Use cases about pairs."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling = store, units, telling

    def of(self, moment_of: Callable[[F, Pair], Moment | None]) -> Callable[[Event[F]], Awaitable[Unit]]:
        """The use case that tells of a fact of journal, once it is known who has which role."""
        return self.by(lambda fact, pair, _: moment_of(fact, pair))

    def by(self, moment_of: Callable[[F, Pair, str | None], Moment | None]) -> Callable[[Event[F]], Awaitable[Unit]]:
        """The same where it matters who did it."""

        async def tell(event: Event[F]) -> Unit:
            unit = self.units.after(event)
            pair = await self.store.pairs.get(event.org, event.data.pair_id)
            _formed(pair)
            await self.telling.fill(unit, moment_of(event.data, pair, event.actorid), cause_of(event))
            return unit

        return tell

    async def form(self, event: Event[PairFormed]) -> Unit:
        """Tell both."""
        unit, known = await self._begin(event, event.data.pair_id)
        try:
            pair = with_formed(known, event.data, event.time, event.id)
        except NotAPair:
            raise Permanent("not-a-pair", "/data/members: one mentor and one mentee") from None
        self._keep(unit, known, pair)
        told = (moments.pair_formed(pair), moments.pair_begun(pair))
        await self.telling.fill_all(unit, [Happened(moment, cause_of(event)) for moment in told])
        return unit

    async def follow_change(self, event: Event[PairChanged]) -> Unit:
        """It goes on differently: tell whoever did not ask for it."""
        unit, known, after = await self._follow_standing(event)
        moment = moments.pair_changed(event.data, after, event.actorid)
        await self.telling.fill(unit, moment, cause_of(event), _overtaken(known, event))
        return unit

    async def remind(self, event: Event[PairReminded]) -> Unit:
        """One talk is still to come: both hear of it, unless the pair has gone on or ended since."""
        unit, known = await self._begin(event, event.data.pair_id)
        _formed(known)
        moment = moments.pair_reminded(event.data, known)
        await self.telling.fill(unit, moment, cause_of(event), _overtaken(known, event))
        return unit

    async def follow_end(self, event: Event[PairEnded]) -> Unit:
        """It is over: nothing is expected of anybody any more, and both hear it in the words of their role."""
        unit, known, after = await self._follow_standing(event)
        over, cause = moments.over(event.data), cause_of(event)
        moment = moments.pair_ended(event.data, after)
        await self.telling.fill_all(unit, [Happened(over, cause), Happened(moment, cause, _overtaken(known, event))])
        return unit

    async def follow_phase(self, event: Event[PairPhaseChanged]) -> Unit:
        """Remember whose turn it is, and tell both where the story moved on to what needs them."""
        unit, known = await self._begin(event, event.data.pair_id)
        after = with_phase(known, event.data, event.sequence or 0, event.id)
        self._keep(unit, known, after)
        if after.phase != known.phase and moments.is_told(event.data):
            _formed(after)
            await self.telling.fill(unit, moments.phase_changed(event.data, after, event.time), cause_of(event))
        return unit

    async def follow_session(self, event: Event[SessionHeld]) -> Unit:
        """They met: whose turn it is next, and whether one of the two does all of it."""
        unit, known = await self._begin(event, event.data.pair_id)
        after = with_session(known, event.data, event.id)
        self._keep(unit, known, after)
        if len(after.balance.met) >= SESSIONS:
            _formed(after)
        cause = cause_of(event)
        held = Happened(sessions.session_held(event.data), cause)
        await self.telling.fill_all(unit, [held, *uneven_after(event.data, known, after, cause)])
        return unit

    async def follow_exchange(self, event: Event[ExchangeLogged] | Event[ExchangeWithdrawn]) -> Unit:
        """Remember which way something went."""
        unit, known = await self._begin(event, event.data.pair_id)
        self._keep(unit, known, with_exchange(known, event.data, event.time, event.id))
        return unit

    async def celebrate(self, event: Event[MilestoneReached]) -> Unit:
        """Tell whoever reached it, or from whom something was learned, once it is known who has which role."""
        unit = self.units.after(event)
        pair = await self.store.pairs.get(event.org, event.data.pair_id)
        _formed(pair)
        told = [Happened(learning.milestone_reached(event.data, pair), cause_of(event))]
        if event.data.milestone is Milestone.LEARNED_FROM_OTHER:
            told.append(Happened(learning.learned(event.data, pair), _cause_of_evidence(event)))
        await self.telling.fill_all(unit, told)
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


def _cause_of_evidence(event: Event[MilestoneReached]) -> Cause:
    """The entry that shows it, where one does: who hears of that hears of the milestone with it."""
    cause = cause_of(event)
    (evidence, *_) = (*event.data.evidence, event.id)
    return replace(cause, key=f"{event.org}/{event.source}/{evidence}", facts=(*event.data.evidence, event.id))

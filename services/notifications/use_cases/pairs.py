"""Pairs: what is told when they form and reach something, and the one nudge when they have not met for long."""

from libs.common.contracts import AnyEvent, Event
from libs.common.contracts.notifications import NudgeDropped
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
from libs.common.ids import derived_id
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain import moments
from services.notifications.domain.deliveries import Cause
from services.notifications.domain.pairs import (
    Anchor,
    Formed,
    NotAPair,
    Pair,
    spoken_of,
    with_formed,
    with_phase,
    with_session,
    with_standing,
)
from services.notifications.store import Store
from services.notifications.use_cases.telling import LEFT, OVERTAKEN, Telling, cause_of

NUDGE = "session-gap"
PARTNER_LEFT = "partner-left"


class Pairs:
    """Use cases about pairs."""

    def __init__(self, store: Store, units: Units, telling: Telling) -> None:
        self.store, self.units, self.telling = store, units, telling

    async def form(self, event: Event[PairFormed]) -> Unit:
        """Tell both, and count the days from here."""
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
        """They met: count the days anew."""
        unit, known = await self._begin(event, event.data.pair_id)
        self._keep(unit, known, with_session(known, event.data, event.id))
        return unit

    async def celebrate(self, event: Event[MilestoneReached]) -> Unit:
        """Tell whoever reached it, once it is known who has which role."""
        unit = self.units.after(event)
        formed = _formed(await self.store.pairs.get(event.org, event.data.pair_id))
        await self.telling.fill(unit, moments.milestone_reached(event.data, formed), cause_of(event))
        return unit

    async def nudge(self, timer: Timer) -> Unit:
        """The gap is too long: tell the next owner, unless somebody is not here any more."""
        unit = self.units.after_timer(timer)
        pair = await self.store.pairs.get(timer.org, timer.subject)
        anchor, due = pair.anchor, pair.nudge_at
        if anchor is None or due is None:
            return unit
        if due > unit.now:
            unit.set_timer(NUDGE, pair.pair_id, due)
            return unit
        formed, owner_id = _formed(pair), pair.next_owner_id
        if owner_id is None:
            raise Retryable("unknown-next-owner", pair.pair_id)
        unit.write(self.store.pairs.save(spoken_of(pair)))
        silence = await self._silence(pair.org, owner_id, formed.partner_of(owner_id))
        if silence:
            unit.publish(NudgeDropped(nudge=NUDGE, subject_id=pair.pair_id, reason=silence), pair.pair_id)
        else:
            moment = moments.session_gap(pair, formed, owner_id)
            await self.telling.fill(unit, moment, _cause_of_gap(pair, anchor, timer))
        return unit

    async def _follow_standing(self, event: Event[PairChanged] | Event[PairEnded]) -> tuple[Unit, Pair, Pair]:
        unit, known = await self._begin(event, event.data.pair_id)
        _formed(known)
        after = with_standing(known, event.data, event.sequence or 0, event.id)
        self._keep(unit, known, after)
        return unit, known, after

    async def _begin(self, event: AnyEvent, pair_id: str) -> tuple[Unit, Pair]:
        known = await self.store.pairs.find(event.org, pair_id)
        return self.units.after(event), known or Pair(event.org, pair_id)

    def _keep(self, unit: Unit, before: Pair, after: Pair) -> None:
        if after != before:
            unit.write(self.store.pairs.save(after))
        # Only a newer beginning of the gap moves the timer: an older fact that comes late does not.
        if after.nudge_at is None and before.nudge_at is not None:
            unit.cancel_timer(NUDGE, after.pair_id)
        elif after.nudge_at is not None and after.nudge_at != before.nudge_at:
            unit.set_timer(NUDGE, after.pair_id, after.nudge_at)

    async def _silence(self, org: str, owner_id: str, partner_id: str) -> str | None:
        people = await self.store.people.get_all(org, (owner_id, partner_id))
        if people[owner_id].has_left:
            return LEFT
        return PARTNER_LEFT if people[partner_id].has_left else None


def _formed(pair: Pair) -> Formed:
    """Who has which role; a pair that only journal has spoken of is still on its way from matching."""
    if pair.formed is None:
        raise Retryable("unknown-pair", pair.pair_id)
    return pair.formed


def _overtaken(known: Pair, event: AnyEvent) -> str | None:
    return OVERTAKEN if (event.sequence or 0) < known.standing_sequence else None


def _cause_of_gap(pair: Pair, anchor: Anchor, timer: Timer) -> Cause:
    """An absence has no event of its own: its cause is derived from the fact since which nothing happened."""
    cause_id = derived_id("gap", pair.org, pair.pair_id, anchor.event_id)
    return Cause(cause_id, cause_id, (anchor.event_id,), timer.correlation_id)

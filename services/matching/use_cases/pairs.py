"""Pairs: how they go on and how they end, by their members, by time, and by somebody's leaving."""

from collections.abc import Callable
from datetime import datetime

from libs.common.contracts import Event
from libs.common.contracts.pairs import PairEndAsked, PairExtendAsked, PairPauseAsked, PairTurnAsked, SessionHeld
from libs.common.contracts.safeguarding import PairEndOrdered
from libs.common.errors import Refused
from libs.common.unit import Timer, Unit, Units
from services.matching.domain import one_talk
from services.matching.domain import standings as domain
from services.matching.domain.codes import Code, explain
from services.matching.domain.directions import Direction
from services.matching.domain.errors import NotYours, RuleBroken
from services.matching.domain.pairs import EndReason, Pair, Turn
from services.matching.domain.people import Person, return_place, take_place
from services.matching.domain.standings import Change, Step
from services.matching.store import Store
from services.matching.use_cases.keeping import Keeping, keep_place_freed, wind_talk
from services.matching.use_cases.pair_facts import fact_of
from services.matching.use_cases.reorganising import PAIR_LINE

PAUSE = "pair-pause"
SUSPENSION = "pair-suspension"
"""Due at once, for each pair of somebody who is suspended or is so no more."""

Claim = PairEndAsked | PairPauseAsked | PairExtendAsked | PairTurnAsked
Decision = Callable[[Pair, str, datetime], Step]


class Pairs:
    """Use cases about pairs."""

    def __init__(self, store: Store, units: Units) -> None:
        self.store, self.units, self.keeping = store, units, Keeping(store)

    async def end(self, event: Event[PairEndAsked]) -> Unit:
        """Alone and at once, by whoever of the two wants it."""
        reason = EndReason(event.data.reason.value)
        return await self._decide(event, lambda pair, by, now: domain.end(pair, by, reason, now))

    async def pause(self, event: Event[PairPauseAsked]) -> Unit:
        """Or resume, as the claim says."""
        if not event.data.paused:
            return await self._decide(event, domain.resume)
        until = event.data.until
        return await self._decide(event, lambda pair, by, now: domain.pause(pair, by, until, now))

    async def extend(self, event: Event[PairExtendAsked]) -> Unit:
        """Go on for longer."""
        until = event.data.until
        return await self._decide(event, lambda pair, by, now: domain.extend(pair, by, until, now))

    async def turn(self, event: Event[PairTurnAsked]) -> Unit:
        """Learn another way, once both have wished it. The place goes with who gives."""
        wanted = Turn(Direction(event.data.direction.value), event.data.mentor_id)
        return await self._decide(event, lambda pair, by, now: domain.turn(pair, by, wanted))

    async def follow_session(self, event: Event[SessionHeld]) -> Unit:
        """They met: what was to be one talk is over, and its place is free."""
        unit = self.units.after(event)
        pair = await self.store.pairs.get(event.org, event.data.pair_id)
        step = domain.hold(pair, unit.now)
        await self._move_place(unit, pair, step)
        self._tell(unit, pair, step)
        return unit

    async def come_back(self, timer: Timer) -> Unit:
        """The time of a pause has come."""
        unit = self.units.after_timer(timer)
        pair = await self.store.pairs.get(timer.org, timer.subject)
        self._tell(unit, pair, domain.come_back(pair, unit.now))
        return unit

    async def tick(self, timer: Timer) -> Unit:
        """One talk that nobody held brings a word to both, then its end; its place is free as with any other end."""
        unit = self.units.after_timer(timer)
        pair = await self.store.pairs.get(timer.org, timer.subject)
        step = one_talk.tick(pair, unit.now)
        await self._move_place(unit, pair, step)
        self._tell(unit, pair, step)
        if step.change is None:
            wind_talk(unit, pair)
        return unit

    async def break_off(self, event: Event[PairEndOrdered]) -> Unit:
        """By a moderator."""
        unit = self.units.after(event)
        pair = await self.store.pairs.find(event.org, event.data.pair_id)
        if pair:
            step = domain.break_off(pair, unit.now)
            await self._move_place(unit, pair, step)
            self._tell(unit, pair, step)
        return unit

    async def follow_suspension(self, timer: Timer) -> Unit:
        """It rests while a member is suspended. Whoever says otherwise at this moment has it looked at again."""
        unit = self.units.after_timer(timer)
        pair = await self.store.pairs.get(timer.org, timer.subject)
        members = await self.store.people.get_all(timer.org, [one.person_id for one in pair.members])
        is_suspended = any(one.is_suspended for one in members.values())
        step = domain.suspend(pair) if is_suspended else domain.reinstate(pair, unit.now)
        if step.pair != pair and step.change is None:
            unit.write(self.store.pairs.save(step.pair))
        self._tell(unit, pair, step)
        return unit

    async def end_all_of(self, unit: Unit, person: Person) -> None:
        """Somebody left: their pairs end, and everybody is kept with the places that came back."""
        kept = {person.person_id: person}
        for pair in await self.store.list_living_pairs(person.org, person.person_id):
            mentor = kept.get(pair.mentor_id) or await self.store.people.get(person.org, pair.mentor_id)
            kept[mentor.person_id] = return_place(mentor)
            keep_place_freed(unit, mentor.person_id)
            self._tell(unit, pair, domain.end(pair, person.person_id, EndReason.LEFT, unit.now))
        unit.write(*(self.store.people.save(one) for one in kept.values()))

    async def _decide(self, event: Event[Claim], decide: Decision) -> Unit:
        unit = self.units.after(event)
        try:
            pair = await self._known(event.org, event.data.pair_id)
            step = decide(pair, event.actorid or "", unit.now)
            await self._move_place(unit, pair, step)
        except RuleBroken as broken:
            raise Refused(broken.code.value, explain(broken.code)) from broken
        self._tell(unit, pair, step)
        return unit

    async def _known(self, org: str, pair_id: str) -> Pair:
        pair = await self.store.pairs.find(org, pair_id)
        if pair is None:
            raise NotYours(Code.PAIR_UNKNOWN)
        return pair

    async def _move_place(self, unit: Unit, before: Pair, step: Step) -> None:
        """A place is free with the end, and moves where another gives from now on."""
        people, after = self.store.people, step.pair
        if step.change is Change.ENDED or before.mentor_id != after.mentor_id:
            unit.write(people.save(return_place(await people.get(before.org, before.mentor_id))))
            keep_place_freed(unit, before.mentor_id)
        if before.mentor_id != after.mentor_id:
            await self.keeping.keep_place_taken(unit, take_place(await people.get(after.org, after.mentor_id)))

    def _tell(self, unit: Unit, before: Pair, step: Step) -> None:
        """Keep the pair as it now stands, and say so."""
        pair, change = step.pair, step.change
        if change is None:
            return
        unit.write(self.store.pairs.save(pair))
        if pair.paused_until:
            unit.set_timer(PAUSE, pair.pair_id, pair.paused_until)
        elif before.paused_until:
            unit.cancel_timer(PAUSE, pair.pair_id)
        if change is Change.ENDED:
            unit.actor_id = None  # who ended it is told to nobody
            unit.set_timer(PAIR_LINE, pair.pair_id, unit.now)
        if before.direction is Direction.FLASH:
            wind_talk(unit, pair)
        unit.publish(fact_of(pair, change), pair.pair_id, sequence=pair.sequence)

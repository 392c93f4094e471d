"""How two part: what comes next for each, a letter each, a thank-you each."""

from collections.abc import Awaitable, Callable

from libs.common.asks import Asker
from libs.common.contracts import endings as wire
from libs.common.contracts.pairs import Milestone
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain import farewells as domain
from services.journal.domain.farewells import Decision, Farewell, Kudos, Letter
from services.journal.domain.keys import own_key, shared_key
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story
from services.journal.use_cases.refusing import refusing
from services.journal.use_cases.showing_farewells import (
    Showing,
    kudos_context,
    letter_context,
    named_context,
    next_context,
)

Change = Callable[[Unit, Story, Farewell], Awaitable[None]]


class Farewells:
    """Use cases about what a pair does at its end."""

    def __init__(self, store: Store, units: Units, handling: Handling, sealing: Sealing) -> None:
        self.store, self.units, self.handling, self.sealing = store, units, handling, sealing
        self.milestones, self.showing = Milestones(store), Showing(store, units.clock, sealing)

    async def decide(self, ask: wire.DecideNext, asker: Asker) -> wire.FarewellShown:
        """What comes next for one side. The same decision again answers the same."""

        async def change(unit: Unit, story: Story, farewell: Farewell) -> None:
            if any(one.decision_id == ask.decision_id for one in farewell.decisions):
                return
            domain.require_open(story, unit.now)
            after = domain.decide(farewell, await self._decision(unit, story, ask, asker.person_id))
            unit.write(self.store.farewells.save(after))
            if domain.both_decided(after, story):
                await self._tell_decided(unit, story, after)

        return await self._settle(ask.pair_id, asker, change)

    async def write_letter(self, ask: wire.WriteLetter, asker: Asker) -> wire.FarewellShown:
        """The closing letter of one side. That there is one is told once, however often it is written anew."""

        async def change(unit: Unit, story: Story, farewell: Farewell) -> None:
            domain.require_open(story, unit.now)
            key, context = shared_key(story.pair_id, asker.person_id), letter_context(story.pair_id, asker.person_id)
            text = await self.sealing.seal(unit, key, ask.text, context=context)
            after = domain.write_letter(farewell, Letter(asker.person_id, text, unit.now))
            unit.write(self.store.farewells.save(after))
            if len(after.letters) > len(farewell.letters):
                await self._tell_written(unit, story, after, asker.person_id)

        return await self._settle(ask.pair_id, asker, change)

    async def give_kudos(self, ask: wire.GiveKudos, asker: Asker) -> wire.FarewellShown:
        """The one thank-you of one side. The same one again answers the same."""

        async def change(unit: Unit, story: Story, farewell: Farewell) -> None:
            if any(one.kudos_id == ask.kudos_id for one in farewell.kudos):
                return
            domain.require_open(story, unit.now)
            after = domain.give_kudos(farewell, await self._kudos(unit, story, ask, asker.person_id))
            unit.write(self.store.farewells.save(after))
            await self._tell_thanked(unit, story, after.kudos[-1])

        return await self._settle(ask.pair_id, asker, change)

    async def _settle(self, pair_id: str, asker: Asker, change: Change) -> wire.FarewellShown:
        async def decide() -> Unit:
            story = await own_story(self.store, asker, pair_id)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            with refusing():
                await change(unit, story, await self.store.get_farewell(story))
            return unit

        await self.handling.settle(decide)
        return await self.showing.read(wire.ReadFarewell(pair_id=pair_id), asker)

    async def _decision(self, unit: Unit, story: Story, ask: wire.DecideNext, person_id: str) -> Decision:
        shared, own, seal = shared_key(story.pair_id, person_id), own_key(person_id), self.sealing.seal
        return Decision(
            decision_id=ask.decision_id,
            person_id=person_id,
            next=await seal(unit, shared, ask.next.value, next_context(ask.decision_id)),
            at=unit.now,
            winding_down_since=story.winding_down_since,
            named=await seal(unit, own, ask.named, named_context(ask.decision_id)) if ask.named else None,
        )

    async def _kudos(self, unit: Unit, story: Story, ask: wire.GiveKudos, from_id: str) -> Kudos:
        key, seal = shared_key(story.pair_id, from_id), self.sealing.seal
        return Kudos(
            kudos_id=ask.kudos_id,
            from_id=from_id,
            to_id=story.other(from_id),
            strength=ask.strength.value,
            at=unit.now,
            line=await seal(unit, key, ask.line, kudos_context(ask.kudos_id)) if ask.line else None,
        )

    async def _tell_decided(self, unit: Unit, story: Story, farewell: Farewell) -> None:
        """Whom somebody named counts only now: before, it would show that they have decided."""
        decided = unit.publish(wire.NextDecided(pair_id=story.pair_id, members=story.member_ids), story.pair_id)
        await self.milestones.reach(unit, story, Milestone.NEXT_DECIDED, decided.id)
        for decision in domain.readable_decisions(farewell, story, story.member_ids[0]):
            if decision.named:
                await self.milestones.reach(unit, story, Milestone.NEXT_NAMED, decided.id, by=decision.person_id)

    async def _tell_written(self, unit: Unit, story: Story, farewell: Farewell, author_id: str) -> None:
        fact = wire.LetterWritten(pair_id=story.pair_id, members=story.member_ids, author_id=author_id)
        written = unit.publish(fact, story.pair_id)
        await self.milestones.reach(unit, story, Milestone.LEARNING_WRITTEN, written.id, by=author_id)
        if len(farewell.letters) == len(story.members):
            await self.milestones.reach(unit, story, Milestone.WHAT_CHANGED_TOLD, written.id)

    async def _tell_thanked(self, unit: Unit, story: Story, kudos: Kudos) -> None:
        fact = wire.KudosGiven(
            pair_id=story.pair_id,
            members=story.member_ids,
            from_id=kudos.from_id,
            to_id=kudos.to_id,
            strength=wire.Strength(kudos.strength),
        )
        given = unit.publish(fact, story.pair_id)
        await self.milestones.reach(unit, story, Milestone.KUDOS_GIVEN, given.id, by=kudos.from_id)

"""After a completed pair: closing words are asked for, then what still helps after 30, 90 and 365 days."""

from libs.common.asks import Asker
from libs.common.contracts import endings as wire
from libs.common.contracts.pairs import Milestone
from libs.common.handling import Handling
from libs.common.unit import Timer, Unit, Units
from services.journal.domain import echoes as domain
from services.journal.domain.farewells import Echo, open_until
from services.journal.domain.keys import shared_key
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story
from services.journal.use_cases.refusing import refusing
from services.journal.use_cases.showing_farewells import Showing, echo_context

ECHO = "echo-clock"
REACHED = {30: Milestone.ECHO_30, 90: Milestone.ECHO_90, 365: Milestone.ECHO_365}


class Echoes:
    """Use cases about what still helps."""

    def __init__(self, store: Store, units: Units, handling: Handling, sealing: Sealing) -> None:
        self.store, self.units, self.handling, self.sealing = store, units, handling, sealing
        self.milestones, self.showing = Milestones(store), Showing(store, units.clock, sealing)

    async def ask(self, timer: Timer) -> Unit:
        """One of the times has come. Where one of the two was erased, nobody is asked any more."""
        unit, days = self.units.after_timer(timer), int(timer.facts["days"])
        story = await self.store.stories.get(timer.org, timer.facts["pair_id"])
        if await self.store.tombstones.among(timer.org, story.member_ids):
            return unit
        farewell = await self.store.get_farewell(story)
        after = domain.ask_echo(farewell, story, days, unit.now)
        if after != farewell:
            unit.write(self.store.farewells.save(after))
            fact = wire.EchoAsked(pair_id=story.pair_id, members=story.member_ids, days=days)
            unit.publish(fact, story.pair_id)
        return unit

    async def answer(self, ask: wire.AnswerEcho, asker: Asker) -> wire.FarewellShown:
        """What still helps one side. It reaches the other at once, and is told once, however often it is put anew."""

        async def decide() -> Unit:
            story = await own_story(self.store, asker, ask.pair_id)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            with refusing():
                await self._answer(unit, story, ask, asker.person_id)
            return unit

        await self.handling.settle(decide)
        return await self.showing.read(wire.ReadFarewell(pair_id=ask.pair_id), asker)

    async def _answer(self, unit: Unit, story: Story, ask: wire.AnswerEcho, author_id: str) -> None:
        farewell = await self.store.get_farewell(story)
        domain.require_asked(farewell, ask.days)
        key, context = shared_key(story.pair_id, author_id), echo_context(story.pair_id, author_id, ask.days)
        text = await self.sealing.seal(unit, key, ask.line, context=context)
        unit.write(self.store.farewells.save(domain.answer(farewell, Echo(author_id, ask.days, text, unit.now))))
        if domain.has_answered(farewell, author_id, ask.days):
            return
        fact = wire.EchoGiven(pair_id=story.pair_id, members=story.member_ids, author_id=author_id, days=ask.days)
        given = unit.publish(fact, story.pair_id)
        await self.milestones.reach(unit, story, REACHED[ask.days], given.id, by=author_id)


def begin_afterlife(unit: Unit, story: Story) -> None:
    """A pair was completed: both are asked for closing words, if there is still time, and for echoes later on."""
    until = open_until(story)
    if until and unit.now < until:
        unit.publish(wire.ClosingAsked(pair_id=story.pair_id, members=story.member_ids, until=until), story.pair_id)
    for days in domain.ECHO_DAYS:
        due = domain.echo_due(story, days)
        if due:
            unit.set_timer(ECHO, f"{story.pair_id}/{days}", due, pair_id=story.pair_id, days=str(days))

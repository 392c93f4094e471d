"""Speaks to a running journal as matching, the gateway and the members do, and hears what it says."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from libs.common import topology
from libs.common.asks import Asker, Questions
from libs.common.clock import SteppedClock
from libs.common.contracts import AnyEvent, Contract, Service
from libs.common.contracts.asks import ReadStory, ReportSession, SessionKept, Story
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import (
    Ending,
    Member,
    PairChange,
    PairChanged,
    PairEnded,
    PairFormed,
    PairRole,
    SessionReported,
)
from libs.common.contracts.requests import Direction
from libs.common.house import House
from libs.common.mongo import Row
from services.journal.app import build
from services.journal.settings import Settings
from tests.support.running import RETRY_DELAYS, Bench, Listener, eventually

JOURNAL = Service.JOURNAL
ADA, BOB = Member(person_id="ada", role=PairRole.MENTOR), Member(person_id="bob", role=PairRole.MENTEE)
CALENDAR = "platform:calendar"


@dataclass(slots=True)
class Speaking:
    """Ada gives and Bob learns, in every pair."""

    bench: Bench
    heard: Listener
    questions: Questions
    houses: list[House] = field(default_factory=list)

    @asynccontextmanager
    async def running(self, **settings: object) -> AsyncIterator[House]:
        """One more replica."""
        values = self.bench.settings_values(JOURNAL) | settings
        async with self.bench.running(JOURNAL, build, Settings(**values)) as house:
            self.houses.append(house)
            yield house
            self.houses.remove(house)

    def formed(
        self,
        pair_id: str = "pair_1",
        direction: Direction = Direction.FORWARD,
        members: tuple[Member, Member] = (ADA, BOB),
        topics: tuple[str, ...] = ("Python", "Go"),
        since: datetime | None = None,
    ) -> AnyEvent:
        """As matching says it. Each call is another event, with an id of its own."""
        data = PairFormed(pair_id=pair_id, members=members, direction=direction, topics=topics, since=since)
        return self.bench.event(data, pair_id, sequence=1)

    def paused(self, pair: AnyEvent, sequence: int) -> AnyEvent:
        """Matching says that the pair has paused."""
        state = pair.data.model_dump() | {"formed_at": pair.time, "standing": "paused", "change": PairChange.PAUSED}
        return self.bench.event(PairChanged.model_validate(state), pair.subject, sequence=sequence)

    def turned(self, pair: AnyEvent, sequence: int, direction: Direction) -> AnyEvent:
        """Matching says that the pair learns another way, with the same parts."""
        news = {"formed_at": pair.time, "standing": "consented", "change": PairChange.TURNED, "direction": direction}
        return self.bench.event(
            PairChanged.model_validate(pair.data.model_dump() | news), pair.subject, sequence=sequence
        )

    def ended(self, pair: AnyEvent, sequence: int) -> AnyEvent:
        """Matching says that the pair has ended, a day after it was formed."""
        state = pair.data.model_dump() | {"formed_at": pair.time, "standing": "ended", "ending": Ending.NO_FAULT}
        ended = PairEnded.model_validate(state | {"ended_at": pair.time + timedelta(days=1)})
        return self.bench.event(ended, pair.subject, sequence=sequence)

    def reported(self, pair: AnyEvent, session_id: str = "s1", person_id: str = "ada", **changes: datetime) -> AnyEvent:
        """As the gateway passes on what a platform says."""
        held_at = changes.get("held_at", soon_after(pair))
        data = SessionReported(pair_id=pair.subject, session_id=session_id, person_id=person_id, held_at=held_at)
        return self.bench.event(data, pair.subject, actorid=CALENDAR)

    async def open(self, pair: AnyEvent | None = None) -> AnyEvent:
        """A pair whose story is open."""
        pair = pair or self.formed()
        await self.bench.publish(pair)

        async def welcomed() -> bool:
            return len(self.of(pair, EntryWritten)) == 2

        await eventually(welcomed, what="two welcomes")
        return pair

    async def tell(
        self, pair: AnyEvent, session_id: str, person_id: str, held_at: datetime | None = None
    ) -> SessionKept:
        """A member taps "we met"."""
        ask = ReportSession(pair_id=pair.subject, session_id=session_id, held_at=held_at or soon_after(pair))
        return await self.questions.ask(ask, self.asker(person_id))

    async def read(self, pair: AnyEvent, person_id: str, org: str = "acme") -> Story:
        """A member opens the story."""
        return await self.questions.ask(ReadStory(pair_id=pair.subject), self.asker(person_id, org))

    def asker(self, person_id: str, org: str = "acme") -> Asker:
        """Who is signed in."""
        return Asker(org, person_id, f"tap-of-{person_id}")

    async def step(self, amount: timedelta) -> None:
        """Business time goes on, on every replica."""
        for house in self.houses:
            assert isinstance(house.clock, SteppedClock)
            await house.clock.step_to_offset(house.clock.offset + amount)

    async def quiet(self) -> None:
        """Until nothing waits, is due, is handled or is on its way: what was not heard by then will never be."""

        async def nothing_under_way() -> bool:
            busy = any(house.deliveries.in_flight or not house.committer.is_idle for house in self.houses)
            if busy or await self._waiting() or await self._on_its_way():
                return False
            # In this order: events bring timers, and both bring rows.
            return not await self._due() and not await self.rows("outbox")

        await eventually(nothing_under_way, what="quiet")
        last = EntryWritten(pair_id="last", members=("ada", "bob"), entry_id="last", kind="welcome", reader_id="ada")
        marker = self.bench.event(last, "last")
        await self.bench.publish(marker)

        async def heard_it() -> bool:
            return marker in self.heard.events

        await eventually(heard_it, what="the last word")
        self.heard.events.remove(marker)

    async def _waiting(self) -> int:
        names = [topology.events_queue(JOURNAL)]
        names += [topology.retry_queue(names[0], delay) for delay in RETRY_DELAYS]
        queues = [await self.bench.channel.declare_queue(name, passive=True) for name in names]
        return sum(queue.declaration_result.message_count or 0 for queue in queues)

    async def _on_its_way(self) -> list[AnyEvent]:
        """What was published for journal and is not done with: between broker and handler it shows in no queue."""
        done = {row["_id"] for row in await self.rows("inbox")}
        parked = {row["event_id"] for row in await self.rows("dead_letters")}
        ours = [event for event in self.bench.published if isinstance(event.data, topology.SUBSCRIPTIONS[JOURNAL])]
        return [event for event in ours if event.key not in done and event.id not in parked]

    async def _due(self) -> list[Row]:
        now = max((house.clock.now() for house in self.houses), default=None)
        return [row for row in await self.rows("timers") if now and row["due_at"] <= now]

    def of(self, pair: AnyEvent, contract: type[Contract]) -> list[AnyEvent]:
        """What was heard of a pair."""
        return [event for event in self.heard.of(contract) if event.subject == pair.subject]

    async def rows(self, collection: str) -> list[Row]:
        """What journal keeps."""
        return await self.bench.database(JOURNAL)[collection].find({}).to_list()


def soon_after(pair: AnyEvent) -> datetime:
    """A time at which a pair may have met, as fine as clocks tell it."""
    return pair.time + timedelta(seconds=1, microseconds=234_567)

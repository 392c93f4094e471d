"""A running notifications as the rest of the house sees it: facts in, rows, mails and facts out."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from libs.common.asks import Asker
from libs.common.clock import SteppedClock
from libs.common.contracts import AnyEvent, Contract, Service
from libs.common.contracts.asks import Ask, R
from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.notices import InboxItem, ReadInbox
from libs.common.contracts.notifications import NotificationFailed, NotificationSent, NudgeDropped
from libs.common.contracts.people import PersonLeft
from libs.common.house import House
from libs.common.ids import new_id
from libs.common.mongo import Row
from services.notifications.app import build
from services.notifications.settings import Settings
from services.notifications.use_cases.joining import JOINED
from tests.support.notifications import person_joined
from tests.support.questions import PatientQuestions
from tests.support.running import PATIENCE_S, PATIENT_RETRIES, Bench, Listener, eventually
from tests.support.smtp import SmtpServer

SERVICE = Service.NOTIFICATIONS
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Nothing of what follows somebody's first weeks is said any more."""


@dataclass(slots=True)
class Told:
    """One organisation that is told things."""

    bench: Bench
    server: SmtpServer
    heard: Listener
    houses: list[House] = field(default_factory=list)
    sequences: dict[str, int] = field(default_factory=dict)

    def settings(self, **fields: Any) -> Settings:
        """Of a replica in this process."""
        known: dict[str, Any] = {
            "smtp_host": "127.0.0.1",
            "smtp_port": self.server.port,
            # No busy machine uses them up. A lease that runs out is shown where replicas are killed or stand still.
            "smtp_timeout": timedelta(seconds=20),
            "chat_timeout": timedelta(seconds=PATIENCE_S),
            "delivery_lease": timedelta(seconds=20),
            "retry_delays": PATIENT_RETRIES,
            "mail_from": "Bothways <mentoring@example.org>",
        }
        return Settings(**self.bench.settings_values(SERVICE) | known | fields)

    @asynccontextmanager
    async def running(self, replicas: int = 1, **fields: Any) -> AsyncIterator[None]:
        """That many replicas in this loop."""
        async with AsyncExitStack() as stack:
            for _ in range(replicas):
                running = self.bench.running(SERVICE, build, self.settings(**fields))
                self.houses.append(await stack.enter_async_context(running))
            yield
            self.houses.clear()

    async def say(self, data: Contract, subject: str, *, times: int = 1, **attributes: Any) -> AnyEvent:
        """Publish a fact as its publisher would."""
        event = self.bench.event(data, subject, **attributes)
        await self.bench.publish(event, times=times)
        return event

    async def joins(self, *people: str, **fields: Any) -> None:
        """People arrived long ago, or change, and are known when this returns."""
        for person_id in people:
            fact = person_joined(person_id, **fields)
            await self.say(fact, person_id, sequence=self._next(person_id), time=LONG_AGO)
        await self._known(people)

    async def leaves(self, person_id: str) -> None:
        """Somebody goes, and that is known when this returns."""
        await self.say(PersonLeft(person_id=person_id), person_id, sequence=self._next(person_id))
        await self._known([person_id])

    async def blocks(self, person_id: str, *blocked_ids: str, times: int = 1) -> AnyEvent:
        """Somebody blocks these and nobody else from now on, and that is kept when this returns."""
        sequence = self._next(f"blocks of {person_id}")
        fact = BlocksChanged(person_id=person_id, blocked_ids=blocked_ids)
        event = await self.say(fact, person_id, times=times, sequence=sequence)

        async def kept() -> bool:
            row = await self.bench.database(SERVICE)["blocks"].find_one({"person_id": person_id})
            return row is not None and row["sequence"] >= sequence

        await eventually(kept, what=f"the blocks of {person_id}")
        return event

    async def rows(self, **query: Any) -> list[Row]:
        """Delivery rows, the oldest first."""
        found = self.bench.database(SERVICE)["deliveries"].find(query).sort("created_at")
        return [row async for row in found]

    async def settled(self, count: int, *, within_s: float = PATIENCE_S, **query: Any) -> list[Row]:
        """The rows, once there are so many and none is waiting or on its way."""

        async def all_ended() -> list[Row]:
            rows = await self.rows(**query)
            open_ = [row for row in rows if row["state"] in ("waiting", "sending")]
            return rows if len(rows) >= count and not open_ else []

        rows: list[Row] = await eventually(all_ended, within_s=within_s, what=f"{count} rows at their end")
        assert len(rows) == count
        return rows

    async def mail_is_back(self) -> None:
        """The server listens again, and what it gets from now on was looked at from now on."""

        async def none_is_on_its_way() -> bool:
            return not await self.rows(state="sending")

        await eventually(none_is_on_its_way, what="every try given up")
        self.server.start()

    async def notices(self, **query: Any) -> list[Row]:
        """Notices, the oldest first."""
        found = self.bench.database(SERVICE)["notices"].find(query).sort("created_at")
        return [row async for row in found]

    async def noticed(self, row: str | dict[str, Any], count: int = 1) -> list[Row]:
        """Until so many are to be told something of this row of the plan."""
        return await self._noticed(count, row=row)

    async def silenced(self, count: int, **query: Any) -> list[Row]:
        """Notices that were better not said, once there are so many."""
        return await self._noticed(count, **query, state="dropped")

    async def _noticed(self, count: int, **query: Any) -> list[Row]:
        async def found() -> list[Row]:
            notices = await self.notices(**query)
            return notices if len(notices) >= count else []

        notices: list[Row] = await eventually(found, what=f"{count} notices of {query}")
        assert len(notices) == count
        return notices

    async def marked(self, key: str) -> None:
        """Until it is remembered that this happened."""

        async def is_known() -> bool:
            return await self.bench.database(SERVICE)["marks"].find_one({"key": key}) is not None

        await eventually(is_known, what=f"the mark {key}")

    async def pair(self, pair_id: str) -> Row | None:
        """What is remembered of a pair."""
        found = await self.bench.database(SERVICE)["pairs"].find_one({"pair_id": pair_id})
        return dict(found) if found else None

    async def turn_known(self, pair_id: str) -> None:
        """Until journal has said whose turn it is."""

        async def is_known() -> bool:
            pair = await self.pair(pair_id)
            return pair is not None and pair["turn_by_phase"] is not None

        await eventually(is_known, what=f"whose turn it is in {pair_id}")

    async def step(self, amount: timedelta) -> None:
        """Business time goes on, on every replica."""
        for house in self.houses:
            assert isinstance(house.clock, SteppedClock)
            await house.clock.step_to_offset(house.clock.offset + amount)

    @property
    def now(self) -> datetime:
        """Business time."""
        return self.houses[0].clock.now()

    async def step_to(self, at: datetime) -> None:
        """Until then."""
        await self.step(max(at - self.now, timedelta(0)))

    async def by_day(self, zone: str = "Europe/Berlin") -> datetime:
        """Until no nudge waits for the morning, at whatever hour a test runs: before nine, when newcomers hear more."""
        local = self.now.astimezone(ZoneInfo(zone))
        morning = local.replace(hour=8, minute=15, second=0, microsecond=0)
        if not morning <= local <= local.replace(hour=19, minute=30):
            await self.step_to(morning if local < morning else morning + timedelta(days=1))
        return self.now

    async def inbox(self, person_id: str, limit: int = 50) -> list[InboxItem]:
        """What a person reads."""
        return list((await self.ask(ReadInbox(limit=limit), person_id)).items)

    async def ask(self, question: Ask[R], person_id: str) -> R:
        """Asked as the gateway asks."""
        questions = PatientQuestions(self.bench.amqp_url)
        try:
            return await questions.ask(question, Asker(self.bench.org, person_id, new_id()))
        finally:
            await questions.close()

    def _next(self, person_id: str) -> int:
        self.sequences[person_id] = self.sequences.get(person_id, 0) + 1
        return self.sequences[person_id]

    async def _known(self, people: Any) -> None:
        async def all_known() -> bool:
            rows = self.bench.database(SERVICE)["people"].find({"org": self.bench.org})
            known = {row["person_id"]: row["sequence"] async for row in rows}
            if not all(known.get(person_id) == self.sequences[person_id] for person_id in people):
                return False
            # What an arrival sets off at once has come to its end, too.
            return not await self.bench.database(SERVICE)["timers"].count_documents({"kind": JOINED}, limit=1)

        await eventually(all_known, what="everybody known")


async def told_by(bench: Bench, server: SmtpServer) -> Told:
    """Listens to what notifications publishes from now on."""
    heard = await bench.listen(NotificationSent, NotificationFailed, NudgeDropped)
    return Told(bench, server, heard)

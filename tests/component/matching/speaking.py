"""A running matching as the gateway speaks to it."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from libs.common.clock import SteppedClock
from libs.common.contracts import AnyEvent, Contract, Service
from libs.common.contracts.blocks import BlocksChanged
from libs.common.contracts.circles import CircleChanged, CircleEnded, CircleFormed, CircleProposed, CircleReminded
from libs.common.contracts.conflicts import ConflictFound
from libs.common.contracts.pairs import PairChanged, PairEnded, PairFormed, PairReminded
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.recognitions import RecognitionChanged, RecognitionReminded
from libs.common.contracts.requests import (
    Answer,
    ClaimRefused,
    MentoringOffered,
    MentorRequested,
    MentorsSuggested,
    PlaceFreed,
    RequestAnswered,
    RequestChanged,
    RequestClosed,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    RequestReminded,
    RequestWithdrawn,
)
from libs.common.house import House
from libs.common.ids import new_id
from libs.common.mongo import Row
from services.matching.app import build
from tests.support.running import Bench, Listener, eventually

OUTCOMES = (
    MentorsSuggested,
    RequestProposed,
    RequestOpened,
    RequestChanged,
    RequestClosed,
    RecognitionChanged,
    CircleProposed,
    CircleFormed,
    CircleChanged,
    CircleEnded,
    PairChanged,
    PairEnded,
    ClaimRefused,
)
"""One of these ends each claim."""

REMINDERS = (RequestReminded, RecognitionReminded, CircleReminded, PairReminded)
HEARD = (*OUTCOMES, *REMINDERS, RequestFollowedUp, PlaceFreed, PairFormed, ConflictFound)


def person(person_id: str, **fields: Any) -> PersonJoined:
    record: dict[str, Any] = {
        "person_id": person_id,
        "name": person_id.title(),
        "email": f"{person_id}@example.org",
        "gives": [{"topic": "Python", "level": 4}],
        "gets": [{"topic": "Rust", "level": 3}],
        "seniority": 6,
        "capacity": 2,
        "hours_per_month": 4,
    }
    return PersonJoined.model_validate(record | fields)


MIA = person("mia", gives=[{"topic": "Rust", "level": 4}], gets=[{"topic": "Python", "level": 4}], seniority=2)


def moved(known: PersonJoined, manager_id: str | None) -> PersonChanged:
    record = known.model_dump() | {"manager_id": manager_id, "changed": ("manager_id",)}
    return PersonChanged.model_validate(record)


@dataclass(slots=True)
class Matching:
    """Speaks to a running matching as the gateway does."""

    bench: Bench
    heard: Listener
    houses: list[House] = field(default_factory=list)
    sequences: dict[str, int] = field(default_factory=dict)

    async def start(self, stack: AsyncExitStack, replicas: int = 1) -> None:
        """That many replicas, until `stack` ends."""
        for _ in range(replicas):
            self.houses.append(await stack.enter_async_context(self.bench.running(Service.MATCHING, build)))

    async def know(self, *people: PersonJoined | PersonChanged | PersonLeft) -> None:
        for one in people:
            sequence = self.sequences[one.person_id] = self.sequences.get(one.person_id, 0) + 1
            await self.bench.publish(self.bench.event(one, one.person_id, sequence=sequence))

    async def known(self) -> None:
        """Until matching keeps what it was told last."""
        rows = self.bench.database(Service.MATCHING)["people"]

        async def all_kept() -> bool:
            kept = {row["person_id"]: row["sequence"] async for row in rows.find({})}
            return kept == self.sequences

        await eventually(all_kept, what="all people known")

    async def block(self, person_id: str, *blocked_ids: str, sequence: int = 1) -> AnyEvent:
        """Somebody blocks these from now on, and matching keeps it."""
        event = self.bench.event(
            BlocksChanged(person_id=person_id, blocked_ids=blocked_ids), person_id, sequence=sequence, actorid=person_id
        )
        await self.bench.publish(event)

        async def kept() -> bool:
            return any(
                row["person_id"] == person_id and row["sequence"] >= sequence for row in await self.rows("blocks")
            )

        await eventually(kept, what=f"the blocks of {person_id}")
        return event

    async def claim(self, data: Contract, subject: str, actor: str) -> AnyEvent:
        """Publish a claim and wait for its one outcome."""
        event = self.bench.event(data, subject, actorid=actor)
        await self.bench.publish(event)
        return await self.outcome_of(event)

    async def outcome_of(self, claim: AnyEvent) -> AnyEvent:
        async def found() -> AnyEvent | None:
            return next((event for event in self.heard.events if _ends(event, claim)), None)

        outcome = await eventually(found, what=f"an outcome of {claim.type}")
        assert outcome is not None
        return outcome

    async def ask(self, mentor: str | None, *, mentee: str = "mia", request: str = "req_1", **fields: Any) -> AnyEvent:
        asked = {
            "request_id": request,
            "mentee_id": mentee,
            "mentor_id": mentor,
            "topics": ["Python"],
            "confirmed": True,
        }
        return await self.claim(MentorRequested.model_validate(asked | fields), request, mentee)

    async def answer(self, answer: Answer, actor: str, request: str = "req_1") -> AnyEvent:
        return await self.claim(RequestAnswered(request_id=request, answer=answer), request, actor)

    async def suggested(self, *expected: str, mentee: str = "mia", **fields: Any) -> set[str]:
        """Who is suggested once these are: the index follows the database a moment later."""

        async def names() -> set[str]:
            outcome = (await self.ask(None, mentee=mentee, request=new_id("req"), **fields)).data
            assert isinstance(outcome, MentorsSuggested), outcome
            found = {one.mentor_id for one in outcome.suggestions}
            return found if found.issuperset(expected) else set()

        return await eventually(names, what=f"{expected} suggested")

    async def offer(self, mentor: str, mentee: str, request: str = "req_1") -> AnyEvent:
        offered = MentoringOffered(request_id=request, mentor_id=mentor, mentee_id=mentee, topics=("Python",))
        return await self.claim(offered, request, mentor)

    async def withdraw(self, actor: str = "mia", request: str = "req_1") -> AnyEvent:
        return await self.claim(RequestWithdrawn(request_id=request), request, actor)

    async def step(self, amount: timedelta) -> None:
        """Business time goes on, on every replica."""
        for house in self.houses:
            assert isinstance(house.clock, SteppedClock)
            await house.clock.step_to_offset(house.clock.offset + amount)

    async def closed(self, request: str = "req_1", *, within_s: float = 45) -> AnyEvent:
        """The end of a request, whatever brought it."""

        async def found() -> AnyEvent | None:
            return next((one for one in self.heard.of(RequestClosed) if one.subject == request), None)

        event = await eventually(found, within_s=within_s, what=f"the end of {request}")
        assert event is not None
        return event

    async def followed_up(self, request: str = "req_1") -> RequestFollowedUp:
        """What is said to who asked and got no yes."""

        async def found() -> AnyEvent | None:
            return next((one for one in self.heard.of(RequestFollowedUp) if one.subject == request), None)

        event = await eventually(found, what=f"the follow-up of {request}")
        assert event is not None
        assert isinstance(event.data, RequestFollowedUp)
        return event.data

    async def quiet(self) -> None:
        """Until nothing is due any more and everything is published."""
        database = self.bench.database(Service.MATCHING)

        async def nothing_due() -> bool:
            await self.known()
            now = max((house.clock.now() for house in self.houses), default=datetime.now(UTC))
            due = await database["timers"].count_documents({"due_at": {"$lte": now}})
            return not due and not await database["outbox"].count_documents({})

        await eventually(nothing_due, what="quiet")

    async def rows(self, collection: str) -> list[Row]:
        """What matching keeps there."""
        return [row async for row in self.bench.database(Service.MATCHING)[collection].find({}).sort("_id")]


def _ends(event: AnyEvent, claim: AnyEvent) -> bool:
    """The outcome of a claim, and nothing that follows from it later."""
    return event.causationid == claim.id and isinstance(event.data, OUTCOMES) and event.subject == claim.subject


def code_of(event: AnyEvent) -> str:
    assert isinstance(event.data, ClaimRefused), event.type
    assert set(event.data.words) == {"en", "de"}
    return event.data.code

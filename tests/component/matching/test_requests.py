"""From asking to a pair, with all the ways to no. On a real broker and database."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count, pairwise
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts import AnyEvent, Contract, Service
from libs.common.contracts.pairs import PairFormed
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.requests import (
    Answer,
    ClaimRefused,
    MentorRequested,
    MentorsSuggested,
    RequestAnswered,
    RequestClosed,
    RequestOpened,
    RequestProposed,
    RequestWithdrawn,
    Suggestion,
)
from services.matching.app import build
from tests.support.running import Bench, Listener, eventually

OUTCOMES = (
    MentorsSuggested,
    RequestProposed,
    RequestOpened,
    RequestClosed,
    PairFormed,
    ClaimRefused,
)


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


class Matching:
    """Speaks to a running matching as the gateway does."""

    def __init__(self, bench: Bench, heard: Listener) -> None:
        self.bench, self.heard = bench, heard
        self.sequences: dict[str, int] = {}

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

    async def claim(self, data: Contract, subject: str, actor: str) -> AnyEvent:
        """Publish a claim and wait for its one outcome."""
        event = self.bench.event(data, subject, actorid=actor)
        await self.bench.publish(event)
        return await self.outcome_of(event)

    async def outcome_of(self, claim: AnyEvent) -> AnyEvent:
        async def found() -> AnyEvent | None:
            return next((event for event in self.heard.events if event.causationid == claim.id), None)

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


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Matching]:
    heard = await bench.listen(*OUTCOMES)
    async with bench.running(Service.MATCHING, build):
        made = Matching(bench, heard)
        await made.know(MIA)
        yield made


def code_of(event: AnyEvent) -> str:
    assert isinstance(event.data, ClaimRefused), event.type
    assert set(event.data.words) == {"en", "de"}
    return event.data.code


@pytest.mark.feature("matching.recommendations", "matching.reasons")
async def test_with_nobody_named_up_to_five_are_suggested_with_reasons_and_a_gap(matching: Matching) -> None:
    await matching.know(*(person(f"m{n}") for n in range(8)))
    await matching.know(
        person("only-gives", gets=[]),
        person("hidden", visible=False),
        person("full", capacity=0),
        person("boss", manager_id=None),
        person("report", manager_id="mia"),
        PersonChanged.model_validate(MIA.model_dump() | {"manager_id": "boss"}),
    )
    await matching.known()
    names, suggestions = list[str](), tuple[Suggestion, ...]()
    for attempt in count():  # the index follows the database a moment later
        outcome = await matching.ask(None, request=f"req_{attempt}")
        assert isinstance(outcome.data, MentorsSuggested)
        suggestions = outcome.data.suggestions
        names = [one.mentor_id for one in suggestions]
        assert set(names) <= {f"m{n}" for n in range(8)}
        if len(names) == 5:
            break
    for one in suggestions:
        assert 1 <= len(one.reasons) <= 3
        assert all(set(reason.words) == {"en", "de"} for reason in (*one.reasons, one.gap))


async def test_nobody_who_suits_is_an_empty_answer_and_not_silence(matching: Matching) -> None:
    outcome = await matching.ask(None, topics=["Underwater basket weaving"])
    assert isinstance(outcome.data, MentorsSuggested)
    assert outcome.data.suggestions == ()


async def test_a_named_mentor_is_asked_and_says_yes(matching: Matching) -> None:
    await matching.know(person("ada"))
    opened = await matching.ask("ada")
    assert isinstance(opened.data, RequestOpened)
    await matching.answer(Answer.ACCEPT, "ada")
    (closed,) = await matching.heard.expect(RequestClosed)
    (formed,) = await matching.heard.expect(PairFormed)
    assert isinstance(formed.data, PairFormed)
    assert isinstance(closed.data, RequestClosed)
    assert (closed.data.state, closed.data.pair_id) == ("accepted", formed.data.pair_id)
    assert {(one.person_id, one.role) for one in formed.data.members} == {("ada", "mentor"), ("mia", "mentee")}
    assert formed.data.reasons
    assert formed.correlationid == closed.correlationid


async def test_what_a_platform_asks_waits_for_the_mentees_yes(matching: Matching) -> None:
    await matching.know(person("ada"))
    proposed = await matching.ask("ada", confirmed=False)
    assert isinstance(proposed.data, RequestProposed)
    assert proposed.data.concerns() == {"mia"}
    assert code_of(await matching.answer(Answer.ACCEPT, "ada")) == "request-unknown", "the mentor has not heard of it"
    opened = await matching.answer(Answer.CONFIRM, "mia")
    assert isinstance(opened.data, RequestOpened)
    assert (proposed.sequence, opened.sequence) == (1, 2)


@pytest.mark.parametrize(
    ("mentor", "code"),
    [
        (MIA, "request-to-oneself"),
        (person("hidden", visible=False), "unknown-person"),
        (person("full", capacity=0), "mentor-full"),
        (person("report", manager_id="mia"), "reporting-line"),
        (person("learner", roles=["mentee"]), "not-a-mentor"),
    ],
)
async def test_a_hard_rule_refuses_with_its_code(matching: Matching, mentor: PersonJoined, code: str) -> None:
    if mentor is not MIA:
        await matching.know(mentor)
    await matching.known()
    assert code_of(await matching.ask(mentor.person_id)) == code


async def test_a_mentor_who_left_cannot_be_asked(matching: Matching) -> None:
    await matching.know(person("ada"), PersonLeft(person_id="ada"))
    await matching.known()
    assert code_of(await matching.ask("ada")) == "mentor-left"


@pytest.mark.feature("matching.conflicts")
async def test_the_reporting_line_is_followed_to_any_depth(matching: Matching) -> None:
    chain = ["mia", "r1", "r2", "r3"]
    await matching.know(*(person(below, manager_id=above) for above, below in pairwise(chain)))
    await matching.known()
    await matching.known()
    assert code_of(await matching.ask("r3")) == "reporting-line"


async def test_a_request_that_overtakes_its_people_waits_for_them(matching: Matching) -> None:
    asking = asyncio.create_task(matching.ask("ada"))
    await asyncio.sleep(0)
    await matching.know(person("ada"))
    assert isinstance((await asking).data, RequestOpened)


@pytest.mark.feature("matching.capacity")
async def test_the_last_place_goes_to_one_of_many_who_are_accepted_at_once(matching: Matching) -> None:
    """Capacity is checked with the write: no race gives two pairs one place."""
    await matching.know(person("ada", capacity=1))
    mentees = [person(f"n{n}", seniority=1) for n in range(8)]
    await matching.know(*mentees)
    requests = {f"req_{one.person_id}": one.person_id for one in mentees}
    for request, mentee in requests.items():
        assert isinstance((await matching.ask("ada", mentee=mentee, request=request)).data, RequestOpened)
    outcomes = await asyncio.gather(*(matching.answer(Answer.ACCEPT, "ada", request) for request in requests))
    assert (
        sorted(event.data.event for event in outcomes if isinstance(event.data, ClaimRefused)) == ["ClaimRefused"] * 7
    )
    await matching.heard.expect(PairFormed)
    assert len(matching.heard.of(PairFormed)) == 1
    row = await matching.bench.database(Service.MATCHING)["people"].find_one({"_id": "acme/ada"})
    assert row is not None
    assert row["pairs"] == 1


async def test_terminal_is_terminal_and_a_repeat_changes_nothing(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    closed = await matching.answer(Answer.DECLINE, "ada")
    assert isinstance(closed.data, RequestClosed)
    await matching.bench.publish(
        matching.bench.event(RequestAnswered(request_id="req_1", answer=Answer.DECLINE), "req_1", actorid="ada")
    )
    assert code_of(await matching.answer(Answer.ACCEPT, "ada")) == "request-closed"
    assert len(matching.heard.of(RequestClosed)) == 1


async def test_why_somebody_declined_is_in_no_event(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.ask("ada")
    answered = RequestAnswered(request_id="req_1", answer=Answer.DECLINE, reason="no-time")
    closed = await matching.claim(answered, "req_1", "ada")
    assert b"no-time" not in closed.to_json()
    row = await matching.bench.database(Service.MATCHING)["requests"].find_one({})
    assert row is not None
    assert row["decline_reason"] == "no-time"


async def test_a_stranger_learns_nothing_and_only_the_mentee_withdraws(matching: Matching) -> None:
    await matching.know(person("ada"), person("eve"))
    await matching.ask("ada")
    assert code_of(await matching.answer(Answer.ACCEPT, "eve")) == "request-unknown"
    assert code_of(await matching.claim(RequestWithdrawn(request_id="req_1"), "req_1", "ada")) == "request-not-yours"
    closed = await matching.claim(RequestWithdrawn(request_id="req_1"), "req_1", "mia")
    assert isinstance(closed.data, RequestClosed)
    assert closed.data.state == "withdrawn"


async def test_an_older_record_never_overwrites_a_newer_one(matching: Matching) -> None:
    newer = matching.bench.event(person("ada", capacity=3), "ada", sequence=5)
    older = matching.bench.event(person("ada", capacity=0), "ada", sequence=4)
    await matching.bench.publish(newer)
    assert isinstance((await matching.ask("ada")).data, RequestOpened)
    await matching.bench.publish(older, times=2)
    assert isinstance((await matching.ask("ada", request="req_2")).data, RequestOpened)
    row = await matching.bench.database(Service.MATCHING)["people"].find_one({"_id": "acme/ada"})
    assert row is not None
    assert (row["capacity"], row["sequence"]) == (3, 5)

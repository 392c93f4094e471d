"""A pair's story under repeats, other orders, two hands at once, and a kill. On a real broker and database."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.asks import Asker, NotFound, Questions
from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.asks import ReadStory, ReportSession, SessionKept
from libs.common.contracts.pairs import (
    EntryWritten,
    Member,
    MilestoneReached,
    PairFormed,
    PairPhaseChanged,
    PairRole,
    SessionHeld,
    SessionReported,
)
from libs.common.contracts.requests import ClaimRefused, Direction
from libs.common.crypto import Box
from libs.common.errors import Refused
from services.journal.app import build
from tests.support.running import Bench, Listener, eventually

JOURNAL = Service.JOURNAL


def formed(bench: Bench, pair_id: str = "pair_1", direction: Direction = Direction.FORWARD) -> AnyEvent:
    members = (Member(person_id="bob", role=PairRole.MENTEE), Member(person_id="ada", role=PairRole.MENTOR))
    data = PairFormed(pair_id=pair_id, members=members, direction=direction, topics=("Python",))
    return bench.event(data, pair_id, sequence=1)


def reported(bench: Bench, pair: AnyEvent, session_id: str = "s1", person_id: str = "ada") -> AnyEvent:
    held_at = pair.time + timedelta(seconds=1)
    data = SessionReported(pair_id=pair.subject, session_id=session_id, person_id=person_id, held_at=held_at)
    return bench.event(data, pair.subject, actorid="a-calendar")


@pytest_asyncio.fixture
async def heard(bench: Bench) -> Listener:
    return await bench.listen(EntryWritten, MilestoneReached, PairPhaseChanged, SessionHeld, ClaimRefused)


@pytest_asyncio.fixture
async def questions(bench: Bench) -> AsyncIterator[Questions]:
    made = Questions(bench.amqp_url, Box(b"k" * 32), "gateway asks")
    yield made
    await made.close()


def asker(person_id: str) -> Asker:
    return Asker("acme", person_id, "story-1")


async def test_a_pair_is_welcomed_once_on_each_side_however_often_it_is_told(
    bench: Bench, heard: Listener, questions: Questions
) -> None:
    pair = formed(bench)
    async with bench.running(JOURNAL, build):
        await bench.publish(pair, times=3)
        await bench.publish(formed(bench))  # the same pair in another event
        await heard.expect(EntryWritten, 2)
        stories = {one: await questions.ask(ReadStory(pair_id="pair_1"), asker(one)) for one in ("ada", "bob")}
    texts = {entry.words["de"] for story in stories.values() for entry in story.entries}
    assert [len(story.entries) for story in stories.values()] == [1, 1]
    assert len(texts) == 2, "each side in the words of its role"
    assert len(heard.of(EntryWritten)) == 2
    (phase,) = heard.of(PairPhaseChanged)
    assert isinstance(phase.data, PairPhaseChanged)
    assert (phase.data.phase, phase.data.next_owner_id, phase.sequence) == ("preparing", "bob", 1)


async def test_only_the_two_may_open_their_story(bench: Bench, heard: Listener, questions: Questions) -> None:
    async with bench.running(JOURNAL, build):
        await bench.publish(formed(bench))
        await heard.expect(EntryWritten, 2)
        for stranger in (asker("eve"), Asker("globex", "ada", "story-1")):
            with pytest.raises(NotFound):
                await questions.ask(ReadStory(pair_id="pair_1"), stranger)


async def test_a_session_told_before_its_pair_waits_for_it(bench: Bench, heard: Listener) -> None:
    pair = formed(bench)
    async with bench.running(JOURNAL, build):
        await bench.publish(reported(bench, pair), times=2)
        await bench.publish(pair)
        (held,) = await heard.expect(SessionHeld)
        (reached,) = await heard.expect(MilestoneReached)
    assert isinstance(reached.data, MilestoneReached)
    assert reached.data.evidence == (held.id,)
    assert len(heard.of(SessionHeld)) == 1


async def test_both_tell_of_their_sessions_at_once_and_each_counts_once(
    bench: Bench, heard: Listener, questions: Questions
) -> None:
    pair = formed(bench)

    async def tell(person_id: str, session_id: str) -> SessionKept:
        held_at = pair.time + timedelta(seconds=1)
        ask = ReportSession(pair_id="pair_1", session_id=session_id, held_at=held_at)
        return await questions.ask(ask, asker(person_id))

    async with bench.running(JOURNAL, build):
        await bench.publish(pair)
        await heard.expect(EntryWritten, 2)
        kept = await asyncio.gather(*(tell(one, f"s{n}") for n in range(3) for one in ("ada", "bob")))
        await heard.expect(SessionHeld, 3)
        again = await tell("ada", "s0")
    numbers = {one.session_id: one.number for one in kept}
    assert sorted(numbers.values()) == [1, 2, 3]
    assert again.number == numbers["s0"]
    assert len(heard.of(MilestoneReached)) == 1
    assert sorted(fact.sequence or 0 for fact in heard.of(PairPhaseChanged)) == [1, 2, 3, 4]
    assert len(heard.of(SessionHeld)) == 3


async def test_what_cannot_have_been_is_refused_in_words(bench: Bench, heard: Listener, questions: Questions) -> None:
    pair = formed(bench)
    async with bench.running(JOURNAL, build):
        await bench.publish(pair)
        await heard.expect(EntryWritten, 2)
        stranger = reported(bench, pair, person_id="eve")
        await bench.publish(stranger)
        (refusal,) = await heard.expect(ClaimRefused)
        early = ReportSession(pair_id="pair_1", session_id="s1", held_at=pair.time - timedelta(days=2))
        with pytest.raises(Refused, match="session-before-the-pair"):
            await questions.ask(early, asker("ada"))
    assert isinstance(refusal.data, ClaimRefused)
    assert (refusal.data.code, refusal.data.claim_id) == ("not-a-member", stranger.id)
    assert heard.of(SessionHeld) == []


@pytest.mark.timeout(120)
async def test_a_kill_in_the_middle_welcomes_nobody_twice_and_forgets_nobody(
    bench: Bench, heard: Listener, tmp_path: Path
) -> None:
    pairs = 150
    database = bench.database(JOURNAL)
    command = [sys.executable, "-m", "services.journal"]
    child = Child(command, log=tmp_path / "journal.log", env=bench.environment_of(JOURNAL), folder=ROOT)
    await asyncio.to_thread(child.start)
    try:
        await asyncio.gather(*(bench.publish(formed(bench, f"pair_{n}"), times=1 + n % 2) for n in range(pairs)))

        async def some_are_open() -> bool:
            return await database["stories"].count_documents({}) > 0

        await eventually(some_are_open, within_s=60)
        await asyncio.to_thread(child.kill)
        await asyncio.to_thread(child.start)
        await heard.expect(EntryWritten, 2 * pairs, within_s=90)

        async def outbox_is_empty() -> bool:
            return await database["outbox"].count_documents({}) == 0

        await eventually(outbox_is_empty, within_s=60)
    finally:
        await asyncio.to_thread(child.stop)
    assert await database["entries"].count_documents({}) == 2 * pairs
    told = {
        (fact.subject, fact.data.reader_id) for fact in heard.of(EntryWritten) if isinstance(fact.data, EntryWritten)
    }
    assert len(told) == len({fact.id for fact in heard.of(EntryWritten)}) == 2 * pairs
    assert await database["dead_letters"].count_documents({}) == 0

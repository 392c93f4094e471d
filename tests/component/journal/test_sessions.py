"""Sessions, told by members and platforms, late, twice and all at once. On a real broker and database."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts import AnyEvent
from libs.common.contracts.asks import SessionKept
from libs.common.contracts.pairs import Milestone, MilestoneReached, PairPhaseChanged, SessionHeld
from libs.common.contracts.requests import ClaimRefused
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.journal.speaking import CALENDAR, Speaking, soon_after
from tests.support.running import PATIENT_RETRIES, eventually

MINUTES = timedelta(minutes=1)


async def test_the_first_session_is_a_milestone_and_no_agreement(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    claim = speaking.reported(pair)
    await speaking.bench.publish(claim)
    (reached,) = await speaking.heard.expect(MilestoneReached)
    (held,) = await speaking.heard.expect(SessionHeld)
    phases = await speaking.heard.expect(PairPhaseChanged, 2)
    assert isinstance(held.data, SessionHeld)
    assert isinstance(reached.data, MilestoneReached)
    assert (held.data.session_id, held.data.number, held.data.next_owner_id) == ("s1", 1, "ada")
    assert reached.data.evidence == (held.id,)
    assert (reached.data.milestone, reached.data.side, reached.data.phase) == ("first-talk-held", "both", "rapport")
    assert state_of(phases[-1]) == (2, "preparing", 1, "ada")
    for fact in (held, reached, phases[-1]):
        assert fact.data.concerns() == {"ada", "bob"}
        assert (fact.causationid, fact.correlationid, fact.actorid) == (claim.id, claim.correlationid, CALENDAR)


async def test_a_member_says_we_met_and_hears_the_same_when_saying_it_again(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    first = await speaking.tell(pair, "s1", "ada")
    assert (first.number, first.next_owner_id) == (1, "ada")
    assert abs(first.held_at - soon_after(pair)) < timedelta(milliseconds=1)
    await speaking.tell(pair, "s2", "bob")
    assert await speaking.tell(pair, "s1", "ada") == first
    assert await speaking.tell(pair, "s1", "bob", pair.time + timedelta(seconds=9)) == first
    await nothing_more_than(speaking, pair, sessions=2)
    story = await speaking.read(pair, "bob")
    assert (story.phase, story.sessions_held, story.next_owner_id) == ("preparing", 2, "bob")
    (held, _) = speaking.of(pair, SessionHeld)
    assert (held.actorid, held.correlationid, held.causationid) == ("ada", "tap-of-ada", None)


async def test_a_session_told_before_its_pair_waits_for_it(speaking: Speaking) -> None:
    pair = speaking.formed()
    async with speaking.running(retry_delays=PATIENT_RETRIES) as journal:
        for session_id in ("s2", "s1"):
            await speaking.bench.publish(speaking.reported(pair, session_id), times=2)
        await all_put_back(journal, 4)
        await speaking.open(pair)
        await nothing_more_than(speaking, pair, sessions=2)
        assert await journal.dead_letters.list_() == []


async def test_a_session_of_no_pair_is_parked_and_counts_when_the_pair_has_come(
    journal: House, speaking: Speaking
) -> None:
    pair = speaking.formed()
    await speaking.bench.publish(speaking.reported(pair))

    async def parked() -> list[str]:
        return [letter.id for letter in await journal.dead_letters.list_() if letter.code == "unknown-pair"]

    (letter,) = await eventually(parked, what="a dead letter")
    assert speaking.heard.events == []
    await speaking.open(pair)
    assert await journal.dead_letters.redrive(journal.client, letter)
    await speaking.heard.expect(SessionHeld)
    await nothing_more_than(speaking, pair, sessions=1)


@pytest.mark.parametrize("replicas", [1, 3])
async def test_both_tell_at_once_and_each_session_counts_once(speaking: Speaking, replicas: int) -> None:
    """Every session by both members, twice each, and by a platform as well, all at the same time."""
    sessions = [f"s{number}" for number in range(10)]
    async with AsyncExitStack() as running:
        houses = [await running.enter_async_context(speaking.running()) for _ in range(replicas)]
        pair = await speaking.open()
        taps = [(session, person) for session in sessions for person in ("ada", "bob")]
        told = [speaking.tell(pair, *tap) for tap in taps * 2]
        claims = [speaking.bench.publish(speaking.reported(pair, session)) for session in sessions]
        kept, _ = await asyncio.gather(asyncio.gather(*told), asyncio.gather(*claims))
        await nothing_more_than(speaking, pair, sessions=len(sessions))
        assert await houses[0].dead_letters.list_() == []
        story = await speaking.read(pair, "ada")
    assert len(set(answers_of(kept))) == len(sessions), "everybody got the same answer about the same session"
    assert sorted(number for _, number, _ in set(answers_of(kept))) == list(range(1, len(sessions) + 1))
    assert story.sessions_held == len(sessions)


async def test_a_calendar_may_send_its_whole_history_at_once(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    sessions = 60
    claims = [speaking.reported(pair, f"s{number}", ("ada", "bob")[number % 2]) for number in range(sessions)]
    await asyncio.gather(*(speaking.bench.publish(claim) for claim in claims))
    await nothing_more_than(speaking, pair, sessions=sessions)
    assert await journal.dead_letters.list_() == []


@pytest.mark.parametrize(
    ("person_id", "off", "code"),
    [
        ("eve", timedelta(0), "not-a-member"),
        ("ada", 10 * MINUTES, "session-in-the-future"),
        ("ada", -10 * MINUTES, "session-before-the-pair"),
    ],
)
async def test_a_claim_that_cannot_be_true_is_refused_in_words(
    journal: House, speaking: Speaking, person_id: str, off: timedelta, code: str
) -> None:
    pair = await speaking.open()
    claim = speaking.reported(pair, "s1", person_id, held_at=pair.time + off)
    await speaking.bench.publish(claim, times=2)
    (refused,) = await speaking.heard.expect(ClaimRefused)
    assert isinstance(refused.data, ClaimRefused)
    assert (refused.data.code, refused.data.claim_id, refused.causationid) == (code, claim.id, claim.id)
    assert set(refused.data.words) == {"en", "de"}
    assert refused.data.person_id is None, "a platform said it, and no person is to be told"
    await nothing_more_than(speaking, pair, sessions=0)
    assert len(speaking.of(pair, ClaimRefused)) == 1
    assert await journal.dead_letters.list_() == []


async def test_a_stranger_is_refused_also_for_a_session_that_was_held(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    await speaking.tell(pair, "s1", "ada")
    await speaking.bench.publish(speaking.reported(pair, "s1", "eve"))
    (refused,) = await speaking.heard.expect(ClaimRefused)
    assert isinstance(refused.data, ClaimRefused)
    assert refused.data.code == "not-a-member"


async def test_what_a_member_says_is_judged_by_the_same_rules(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    for off, code in ((10 * MINUTES, "session-in-the-future"), (-10 * MINUTES, "session-before-the-pair")):
        with pytest.raises(Refused, match=code) as refused:
            await speaking.tell(pair, "s1", "ada", pair.time + off)
        assert set(refused.value.words) == {"en", "de"}
    for story, person_id in ((pair, "eve"), (speaking.formed("pair_of_nobody"), "ada")):
        with pytest.raises(NotFound):
            await speaking.tell(story, "s1", person_id)
    await nothing_more_than(speaking, pair, sessions=0)


async def test_the_same_session_id_in_another_pair_is_another_session(journal: House, speaking: Speaking) -> None:
    first, second = await speaking.open(), await speaking.open(speaking.formed("pair_2"))
    numbers = [(await speaking.tell(pair, "s1", "ada")).number for pair in (first, second)]
    assert numbers == [1, 1]
    for pair in (first, second):
        await nothing_more_than(speaking, pair, sessions=1)


def state_of(event: AnyEvent) -> tuple[int | None, str, int, str]:
    assert isinstance(event.data, PairPhaseChanged)
    return event.sequence, event.data.phase, event.data.sessions_held, event.data.next_owner_id


def answers_of(kept: list[SessionKept]) -> list[tuple[Any, ...]]:
    return [(one.session_id, one.number, one.next_owner_id) for one in kept]


async def all_put_back(journal: House, count: int) -> None:
    """Until so many deliveries have come to an end: without their pair, the only end is a delay queue."""

    async def ended() -> bool:
        return journal.deliveries.ended >= count

    await eventually(ended, what=f"{count} messages put back")


async def nothing_more_than(speaking: Speaking, pair: AnyEvent, *, sessions: int) -> None:
    """Exactly so many sessions, kept and told, numbered without a gap, with the milestones they are."""

    async def all_kept() -> bool:
        return len([row for row in await speaking.rows("sessions") if row["pair_id"] == pair.subject]) >= sessions

    await eventually(all_kept, what=f"{sessions} sessions")
    await speaking.quiet()
    numbers = [row["held"]["number"] for row in await speaking.rows("sessions") if row["pair_id"] == pair.subject]
    assert sorted(numbers) == list(range(1, sessions + 1))
    held = [
        (event.data.number, event.id) for event in speaking.of(pair, SessionHeld) if isinstance(event.data, SessionHeld)
    ]
    assert sorted(number for number, _ in held) == sorted(numbers)
    assert sorted(map(state_of, speaking.of(pair, PairPhaseChanged))) == [
        (number + 1, "preparing", number, ("bob", "ada")[number % 2]) for number in range(sessions + 1)
    ]
    reached = [event.data for event in speaking.of(pair, MilestoneReached)]
    evidence = {one.milestone: one.evidence for one in reached if isinstance(one, MilestoneReached)}
    named = {1: Milestone.FIRST_TALK_HELD, 3: Milestone.THIRD_SESSION_HELD}
    assert evidence == {named[number]: (event_id,) for number, event_id in held if number in named}
    assert len(reached) == len(evidence)

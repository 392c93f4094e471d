"""How pairs go on and end, on a real broker and database: repeats, races, time, a kill, somebody's leaving."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from libs.common.clock import SteppedClock
from libs.common.contracts import AnyEvent, Contract, Service
from libs.common.contracts.pairs import (
    EndReason,
    PairChanged,
    PairEndAsked,
    PairEnded,
    PairExtendAsked,
    PairFormed,
    PairPauseAsked,
    PairTurnAsked,
    SessionHeld,
)
from libs.common.contracts.people import PersonLeft
from libs.common.contracts.requests import Answer, ClaimRefused, Direction, MentorsSuggested, RequestClosed
from services.matching.app import build
from tests.component.matching.speaking import HEARD, MIA, Matching, code_of, person
from tests.support.running import Bench, eventually

SPRING = datetime.now(UTC) + timedelta(days=90)


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Matching]:
    heard = await bench.listen(*HEARD)
    async with bench.running(Service.MATCHING, build):
        made = Matching(bench, heard)
        await made.know(MIA, person("ada", capacity=1))
        yield made


async def form(matching: Matching, request: str = "req_1", **asked: Any) -> str:
    """A pair in which Mia learns from Ada, unless it is said otherwise."""
    mentor = asked.pop("mentor", "ada")
    await matching.ask(mentor, request=request, **asked)
    closed = await matching.answer(Answer.ACCEPT, mentor, request)
    pair_id: str = closed.data.pair_id  # type: ignore[attr-defined]
    await matching.heard.expect(PairFormed)
    return pair_id


async def end(matching: Matching, pair_id: str, actor: str, reason: EndReason = EndReason.NO_FAULT) -> AnyEvent:
    return await matching.claim(PairEndAsked(pair_id=pair_id, reason=reason), pair_id, actor)


async def places(matching: Matching) -> dict[str, int]:
    rows = matching.bench.database(Service.MATCHING)["people"].find({})
    return {row["person_id"]: row["pairs"] async for row in rows}


@pytest.mark.feature("pair.pause")
async def test_a_pair_is_paused_resumed_and_extended_with_its_whole_state_each_time(matching: Matching) -> None:
    pair_id = await form(matching)
    claims: list[tuple[Contract, str]] = [
        (PairPauseAsked(pair_id=pair_id, paused=True), "mia"),
        (PairPauseAsked(pair_id=pair_id, paused=False), "ada"),
        (PairExtendAsked(pair_id=pair_id, until=SPRING), "ada"),
    ]
    facts = [await matching.claim(claim, pair_id, actor) for claim, actor in claims]
    assert [fact.sequence for fact in facts] == [2, 3, 4]
    states = [fact.data for fact in facts if isinstance(fact.data, PairChanged)]
    assert [(one.standing, one.change) for one in states] == [
        ("paused", "paused"),
        ("consented", "resumed"),
        ("consented", "extended"),
    ]
    (formed,) = matching.heard.of(PairFormed)
    whole = formed.data.model_dump(exclude={"standing", "planned_until"})
    assert all(one.model_dump(include=set(whole)) == whole for one in states)
    assert states[2].resumed_at is not None
    assert states[2].resumed_at > states[2].formed_at


async def test_a_pair_turns_when_both_wish_it_and_the_place_goes_with_who_gives(matching: Matching) -> None:
    pair_id = await form(matching)
    wish = PairTurnAsked(pair_id=pair_id, direction=Direction.REVERSE, mentor_id="mia")
    wished = await matching.claim(wish, pair_id, "ada")
    assert isinstance(wished.data, PairChanged)
    assert (wished.data.direction, wished.data.turn and wished.data.turn.person_id) == ("forward", "ada")
    turned = await matching.claim(wish, pair_id, "mia")
    assert isinstance(turned.data, PairChanged)
    assert (turned.data.direction, turned.data.turn) == ("reverse", None)
    assert {one.person_id: one.role for one in turned.data.members} == {"mia": "mentor", "ada": "mentee"}
    assert await places(matching) == {"ada": 0, "mia": 1}


async def test_a_turn_that_takes_the_last_place_ends_what_else_was_asked_of_who_gives_now(matching: Matching) -> None:
    await matching.know(person("tom", capacity=1), person("eve"))
    pair_id = await form(matching, mentee="tom")
    await matching.ask("tom", mentee="eve", request="req_2")
    wish = PairTurnAsked(pair_id=pair_id, direction=Direction.REVERSE, mentor_id="tom")
    await matching.claim(wish, pair_id, "ada")
    await matching.claim(wish, pair_id, "tom")
    closed = await matching.closed("req_2")
    assert isinstance(closed.data, RequestClosed)
    assert closed.data.state == "superseded"


async def test_a_pair_does_not_turn_to_somebody_without_a_free_place(matching: Matching) -> None:
    await matching.know(person("tom", capacity=0))
    pair_id = await form(matching, mentee="tom")
    wish = PairTurnAsked(pair_id=pair_id, direction=Direction.REVERSE, mentor_id="tom")
    await matching.claim(wish, pair_id, "ada")
    assert code_of(await matching.claim(wish, pair_id, "tom")) == "mentor-full"
    assert (await places(matching))["ada"] == 1


@pytest.mark.feature("matching.capacity")
async def test_the_place_is_given_back_with_the_end_once_however_often_it_is_asked(matching: Matching) -> None:
    pair_id = await form(matching)
    assert (await places(matching))["ada"] == 1
    asked = matching.bench.event(PairEndAsked(pair_id=pair_id, reason=EndReason.COMPLETED), pair_id, actorid="mia")
    await matching.bench.publish(asked, times=3)
    ended = await matching.outcome_of(asked)
    assert isinstance(ended.data, PairEnded)
    assert (ended.data.standing, ended.data.ending, ended.sequence) == ("ended", "completed", 2)
    assert code_of(await end(matching, pair_id, "ada")) == "pair-ended"
    pausing = PairPauseAsked(pair_id=pair_id, paused=True)
    assert code_of(await matching.claim(pausing, pair_id, "ada")) == "pair-ended"
    assert len(matching.heard.of(PairEnded)) == 1
    assert await places(matching) == {"ada": 0, "mia": 0}
    assert await form(matching, "req_2") != pair_id


async def test_both_end_at_once_and_it_ends_once(matching: Matching) -> None:
    pair_id = await form(matching)
    asked = [
        matching.bench.event(PairEndAsked(pair_id=pair_id, reason=reason), pair_id, actorid=actor)
        for actor, reason in (("mia", EndReason.COMPLETED), ("ada", EndReason.MOVED))
    ]
    await asyncio.gather(*(matching.bench.publish(one) for one in asked))
    outcomes = [await matching.outcome_of(one) for one in asked]
    assert sorted(one.data.event for one in outcomes) == ["ClaimRefused", "PairEnded"]
    assert await places(matching) == {"ada": 0, "mia": 0}


async def test_nothing_that_others_may_see_tells_a_flight_from_a_parting_without_fault(matching: Matching) -> None:
    told = []
    for number, reason in enumerate((EndReason.SAFETY, EndReason.NO_FAULT, EndReason.FADED)):
        pair_id = await form(matching, f"req_{number}")
        ended = await end(matching, pair_id, "mia", reason)
        assert isinstance(ended.data, PairEnded)
        own = {"pair_id", "request_id", "formed_at", "ended_at"}
        told.append((ended.data.model_dump(exclude=own), ended.actorid, ended.sequence, ended.source))
    assert told[0] == told[1] == told[2]
    assert told[0][1] is None, "not even who went"
    # Without ids, whose digits spell one of the two.
    events = [re.sub(rb"[0-9a-f-]{12,}", b"", event.to_json()) for event in matching.heard.events]
    assert not [event for event in events if b"safety" in event or b"faded" in event]


async def test_a_stranger_finds_no_pair(matching: Matching) -> None:
    pair_id = await form(matching)
    assert code_of(await end(matching, pair_id, "eve")) == "pair-unknown"
    assert code_of(await end(matching, "pair_nowhere", "mia")) == "pair-unknown"
    assert not matching.heard.of(PairEnded)


async def test_a_paused_pair_comes_back_at_its_time_and_one_that_ended_does_not(bench: Bench) -> None:
    heard = await bench.listen(*HEARD)
    async with AsyncExitStack() as stack:
        houses = [await stack.enter_async_context(bench.running(Service.MATCHING, build)) for _ in range(2)]
        matching = Matching(bench, heard)
        await matching.know(MIA, person("ada", capacity=3), person("eve"), person("tom"))
        pairs = [await form(matching, f"req_{mentee}", mentee=mentee) for mentee in ("mia", "eve", "tom")]
        for pair_id in pairs:
            await matching.claim(PairPauseAsked(pair_id=pair_id, paused=True, until=SPRING), pair_id, "ada")
        await end(matching, pairs[1], "ada")
        await matching.claim(PairPauseAsked(pair_id=pairs[2], paused=True), pairs[2], "ada")
        for house in houses:
            assert isinstance(house.clock, SteppedClock)
            await house.clock.step_to_offset(timedelta(days=91))
        back = await eventually(lambda: resumed(matching), what="a pair that came back")
        await eventually(lambda: has_no_timers(matching), what="no timer left")
    assert [fact.subject for fact in back] == [pairs[0]]
    assert back[0].actorid is None


async def has_no_timers(matching: Matching) -> bool:
    return not await matching.rows("timers")


async def resumed(matching: Matching) -> list[AnyEvent]:
    facts = matching.heard.of(PairChanged)
    return [fact for fact in facts if isinstance(fact.data, PairChanged) and fact.data.change == "resumed"]


async def test_whoever_left_ends_their_pairs_in_both_roles_and_gives_back_every_place(matching: Matching) -> None:
    await matching.know(person("tom"), person("eve"))
    learning = await form(matching, "req_1", mentee="tom")
    giving = await form(matching, "req_2", mentor="tom", mentee="eve")
    other = await form(matching, "req_3", mentor="eve")
    await matching.know(PersonLeft(person_id="tom"))
    ended = await matching.heard.expect(PairEnded, 2)
    assert {fact.subject for fact in ended} == {learning, giving}
    for fact in ended:
        assert isinstance(fact.data, PairEnded)
        assert (fact.data.ending, fact.data.left_id) == ("left", "tom")
    assert await places(matching) == {"ada": 0, "tom": 0, "eve": 1, "mia": 0}
    row = await matching.bench.database(Service.MATCHING)["pairs"].find_one({"pair_id": other})
    assert row is not None
    assert row["standing"] == "consented"


@pytest.mark.parametrize(
    ("reason", "again"), [(EndReason.COMPLETED, ["ada"]), (EndReason.SAFETY, []), (EndReason.NO_FAULT, [])]
)
async def test_nobody_is_suggested_whom_a_pair_did_not_go_well_with(
    matching: Matching, reason: EndReason, again: list[str]
) -> None:
    await matching.know(person("eve", gives=[{"topic": "Rust", "level": 4}], gets=[{"topic": "Python", "level": 4}]))
    pair_id = await form(matching)
    await end(matching, pair_id, "ada", reason)
    await matching.suggested("ada", mentee="eve")
    suggested = await matching.ask(None, request="req_2")
    assert isinstance(suggested.data, MentorsSuggested)
    assert [one.mentor_id for one in suggested.data.suggestions] == again


async def test_whoever_leaves_while_being_accepted_is_left_in_no_living_pair(matching: Matching) -> None:
    """Whichever comes first: the other of the two sees it."""
    await matching.know(*(person(f"n{number}") for number in range(8)), person("wide", capacity=8))
    for number in range(8):
        await matching.ask("wide", mentee=f"n{number}", request=f"req_{number}")
    answers = [matching.answer(Answer.ACCEPT, "wide", f"req_{number}") for number in range(8)]
    outcomes, _ = await asyncio.gather(
        asyncio.gather(*answers), matching.know(*(PersonLeft(person_id=f"n{number}") for number in range(8)))
    )
    formed = [one for one in outcomes if not isinstance(one.data, ClaimRefused)]
    await matching.heard.expect(PairEnded, len(formed)) if formed else None
    await matching.known()
    living = await matching.bench.database(Service.MATCHING)["pairs"].count_documents({"standing": {"$ne": "ended"}})
    assert living == 0
    assert (await places(matching))["wide"] == 0


def held(pair_id: str, number: int = 1) -> SessionHeld:
    session = {"session_id": f"s{number}", "number": number, "held_at": datetime.now(UTC), "next_owner_id": "ada"}
    return SessionHeld.model_validate({"pair_id": pair_id, "members": ("ada", "mia")} | session)


@pytest.mark.feature("programme.flash-and-peer")
async def test_a_flash_pair_is_completed_by_its_one_talk_and_its_place_is_free(matching: Matching) -> None:
    pair_id = await form(matching, direction="flash")
    assert (await places(matching))["ada"] == 1
    one, two = [matching.bench.event(held(pair_id, number), pair_id) for number in (1, 2)]
    for session in (one, one, two):
        await matching.bench.publish(session)
    (ended,) = await matching.heard.expect(PairEnded)
    assert isinstance(ended.data, PairEnded)
    assert (ended.data.ending, ended.data.left_id, ended.actorid) == ("completed", None, None)
    again = await form(matching, "req_2", direction="forward")
    assert (await places(matching))["ada"] == 1
    assert len(matching.heard.of(PairEnded)) == 1
    await matching.bench.publish(matching.bench.event(held(again), again))
    await end(matching, again, "mia", EndReason.COMPLETED)
    assert len(matching.heard.of(PairEnded)) == 2, "a talk ends no pair that is for more"


async def test_a_flash_pair_that_turned_before_its_talk_goes_on(matching: Matching) -> None:
    pair_id = await form(matching, direction="flash")
    for actor in ("mia", "ada"):
        turn = PairTurnAsked(pair_id=pair_id, direction=Direction.PEER, mentor_id="ada")
        await matching.claim(turn, pair_id, actor)
    session = matching.bench.event(held(pair_id), pair_id)
    await matching.bench.publish(session)
    inbox = matching.bench.database(Service.MATCHING)["inbox"]

    async def handled() -> bool:
        return await inbox.find_one({"_id": session.key}) is not None

    await eventually(handled, what="the session handled")
    assert not matching.heard.of(PairEnded)

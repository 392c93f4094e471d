"""A place that comes free is told to whoever came too late for the last one, once. On a real broker and database."""

import asyncio
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.pairs import EndReason, PairEndAsked
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.requests import Answer, PlaceFreed, RequestClosed, RequestOpened
from services.matching.app import build
from services.matching.domain.directions import Direction
from services.matching.domain.people import Person
from services.matching.domain.requests import Request, RequestState
from services.matching.store import Store
from services.matching.use_cases import freeing
from services.matching.use_cases.keeping import PLACE_FREED, SUPERSEDE
from tests.component.matching.holding import holding
from tests.component.matching.speaking import MIA, Matching, code_of, person
from tests.support.running import Bench, Listener, eventually, tombstones_of

MATCHING = Service.MATCHING
DAY = timedelta(days=1)


def changed(joined: PersonJoined, **fields: object) -> PersonChanged:
    return PersonChanged.model_validate(joined.model_dump() | fields)


@pytest_asyncio.fixture
async def full(matching: Matching) -> Matching:
    """Mia has Ada's only place; Bob and Eve came too late for it."""
    await matching.know(person("ada", capacity=1), person("bob"), person("eve"))
    await matching.known()
    await matching.ask("ada")
    for mentee in ("bob", "eve"):
        await matching.ask("ada", mentee=mentee, request=f"req_{mentee}")
    await matching.answer(Answer.ACCEPT, "ada")
    for mentee in ("bob", "eve"):
        await matching.followed_up(f"req_{mentee}")
    return matching


async def settled(matching: Matching) -> None:
    """Until nothing is due at once any more."""

    async def none_left() -> bool:
        due = {row["kind"] for row in await matching.rows("timers")}
        return not due - {"request-clock"}

    await eventually(none_left, what="no timer that is due at once")


async def end_pair(matching: Matching) -> None:
    (row,) = [row for row in await matching.rows("pairs") if row["standing"] != "ended"]
    await matching.claim(PairEndAsked(pair_id=row["pair_id"], reason=EndReason.COMPLETED), row["pair_id"], "mia")


@pytest.mark.feature("matching.capacity")
async def test_an_end_tells_those_who_came_too_late_once_and_they_can_ask_again(full: Matching) -> None:
    await end_pair(full)
    told = await full.heard.expect(PlaceFreed, 2)
    await settled(full)
    assert {event.subject for event in told} == {"req_bob", "req_eve"}
    assert [set(event.data.concerns()) for event in sorted(told, key=lambda one: one.subject)] == [{"bob"}, {"eve"}]
    assert len(full.heard.of(PlaceFreed)) == 2, "and not Mia, whose place it was"
    assert {event.actorid for event in told} == {None}
    again = await full.ask("ada", mentee="eve", request="req_again")
    assert isinstance(again.data, RequestOpened)


async def test_a_raised_capacity_is_a_place_too_and_another_change_of_a_person_is_none(full: Matching) -> None:
    await full.know(changed(person("ada", capacity=1), title="Boss"))
    await full.known()
    await settled(full)
    assert full.heard.of(PlaceFreed) == []
    await full.know(changed(person("ada", capacity=3)))
    await full.heard.expect(PlaceFreed, 2)


@pytest.mark.feature("matching.capacity")
async def test_a_capacity_lowered_to_no_place_ends_what_is_open_and_no_pair(matching: Matching) -> None:
    """Below what is taken it is full; who asked is told at once, and again when there is a place."""
    await matching.know(person("ada", capacity=3), person("bob"), person("cem"), person("eve"))
    await matching.known()
    for mentee in ("mia", "bob"):
        await matching.ask("ada", mentee=mentee, request=f"req_{mentee}")
        await matching.answer(Answer.ACCEPT, "ada", f"req_{mentee}")
    await matching.ask("ada", mentee="eve", request="req_eve")
    await matching.ask("cem", mentee="ada", request="req_own")
    await matching.know(changed(person("ada", capacity=1)))
    closed = await matching.closed("req_eve")
    assert isinstance(closed.data, RequestClosed)
    assert closed.data.state == "superseded"
    assert code_of(await matching.ask("ada", mentee="eve", request="req_again")) == "mentor-full"
    await settled(matching)
    states = {row["request_id"]: row["state"] for row in await matching.rows("requests")}
    assert states == {"req_mia": "accepted", "req_bob": "accepted", "req_eve": "superseded", "req_own": "open"}
    assert [row["standing"] for row in await matching.rows("pairs")] == ["consented", "consented"]
    await matching.know(changed(person("ada", capacity=2)))
    await matching.known()
    await settled(matching)
    assert matching.heard.of(PlaceFreed) == [], "the two whom she has are as many as she has room for"
    await matching.know(changed(person("ada", capacity=3)))
    (told,) = await matching.heard.expect(PlaceFreed)
    assert told.subject == "req_eve"


async def test_who_waits_no_more_is_not_told(full: Matching) -> None:
    """Eve has found somebody else since, and Bob has left."""
    await full.know(person("cem"), PersonLeft(person_id="bob"))
    await full.known()
    await full.ask("cem", mentee="eve", request="req_cem")
    await full.answer(Answer.ACCEPT, "cem", "req_cem")
    await settled(full)
    await full.know(changed(person("ada", capacity=2)))
    await full.known()
    await settled(full)
    assert full.heard.of(PlaceFreed) == []


async def test_after_two_months_a_place_is_no_news_any_more(full: Matching) -> None:
    await full.step(61 * DAY)
    await end_pair(full)
    await settled(full)
    assert full.heard.of(PlaceFreed) == []


async def test_who_left_a_place_behind_by_leaving_frees_it_too(full: Matching) -> None:
    await full.know(PersonLeft(person_id="mia"))
    await full.heard.expect(PlaceFreed, 2)


async def test_a_request_that_the_last_place_goes_past_as_one_comes_free_is_not_missed(bench: Bench) -> None:
    """Decided while Ada had no place, and committed after everybody was told of the one that came free: it stands."""
    async with holding(bench, SUPERSEDE) as (matching, held, stack):
        await matching.know(MIA, person("ada", capacity=1), person("bob"))
        await matching.known()
        await matching.ask("ada")
        await matching.ask("ada", mentee="bob", request="req_bob")
        await matching.answer(Answer.ACCEPT, "ada")
        await held.meanwhile(matching, stack)
        await end_pair(matching)
        await nobody_to_tell(matching)
        held.let_go.set()
        await settled(matching)
        assert matching.heard.of(PlaceFreed) == []
        assert isinstance((await matching.answer(Answer.ACCEPT, "ada", "req_bob")).data, RequestClosed)
        assert [row["state"] for row in await matching.rows("requests")] == ["accepted", "accepted"]


async def nobody_to_tell(matching: Matching) -> None:
    """Until all are told of the place that came free."""

    async def none_due() -> bool:
        return not [row for row in await matching.rows("timers") if row["kind"] == PLACE_FREED]

    await eventually(none_due, what="a place told of")


async def test_the_conflict_of_a_pair_is_forgotten_with_its_end(full: Matching) -> None:
    await full.know(changed(person("mia"), manager_id="ada"))

    async def found() -> bool:
        return len(await full.rows("conflicts")) == 1

    await eventually(found, what="the conflict")
    await end_pair(full)
    await settled(full)
    assert await full.rows("conflicts") == []


AT = datetime.now(UTC) - DAY
MENTORS, WAITING = 40, 10
KILLED_WITH_TOLD = (40, 160)


def overtaken(mentor_id: str, mentee_id: str) -> Request:
    return Request(
        org="acme",
        request_id=f"req_{mentor_id}_{mentee_id}",
        mentor_id=mentor_id,
        mentee_id=mentee_id,
        direction=Direction.FORWARD,
        topics=("Python",),
        correlation_id="story",
        state=RequestState.SUPERSEDED,
        lost_place=True,
        asked_at=AT,
        opened_at=AT,
        closed_at=AT,
        sequence=2,
    )


async def keep(bench: Bench, requests: list[Request], mentors: list[str]) -> None:
    """As matching kept them; a service that ran once has made the collections."""
    async with bench.running(MATCHING, build):
        pass
    store, mentees = (
        Store(bench.database(MATCHING), tombstones_of(bench.database(MATCHING))),
        {request.mentee_id for request in requests},
    )
    people = [Person(org="acme", person_id=one, capacity=0) for one in mentors]
    people += [Person(org="acme", person_id=one) for one in sorted(mentees)]
    await bench.database(MATCHING)["people"].insert_many([store.people.save(one).document for one in people])
    await bench.database(MATCHING)["requests"].insert_many([store.requests.save(one).document for one in requests])


def opening(bench: Bench, mentor_id: str) -> AnyEvent:
    return bench.event(changed(person(mentor_id, capacity=1)), mentor_id, sequence=2)


async def all_told(bench: Bench, heard: Listener, count: int) -> None:
    async def is_so() -> bool:
        left = [await bench.database(MATCHING)[name].count_documents({}) for name in ("timers", "outbox")]
        return len({event.subject for event in heard.events}) >= count and not any(left)

    await eventually(is_so, within_s=90, what=f"{count} who wait told")


@pytest.mark.timeout(180)
async def test_more_than_a_unit_holds_are_told_each_once_by_two_replicas(bench: Bench) -> None:
    requests = [overtaken("ada", f"m{n:04}") for n in range(2 * freeing.AT_ONCE + 50)]
    earlier = replace(requests[0], request_id="req_earlier", closed_at=AT - DAY)
    await keep(bench, [*requests, earlier], ["ada"])
    heard = await bench.listen(PlaceFreed)
    async with bench.running(MATCHING, build), bench.running(MATCHING, build):
        await bench.publish(opening(bench, "ada"), times=3)
        await all_told(bench, heard, len(requests))
    facts = {event.id: event for event in heard.events}.values()
    assert Counter(event.subject for event in facts) == Counter(one.request_id for one in requests)


@pytest.mark.timeout(180)
async def test_killed_in_the_middle_everybody_is_told_once(bench: Bench, tmp_path: Path) -> None:
    mentors = [f"mentor_{n}" for n in range(MENTORS)]
    await keep(bench, [overtaken(mentor, f"{mentor}_{n}") for mentor in mentors for n in range(WAITING)], mentors)
    heard = await bench.listen(PlaceFreed)
    for mentor in mentors:
        await bench.publish(opening(bench, mentor), times=2)
    environment = bench.environment_of(MATCHING) | {"BOTHWAYS_PREFETCH": "2"}
    child = Child([sys.executable, "-m", "services.matching"], log=tmp_path / "log", env=environment, folder=ROOT)
    child.start()
    try:
        for told in KILLED_WITH_TOLD:
            await eventually(partial(so_many, heard, told), within_s=60, what=f"{told} told")
            child.kill()
            child.start()
        await all_told(bench, heard, MENTORS * WAITING)
    finally:
        await asyncio.to_thread(child.stop)
    facts = {event.id: event for event in heard.events}.values()
    assert Counter(event.subject for event in facts) == Counter(
        f"req_{mentor}_{mentor}_{n}" for mentor in mentors for n in range(WAITING)
    )


async def so_many(heard: Listener, told: int) -> bool:
    return len({event.id for event in heard.events}) >= told

"""The log: every fact once, at a position of its own, without holes, whoever writes and whatever is poison."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from libs.common.chain import LOG
from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.people import PersonChanged, PersonJoined
from libs.common.contracts.requests import (
    ClaimRefused,
    Direction,
    MentorRequested,
    MentorsSuggested,
    Reason,
    RequestState,
    Suggestion,
)
from libs.common.mongo import Row, ensure_indexes
from services.gateway.core import indexes_of
from services.gateway.domain.audience import Viewer
from services.gateway.projector import Projector
from services.gateway.store import FEED, Log
from services.gateway.views import Views
from tests.component.gateway import building
from tests.component.gateway.building import ADA, BOB, Built
from tests.support.running import Bench, eventually

GATEWAY = Service.GATEWAY
DAWN = datetime(2026, 11, 1, 6, tzinfo=UTC)


async def rows_of(bench: Bench, org: str) -> list[Row]:
    return await bench.database(GATEWAY)[LOG].find({"org": org}).sort("position", 1).to_list()


async def until_logged(bench: Bench, count: int, org: str = "acme") -> list[Row]:
    async def enough() -> list[Row]:
        rows = await rows_of(bench, org)
        return rows if len(rows) >= count else []

    found: list[Row] = await eventually(enough, what=f"{count} facts in the log of {org}")
    return found


async def a_projector(bench: Bench) -> Projector:
    database = bench.database(GATEWAY)
    await ensure_indexes(database, await indexes_of(database))
    return Projector(bench.client, database)


async def append_all(projector: Projector, events: Sequence[AnyEvent]) -> None:
    await asyncio.gather(*(projector.append(event) for event in events))


def suggested(bench: Bench, request_id: str, *, part: str = "gives") -> AnyEvent:
    words = Reason(code="gives-it", words={"en": "Gives it.", "de": "Gibt es."})
    suggestion = Suggestion(mentor_id=ADA, score=0.5, parts={part: 1.0}, reasons=(words,), gap=words, rules="1")
    data = MentorsSuggested(
        request_id=request_id,
        mentee_id=BOB,
        direction=Direction.FORWARD,
        topics=("Python",),
        suggestions=(suggestion,),
    )
    return bench.event(data, request_id)


async def test_every_fact_has_a_position_of_its_own_organisation(bench: Bench) -> None:
    async with bench.running(GATEWAY, Built()):
        for number in range(30):
            await bench.publish(building.pair_formed(bench, f"pair_{number}"))
            await bench.publish(building.pair_formed(bench, f"pair_{number}", org="globex"))
        ours, theirs = await until_logged(bench, 30), await until_logged(bench, 30, "globex")
    assert [row["position"] for row in ours] == list(range(1, 31))
    assert [row["position"] for row in theirs] == list(range(1, 31))
    assert {row["subject"] for row in ours} == {f"pair_{number}" for number in range(30)}


async def test_a_fact_published_again_is_in_the_log_once(bench: Bench) -> None:
    event = building.pair_formed(bench, "pair_1")
    async with bench.running(GATEWAY, Built()) as house:
        await bench.publish(event, times=3)
        await until_logged(bench, 1)
        await bench.publish(event)
        await bench.publish(building.pair_formed(bench, "pair_2"))
        rows = await until_logged(bench, 2)
        assert await house.dead_letters.list_() == []
    assert [(row["subject"], row["position"]) for row in rows] == [("pair_1", 1), ("pair_2", 2)]


async def test_a_poison_fact_is_a_dead_letter_while_the_next_thousand_pass(bench: Bench) -> None:
    # MongoDB has no keys with a zero in them: it passes every check and fails the whole transaction it is part of.
    poison = suggested(bench, "req_poison", part="a\x00b")
    async with bench.running(GATEWAY, Built()) as house:
        for number in range(500):
            await bench.publish(building.pair_formed(bench, f"before_{number}"))
        await bench.publish(poison)
        for number in range(500):
            await bench.publish(building.pair_formed(bench, f"after_{number}"))
        rows = await until_logged(bench, 1000)
        (letter,) = await eventually(house.dead_letters.list_, what="the dead letter")
    assert [row["position"] for row in rows] == list(range(1, 1001))
    assert (letter.event_id, letter.code, letter.detail) == (poison.id, "failed", "InvalidDocument")


async def test_two_projectors_at_once_leave_no_hole_and_use_no_position_twice(bench: Bench) -> None:
    """A zombie that still writes while its successor has begun; half of the facts reach both."""
    one, other = await a_projector(bench), await a_projector(bench)
    events = [building.pair_formed(bench, f"pair_{number}") for number in range(400)]
    for start in range(0, 400, 40):
        chunk = events[start : start + 40]
        await asyncio.gather(append_all(one, chunk[:30]), append_all(other, chunk[10:]))
    rows = await rows_of(bench, "acme")
    assert [row["position"] for row in rows] == list(range(1, 401))
    assert {row["event_id"] for row in rows} == {event.id for event in events}
    assert await Log(bench.database(GATEWAY)).position("acme") == 400
    assert await bench.database(GATEWAY)[FEED].count_documents({}) == 400


async def test_the_log_keeps_nothing_personal(bench: Bench) -> None:
    joined = PersonJoined(person_id=ADA, name="Ada Lovelace", email="ada@example.org", title="Countess")
    changed = PersonChanged(**joined.model_dump() | {"name": "Ada King", "changed": ("name",)})
    projector = await a_projector(bench)
    await append_all(projector, [bench.event(joined, ADA, sequence=1), bench.event(changed, ADA, sequence=2)])
    rows = await rows_of(bench, "acme")
    assert [row["data"] for row in rows] == [{"person_id": ADA}, {"person_id": ADA, "changed": ["name"]}]
    assert "Ada" not in str(rows).replace("'ada'", "")


async def test_everybody_sees_only_what_is_meant_for_them(bench: Bench) -> None:
    projector = await a_projector(bench)
    joined = PersonJoined(person_id=ADA, name="Ada", email="ada@example.org")
    opened = building.request_fact(bench, "req_1", 1, RequestState.OPEN)
    for event in (bench.event(joined, ADA, sequence=1), opened, building.pair_formed(bench, "pair_1")):
        await projector.append(event)
    log = Log(bench.database(GATEWAY))

    async def seen_by(viewer: Viewer) -> list[int]:
        return [entry.position for entry in await log.after(viewer, 0)]

    assert await seen_by(Viewer("acme", ADA)) == [2, 3]
    assert await seen_by(Viewer("acme", "eve")) == []
    assert await seen_by(Viewer("acme", "organiser")) == []
    assert await seen_by(Viewer("acme", is_organiser=True)) == [3]
    assert await seen_by(Viewer("acme", is_platform=True)) == [3]
    assert await seen_by(Viewer("globex", ADA, is_organiser=True, is_platform=True)) == []
    assert [entry.position for entry in await log.after(Viewer("acme", ADA), 2)] == [3]
    assert [entry.position for entry in await log.after(Viewer("acme", ADA), 0, limit=1)] == [2]


async def test_the_timeline_of_a_pair_is_for_its_members(bench: Bench) -> None:
    projector = await a_projector(bench)
    for event in (
        building.pair_formed(bench, "pair_1"),
        building.session_held(bench, "pair_1", 1),
        building.pair_formed(bench, "pair_2"),
        building.milestone_reached(bench, "pair_1"),
    ):
        await projector.append(event)
    log = Log(bench.database(GATEWAY))
    types = [entry.type for entry in await log.timeline(Viewer("acme", BOB), "pair_1")]
    assert types == ["bothways.PairFormed.v1", "bothways.SessionHeld.v1", "bothways.MilestoneReached.v1"]
    assert await log.timeline(Viewer("acme", "eve"), "pair_1") == []
    assert await log.timeline(Viewer("globex", BOB), "pair_1") == []


@pytest.mark.parametrize("seed", range(12))
async def test_views_are_the_same_in_whatever_order_facts_come(bench: Bench, seed: int) -> None:
    events = story(bench)
    random.Random(seed).shuffle(events)  # noqa: S311
    await in_pieces(await a_projector(bench), events, seed)
    views = Views(bench.database(GATEWAY))
    request = await views.request("acme", "req_1")
    assert request
    assert (request.state, request.pair_id, request.visible_to) == ("accepted", "pair_1", (ADA, BOB))
    assert (request.claim_id, request.topics, request.has_message) == ("claim_1", ("$Python",), True)
    assert request.refusal_code is None
    pair = await views.pair("acme", "pair_1")
    assert pair
    assert (pair.standing, pair.phase, pair.sessions_held, pair.next_owner_id) == ("consented", "active", 3, ADA)
    assert [session["number"] for session in pair.sessions] == [1, 2, 3]
    assert [milestone["milestone"] for milestone in pair.milestones] == ["first-talk-held"]
    unnamed, refused = await views.request("acme", "req_2"), await views.request("acme", "req_3")
    assert unnamed
    assert refused
    assert (unnamed.state, unnamed.claim_id, len(unnamed.suggestions)) == ("suggested", "claim_2", 1)
    assert (refused.state, refused.refusal_code, refused.mentor_id) == ("refused", "mentor-full", ADA)
    assert [view.pair_id for view in await views.pairs_of("acme", BOB)] == ["pair_1"]
    assert [view.request_id for view in await views.requests_of("acme", ADA)] == ["req_4", "req_1"]
    assert len(await views.requests_of("acme", BOB)) == 4
    expired = await views.request("acme", "req_4")
    assert expired
    assert (expired.state, expired.visible_to, len(expired.suggestions)) == ("expired", (ADA, BOB), 1)
    assert await views.pairs_of("globex", BOB) == []


async def in_pieces(projector: Projector, events: Sequence[AnyEvent], seed: int) -> None:
    """Some together in a transaction, some alone."""
    size = seed % 4 + 1
    for start in range(0, len(events), size):
        await append_all(projector, events[start : start + size])


def story(bench: Bench) -> list[AnyEvent]:
    def asked(number: int, mentor_id: str | None) -> AnyEvent:
        data = MentorRequested(
            request_id=f"req_{number}",
            mentee_id=BOB,
            mentor_id=mentor_id,
            topics=("$Python",),
            has_message=True,
            confirmed=True,
        )
        return bench.event(data, data.request_id, id=f"claim_{number}", time=DAWN + timedelta(minutes=number))

    def refusal(claim_type: str, request_id: str) -> AnyEvent:
        words = {"en": "Full.", "de": "Voll."}
        data = ClaimRefused(
            claim_id="claim_3",
            claim_type=claim_type,
            code="mentor-full",
            words=words,
            person_id=BOB,
            request_id=request_id,
        )
        return bench.event(data, request_id)

    return [
        asked(1, ADA),
        building.request_fact(bench, "req_1", 1, RequestState.OPEN, has_message=True),
        refusal("bothways.RequestAnswered.v1", "req_1"),
        building.request_fact(bench, "req_1", 2, RequestState.ACCEPTED, has_message=True, pair_id="pair_1"),
        building.pair_formed(bench, "pair_1"),
        *(building.phase_changed(bench, "pair_1", sequence, sequence - 1) for sequence in (1, 2, 3, 4)),
        *(building.session_held(bench, "pair_1", number) for number in (1, 2, 3)),
        building.milestone_reached(bench, "pair_1"),
        asked(2, None),
        suggested(bench, "req_2"),
        asked(3, ADA),
        refusal(MentorRequested.type, "req_3"),
        asked(4, ADA),
        building.request_fact(bench, "req_4", 1, RequestState.OPEN, has_message=True),
        building.request_fact(bench, "req_4", 4, RequestState.EXPIRED, has_message=True),
        building.followed_up(bench, "req_4"),
    ]


async def test_a_second_replica_goes_on_where_the_first_one_stopped(bench: Bench) -> None:
    async def publish(first: int) -> None:
        for number in range(first, first + 20):
            await bench.publish(building.pair_formed(bench, f"pair_{number}"))

    async with AsyncExitStack() as second, AsyncExitStack() as first:
        await first.enter_async_context(bench.running(GATEWAY, Built()))
        standing_by = Built()
        await second.enter_async_context(bench.running(GATEWAY, standing_by))
        await publish(0)
        await until_logged(bench, 20)
        assert standing_by.core.projector.written == 0
        await publish(20)
        await first.aclose()
        await publish(40)
        rows = await until_logged(bench, 60)
        assert standing_by.core.projector.written > 0
    assert [row["position"] for row in rows] == list(range(1, 61))

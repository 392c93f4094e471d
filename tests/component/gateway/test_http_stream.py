"""The live stream: what concerns one, as it happens, without gaps across cuts and replicas."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts import Service
from libs.common.ids import new_id
from services.gateway.domain.audience import Viewer
from services.gateway.live import Live
from services.gateway.store import Log, News
from tests.component.gateway.building import milestone_reached, pair_formed, session_held
from tests.component.gateway.front import STRUCTURED, Front, Heard, open_front, streaming
from tests.component.gateway.signing import CSRF, given_session
from tests.support.running import PATIENCE_S, eventually
from tests.support.stack import TestStack


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, replicas=2, neighbours=[]) as opened:
        await opened.arrive("ada", "bob", "eve", "leaver", "leaver_unheard")
        await opened.arrive("bob", org="globex")
        yield opened


async def test_both_hear_of_their_pair_and_nobody_else_does(front: Front) -> None:
    async with (
        front.member("ada") as ada,
        front.member("bob", replica=1) as bob,
        front.member("eve") as eve,
        front.member("bob", "globex") as other,
        streaming(ada) as ada_hears,
        streaming(bob) as bob_hears,
        streaming(eve) as eve_hears,
        streaming(other) as other_hears,
    ):
        pair_id = new_id("pair")
        await front.bench.publish(pair_formed(front.bench, pair_id))
        (heard,) = await ada_hears.expect("PairFormed")
        assert (heard["event"], heard["subject"]) == ("bothways.PairFormed.v1", pair_id)
        assert heard["id"] == str(heard["position"])
        await bob_hears.expect("PairFormed")
        await asyncio.sleep(0.3)
        assert (eve_hears.events, other_hears.events) == ([], [])


async def test_a_stream_goes_on_after_the_last_event_that_was_seen(front: Front) -> None:
    """Cut off again and again, on this replica and on that: nothing is missed, nothing comes twice."""
    pair_id = new_id("pair")
    await front.bench.publish(pair_formed(front.bench, pair_id))
    seen: list[int] = []
    last_id: str | None = None
    sessions = 0
    async with front.member("bob") as here, front.member("bob", replica=1) as there:

        async def is_shown() -> bool:
            return (await here.get(f"/v1/pairs/{pair_id}")).status_code == 200

        await eventually(is_shown, what="the pair in the log, so that only its sessions are heard")
        for number in range(1, 13):
            async with streaming(here if number % 2 else there, last_id) as hears:
                last_id = last_id or hears.last_id
                for _ in range(2):
                    sessions += 1
                    await front.bench.publish(session_held(front.bench, pair_id, sessions))
                if number % 3:
                    await hears.expect("SessionHeld")
            seen += [one["position"] for one in hears.events]
            last_id = hears.last_id
        async with streaming(here, last_id) as hears:

            async def all_seen() -> bool:
                return len(seen) + len(hears.events) >= sessions

            await eventually(all_seen, what=f"{sessions} sessions")
            await asyncio.sleep(0.2)
            seen += [one["position"] for one in hears.events]
        log = (await here.get("/v1/events", params={"limit": 500})).json()["data"]
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen)
    assert seen == [fact["position"] for fact in log][-len(seen) :]
    assert len([fact for fact in log if fact["subject"] == pair_id and "SessionHeld" in fact["type"]]) == sessions


async def read_until_cut(http: httpx2.AsyncClient, last_id: str | None, after_bytes: int) -> list[str]:
    """The ids that came whole until the connection was cut in the middle of whatever it was."""
    headers = {"Last-Event-ID": last_id} if last_id else {}
    heard = b""
    async with http.stream("GET", "/v1/stream", headers=headers) as answer:
        async for piece in answer.aiter_bytes():
            heard += piece
            if len(heard) >= after_bytes:
                break
    whole, _, _ = heard[:after_bytes].decode().rpartition("\n\n")
    ids = [line.removeprefix("id: ") for line in whole.splitlines() if line.startswith("id: ")]
    return ids if last_id is None else ids[1:]  # the first one only says where it begins


async def test_a_hundred_cuts_at_any_byte_between_two_replicas_lose_and_double_nothing(front: Front) -> None:
    """While facts go on to be written, and without the two replicas knowing of each other."""
    pair_id, dice = new_id("pair"), random.Random(7)  # noqa: S311 - repeatable, not secret
    await front.bench.publish(pair_formed(front.bench, pair_id))

    async def write() -> None:
        while True:
            await front.bench.publish(milestone_reached(front.bench, pair_id))
            await asyncio.sleep(0.005)

    async with front.member("bob") as here, front.member("bob", replica=1) as there:
        writing = asyncio.create_task(write())
        (began,) = seen = (await read_until_cut(here, None, 60))[:1]
        for _ in range(100):
            seen += await read_until_cut(dice.choice((here, there)), seen[-1], dice.randint(50, 1500))
        writing.cancel()
        positions = [int(one) for one in seen[1:]]
        log: list[int] = []
        while not log or log[-1] < positions[-1]:
            query = {"after": log[-1] if log else int(began), "limit": 500}
            log += [fact["position"] for fact in (await here.get("/v1/events", params=query)).json()["data"]]
    assert len(positions) > 100
    assert positions == log[: len(positions)]


async def test_what_the_log_had_already_and_the_feed_brings_late_is_told_once(front: Front) -> None:
    pair_id, database = new_id("pair"), front.bench.database(Service.GATEWAY)
    org, log = "own-house", Log(database)  # of an organisation in which nothing else happens
    await front.bench.publish(pair_formed(front.bench, pair_id, org=org))

    async def on_the_feed(count: int) -> list[News]:
        rows = await database["feed"].find({"org": org}).sort("position").to_list()
        return [News.of(row) for row in rows] if len(rows) >= count else []

    for number in (1, 2):
        await front.bench.publish(session_held(front.bench, pair_id, number, org=org))
    late: list[News] = await eventually(lambda: on_the_feed(3), what="three facts on the feed")
    live = Live(database, log)
    with live.listening(org) as listener:
        async with aclosing(live.sights(Viewer(org, "bob"), 0, listener)) as sights:
            told = [await anext(sights)]
            for news in late:
                listener.hear(news)
            await front.bench.publish(session_held(front.bench, pair_id, 3, org=org))
            newest = (await eventually(lambda: on_the_feed(4), what="the fourth"))[-1]
            listener.hear(newest)
            while told[-1].position < newest.position:
                told.append(await anext(sights))
    assert [sight.position for sight in told] == [news.position for news in (*late, newest)]


async def test_who_signs_out_anywhere_hears_nothing_more_there(front: Front) -> None:
    kept, ended = [{"Cookie": await given_session(front, "acme", "eve")} for _ in range(2)]
    async with front.anybody() as here, front.anybody(replica=1) as there, front.anybody(replica=1) as other:
        here.headers.update(ended | CSRF)
        there.headers.update(ended)
        other.headers.update(kept)
        heard = Heard()
        listening = asyncio.create_task(heard.listen(there))
        async with streaming(other) as hears_on:

            async def is_connected() -> str:
                return heard.last_id

            await eventually(is_connected, what="a connected stream")
            assert (await here.post("/v1/sign-out")).status_code == 200
            await asyncio.wait_for(listening, PATIENCE_S)
            assert heard.end == "session-ended"
            assert hears_on.end is None


async def test_one_stream_too_many_ends_the_oldest_of_that_person_alone(front: Front) -> None:
    await front.start(streams_per_person=2)
    try:
        async with front.member("ada", replica=2) as ada, front.member("bob", replica=2) as bob:
            async with streaming(bob) as of_bob, streaming(ada) as oldest, streaming(ada) as older:
                async with streaming(ada) as newest:

                    async def has_ended() -> str | None:
                        return oldest.end

                    await eventually(has_ended, what="the end of the oldest")
                    assert oldest.end == "too-many-streams"
                    assert oldest.retry_ms >= 30_000, "or the two of them would take turns"
                    assert (of_bob.end, older.end, newest.end) == (None, None, None)
    finally:
        front.urls.pop()


async def test_a_position_that_does_not_exist_yet_counts_as_now(front: Front) -> None:
    async with front.member("bob") as bob, streaming(bob, "999999999") as hears:
        await front.bench.publish(pair_formed(front.bench, new_id("pair")))
        await hears.expect("PairFormed")


async def test_a_position_that_is_none_is_refused(front: Front) -> None:
    async with front.member("bob") as bob:
        answer = await bob.get("/v1/stream", headers={"Last-Event-ID": "soon"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["header"] == "Last-Event-ID"


async def test_head_does_not_open_a_stream(front: Front) -> None:
    async with front.member("bob") as bob:
        answer = await bob.head("/v1/stream")
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["Content-Type"].startswith("text/event-stream")

        async def none_is_open() -> bool:
            return "bothways_streams 0.0" in (await bob.get("/metrics")).text

        await eventually(none_is_open, what="no open stream")


async def test_a_replica_that_lost_the_feed_reads_the_log(front: Front) -> None:
    """The feed's collection is dropped, which ends every change stream on it, while facts go on."""
    pair_id = new_id("pair")
    async with front.member("bob") as bob, streaming(bob) as hears:
        database = front.bench.database(Service.GATEWAY)
        await front.bench.publish(pair_formed(front.bench, pair_id))
        await hears.expect("PairFormed")
        await database["feed"].drop()
        for number in range(1, 6):
            await front.bench.publish(session_held(front.bench, pair_id, number))
        heard = await hears.expect("SessionHeld", 5)
        assert len({one["position"] for one in heard}) == 5
        await front.bench.publish(session_held(front.bench, pair_id, 6))
        await hears.expect("SessionHeld", 6)


@pytest.mark.parametrize(("person_id", "feed_is_lost"), [("leaver", False), ("leaver_unheard", True)])
async def test_the_stream_of_somebody_who_leaves_ends(front: Front, person_id: str, feed_is_lost: bool) -> None:
    """Also where their leaving falls into a gap of the feed, and only the log tells of it."""
    async with front.member(person_id) as leaver, front.platform() as http:
        heard = Heard()
        listening = asyncio.create_task(heard.listen(leaver))

        async def is_connected() -> str:
            return heard.last_id

        await eventually(is_connected, what="a connected stream")
        event = {
            "specversion": "1.0",
            "id": new_id(),
            "source": "https://hr.example.org",
            "type": "bothways.PersonLeft.v1",
            "data": {"person_id": person_id},
        }
        if feed_is_lost:
            await front.bench.database(Service.GATEWAY)["feed"].drop()
        await http.post("/v1/events", json=event, headers={"Content-Type": STRUCTURED})
        await asyncio.wait_for(listening, PATIENCE_S)
        assert heard.end == "person-left"


async def test_a_stream_ends_with_its_session(front: Front) -> None:
    await front.start(token_lifetime=timedelta(seconds=2))
    heard = Heard()
    async with front.member("ada", replica=-1) as ada:
        await asyncio.wait_for(heard.listen(ada), PATIENCE_S)
    assert heard.end == "session-ended"

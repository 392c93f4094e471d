"""Several replicas, overload, neighbours and servers that are away, and the end of a process."""

import asyncio
import os
import re
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from deploy.local.ports import choose_ports
from libs.common.contracts import Service
from libs.common.contracts.recognitions import RecognitionChanged
from libs.common.contracts.requests import RequestAnswered, RequestState
from libs.common.ids import new_id
from tests.component.gateway.building import pair_formed, request_fact
from tests.component.gateway.front import (
    OPERATOR_KEY,
    TOKEN_KEY,
    WAIT,
    Front,
    Heard,
    open_front,
    streaming,
    until_ready,
)
from tests.component.gateway.signing import CSRF, given_session
from tests.support.running import PATIENCE_S, eventually
from tests.support.stack import TestStack, own_servers

ASK = {"topics": ["Python"], "mentor_id": "ada"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, replicas=3) as opened:
        await opened.arrive("mia", "ada")
        yield opened


async def test_whichever_replica_is_asked_it_hears_the_outcome(front: Front) -> None:
    async def ask(replica: int) -> tuple[int, str]:
        async with front.member("mia", replica=replica) as mia:
            answer = await mia.post("/v1/requests", json=ASK, headers=WAIT)
            return answer.status_code, answer.json()["state"]

    answers = await asyncio.gather(*(ask(number % 3) for number in range(12)))
    assert answers == [(201, "open")] * 12


async def test_with_matching_away_a_request_waits_and_ends_by_itself(front: Front) -> None:
    await front.stop_neighbour(Service.MATCHING)
    async with front.member("mia") as mia:
        began = time.monotonic()
        answer = await mia.post("/v1/requests", json=ASK, headers={"Prefer": "wait=1"})
        assert (answer.status_code, answer.json()["state"]) == (202, "asked")
        assert time.monotonic() - began > 0.9
        path = answer.headers["Location"]
        await front.start_neighbour(Service.MATCHING)

        async def is_open() -> bool:
            return bool((await mia.get(path)).json()["state"] == "open")

        await eventually(is_open, what="the outcome")


async def test_an_accepted_request_is_answered_when_its_pair_can_be_read(front: Front) -> None:
    """The two facts of one yes may reach the log in any order and with any time between them."""
    async with front.member("mia") as mia, front.member("ada", replica=1) as ada:
        path = (await mia.post("/v1/requests", json=ASK, headers=WAIT)).headers["Location"]
        request_id = path.rpartition("/")[2]
        await front.stop_neighbour(Service.MATCHING)
        body = {"answer": "accept"}
        accepting = asyncio.create_task(ada.post(f"{path}/answer", json=body, headers=WAIT))
        log = front.bench.database(Service.GATEWAY)["log"]

        async def claim() -> Any:
            return await log.find_one({"request_id": request_id, "type": RequestAnswered.type})

        cause = (await eventually(claim, what="the claim in the log"))["event_id"]
        pair_id = new_id("pair")
        closed = request_fact(front.bench, request_id, 9, RequestState.ACCEPTED, pair_id=pair_id)
        await front.bench.publish(closed.model_copy(update={"causationid": cause}))
        await asyncio.sleep(0.5)
        assert not accepting.done()
        await front.bench.publish(pair_formed(front.bench, pair_id, causationid=cause))
        answer = await accepting
        assert (answer.status_code, answer.json()["pair_id"]) == (200, pair_id)
        assert (await ada.get(f"/v1/pairs/{pair_id}")).status_code == 200
        await front.start_neighbour(Service.MATCHING)


async def test_too_much_at_once_is_turned_away_and_nothing_accepted_is_lost(front: Front) -> None:
    await front.start(work_at_once=1)
    try:
        async with front.member("mia", replica=-1) as mia:
            answers = await asyncio.gather(*(mia.post("/v1/requests", json=ASK) for _ in range(40)))
            accepted = [answer for answer in answers if answer.status_code == 202]
            refused = [answer for answer in answers if answer.status_code == 503]
            assert len(accepted) + len(refused) == 40
            assert len(accepted) >= 1
            assert len(refused) >= 1
            assert {answer.json()["code"] for answer in refused} == {"full-house"}
            assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
            for answer in accepted:
                assert (await mia.get(answer.headers["Location"])).status_code == 200
            paths = [answer.headers["Location"] for answer in accepted]

            async def are_open() -> bool:
                return all([(await mia.get(path)).json()["state"] == "open" for path in paths])

            await eventually(are_open, what="every one that was accepted")
    finally:
        front.urls.pop()


async def test_who_comes_when_the_house_is_full_is_turned_away_before_anything_is_done(front: Front) -> None:
    await front.start(requests_at_once=1, requests_wait=timedelta(0))
    try:
        async with front.member("mia", replica=-1) as mia, front.anybody(OPERATOR_KEY, -1) as runs:

            async def asked(path: str) -> httpx2.Response:
                return await mia.get(path, headers={"Accept-Language": "de"})

            async def shed() -> float:
                counts = re.findall(r'^bothways_shed_total{code="full-house"} (.+)$', await metrics(), re.MULTILINE)
                return sum(map(float, counts))

            async def metrics() -> str:
                return (await mia.get("/metrics")).text

            before = await shed()
            answers, watching, running = await asyncio.gather(
                asyncio.gather(*(asked("/v1/requests") for _ in range(20))),
                asyncio.gather(*(asked(path) for path in ("/livez", "/readyz", "/metrics", "/v1/status"))),
                asyncio.gather(*(runs.get("/v1/platforms", params={"org": "acme"}) for _ in range(10))),
            )
            refused = [answer for answer in answers if answer.status_code == 503]
            assert {answer.status_code for answer in answers} == {200, 503}
            assert {answer.status_code for answer in [*watching, *running]} == {200}
            assert {"RateLimit" in answer.headers for answer in refused} == {False}, "nobody looked at the token"
            assert {answer.json()["code"] for answer in refused} == {"full-house"}
            assert {answer.headers["Content-Type"] for answer in refused} == {"application/problem+json"}
            assert {answer.headers["Content-Language"] for answer in refused} == {"de"}
            assert all(1 <= int(answer.headers["Retry-After"]) <= 3 for answer in refused)
            assert len({answer.headers["X-Request-Id"] for answer in refused}) == len(refused)
            assert all(answer.json()["request_id"] == answer.headers["X-Request-Id"] for answer in refused)
            assert await shed() == before + len(refused)
    finally:
        front.urls.pop()


async def test_whoever_waits_for_somebody_else_takes_no_place(front: Front) -> None:
    """One place, and a listener, a long poll, a claim whose outcome does not come, and a sender in the middle of it."""
    await front.start(requests_at_once=1, requests_wait=timedelta(0))
    await front.stop_neighbour(Service.MATCHING)
    try:
        async with front.member("mia", replica=-1) as mia, streaming(mia) as hears:
            after = (await mia.get("/v1/events")).json()["next_after"]
            read = {"after": after, "types": RecognitionChanged.type}
            waiting = asyncio.create_task(mia.get("/v1/events", params=read, headers=WAIT))
            asking = asyncio.create_task(mia.post("/v1/requests", json=ASK, headers=WAIT))
            await hears.expect("MentorRequested")
            half, rest = asyncio.Event(), asyncio.Event()

            async def dawdling() -> AsyncIterator[bytes]:
                yield b'{"topics": ["Python"], '
                half.set()
                await rest.wait()
                yield b'"mentor_id": "ada"}'

            json_type = {"Content-Type": "application/json"}
            sending = asyncio.create_task(mia.post("/v1/requests", content=dawdling(), headers=json_type | WAIT))
            await half.wait()
            for _ in range(5):
                assert (await mia.get("/v1/requests")).status_code == 200
            assert not any(task.done() for task in (waiting, asking, sending))
            rest.set()
            await front.start_neighbour(Service.MATCHING)
            assert [answer.status_code for answer in await asyncio.gather(asking, sending)] == [201, 201]
            named = {"other_id": "ada", "role": "mentee", "topics": ["Python"], "since": "2026-03-01T09:00:00Z"}
            assert (await mia.post("/v1/recognitions", json=named)).status_code == 202
            assert len((await waiting).json()["data"]) == 1
    finally:
        front.urls.pop()
        if Service.MATCHING not in front.running:
            await front.start_neighbour(Service.MATCHING)


async def test_with_a_backlog_writes_are_put_off_and_the_rest_goes_on(front: Front) -> None:
    house = await front.start(backlog_events=1, backlog_age=timedelta(seconds=1))
    outbox = house.database["outbox"]
    now = datetime.now(UTC)
    ages, never = now - timedelta(minutes=5), now + timedelta(days=1)
    old = {"_id": "held by a process that died", "at": ages, "lease_until": never}
    await outbox.insert_one(old)
    try:
        cookie = {"Cookie": await given_session(front, "acme", "mia")}
        async with front.member("mia", replica=-1) as mia, front.anybody(replica=-1) as browser:

            async def asks(status: int) -> httpx2.Response | None:
                """The house looks every few seconds: a look that began before ours may end after it."""
                await house.relay.state()
                answer = await mia.post("/v1/requests", json=ASK, headers=WAIT)
                return answer if answer.status_code == status else None

            refused = await eventually(lambda: asks(503), what="a request put off")
            assert refused.json()["code"] == "backlog"
            assert int(refused.headers["Retry-After"]) == 30
            assert (await mia.get("/v1/requests")).status_code == 200
            assert (await browser.post("/v1/sign-out", headers=cookie | CSRF)).status_code == 200
            await outbox.delete_one({"_id": old["_id"]})
            await eventually(lambda: asks(201), what="a request taken and opened: nothing of it comes later")
    finally:
        await outbox.delete_one({"_id": old["_id"]})
        front.urls.pop()


async def test_a_process_with_open_streams_ends_within_seconds(front: Front, tmp_path: Path) -> None:
    (port,) = choose_ports(1)
    own = {"BOTHWAYS_PORT": str(port), "BOTHWAYS_TOKEN_KEY": TOKEN_KEY, "BOTHWAYS_OPERATOR_KEY": OPERATOR_KEY}
    log = tmp_path / "gateway.log"
    environment = {**os.environ, **front.bench.environment_of(Service.GATEWAY), **own}
    child = Child([sys.executable, "-m", "services.gateway"], log=log, env=environment, folder=ROOT)
    child.start()
    try:
        front.urls.append(f"http://127.0.0.1:{port}")
        await until_ready(front.urls[-1])
        async with front.member("mia", replica=-1) as mia:
            streams = [Heard() for _ in range(3)]
            listening = [asyncio.create_task(heard.listen(mia)) for heard in streams]

            async def all_connected() -> bool:
                return all(heard.last_id for heard in streams)

            await eventually(all_connected, what="open streams")
            await front.stop_neighbour(Service.MATCHING)
            asking = [asyncio.create_task(mia.post("/v1/requests", json=ASK, headers=WAIT)) for _ in range(3)]
            await streams[0].expect("MentorRequested", 3)
            child.ask_to_stop()
            await asyncio.wait_for(asyncio.gather(*listening), PATIENCE_S)
            assert [(heard.end, heard.retry_ms > 0) for heard in streams] == [("restart", True)] * 3, (
                "told, not cut off"
            )
            answers = await asyncio.gather(*asking)
            assert [answer.status_code for answer in answers] == [202] * 3, "who waited is told how far it is"
            await asyncio.to_thread(child.stop, PATIENCE_S)
        assert child.exit_code == 0, log.read_text()[-2000:]
        assert "Traceback" not in log.read_text()
    finally:
        front.urls.pop()
        child.kill()
        await front.start_neighbour(Service.MATCHING)


@pytest.mark.timeout(180)
async def test_with_the_broker_away_a_request_is_accepted_and_with_the_database_away_it_is_not() -> None:
    with own_servers() as servers:
        async with open_front(servers.stack) as front:
            await front.arrive("mia", "ada")
            async with front.member("mia") as mia, streaming(mia) as hears:
                await eventually(servers.are_queues_kept, what="queues that outlive a kill")
                servers.rabbit.kill()
                answer = await mia.post("/v1/requests", json=ASK, headers={"Prefer": "wait=1"})
                assert (answer.status_code, answer.json()["state"]) == (202, "asked")
                path = answer.headers["Location"]
                asked = await mia.get("/v1/inbox")
                assert (asked.status_code, asked.json()["code"]) == (503, "unavailable")
                assert (await mia.get("/readyz")).status_code == 200
                await asyncio.to_thread(servers.rabbit.start)

                async def is_open() -> bool:
                    return bool((await mia.get(path)).json()["state"] == "open")

                await eventually(is_open, within_s=60, what="the outcome")
                key = {"Idempotency-Key": new_id()}
                servers.mongo.kill()
                refused = await mia.post("/v1/requests", json=ASK, headers=key, timeout=30)
                assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
                assert int(refused.headers["Retry-After"]) >= 1
                await asyncio.to_thread(servers.mongo.start)

                async def is_done() -> bool:
                    try:
                        again = await mia.post("/v1/requests", json=ASK, headers=key | {"Prefer": "wait=5"})
                    except httpx2.HTTPError:
                        return False
                    return again.status_code == 201

                await eventually(is_done, within_s=60, what="the request after all")
                heard = await hears.expect("RequestOpened", 2)
                assert len({one["position"] for one in heard}) == 2, "the stream outlived both"

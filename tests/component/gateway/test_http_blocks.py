"""Blocks over HTTP: set and taken back, and never to be told from hiding, by any route, code, word or step."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts import Service
from libs.common.contracts.blocks import BlocksChanged
from tests.component.gateway.building import until_published
from tests.component.gateway.front import STRUCTURED, WAIT, Front, open_front
from tests.component.gateway.outside import wanted
from tests.support.running import eventually
from tests.support.stack import TestStack

pytestmark = pytest.mark.feature("platform.safeguarding")
SINCE = "2026-03-01T09:00:00Z"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "ada", "bob", "eve", "tom")
        await opened.arrive("shy", visible=False)
        async with opened.member("ada") as ada:
            assert (await ada.put("/v1/blocks/mia")).status_code == 200
        yield opened


def ways(whom: str) -> list[tuple[str, str, dict[str, Any] | None]]:
    """Every route on which somebody names somebody."""
    about = {"topics": ["Python"]}
    return [
        ("POST", "/v1/requests", about | {"mentor_id": whom}),
        ("POST", "/v1/requests", about | {"mentor_id": "bob", "then_mentor_ids": [whom]}),
        ("POST", "/v1/requests/offers", about | {"mentee_id": whom}),
        ("POST", "/v1/recognitions", about | {"other_id": whom, "role": "mentee", "since": SINCE}),
        ("GET", f"/v1/people/{whom}", None),
    ]


async def told(http: httpx2.AsyncClient, whom: str) -> list[tuple[int, dict[str, Any], dict[str, str]]]:
    """All that is said, but for the ids and times of the answers themselves, and for how many there were."""
    answers = [await http.request(method, path, json=body, headers=WAIT) for method, path, body in ways(whom)]
    own = ("x-request-id", "traceparent", "date", "ratelimit")
    return [
        (
            answer.status_code,
            answer.json() | {"request_id": ""},
            {name: value for name, value in answer.headers.items() if name.lower() not in own},
        )
        for answer in answers
    ]


async def test_who_is_blocked_hears_what_is_said_of_somebody_hidden_and_of_nobody(front: Front) -> None:
    async with front.member("mia") as mia:
        blocked = await told(mia, "ada")
        assert blocked == await told(mia, "shy") == await told(mia, "ghost")
        assert [(status, said["code"]) for status, said, _ in blocked] == [
            *[(422, "unknown-person")] * 4,
            (404, "not-found"),
        ]
        assert (await mia.get("/v1/requests")).json()["data"] == [], "nothing of it became a claim"
        assert (await mia.get("/v1/recognitions")).json()["data"] == []
        assert (await mia.get("/v1/blocks")).json() == {"data": []}


async def test_whoever_dealt_with_somebody_before_sees_as_much_of_them_as_if_they_had_hidden(front: Front) -> None:
    asked = {"topics": ["Python"], "mentor_id": "eve"}
    async with front.member("tom") as tom, front.member("eve") as eve:
        assert (await tom.post("/v1/requests", json=asked, headers=WAIT)).status_code == 201
        await eve.put("/v1/blocks/tom")
        assert (await tom.get("/v1/people/eve")).status_code == 200
        assert (await tom.post("/v1/requests", json=asked)).json()["code"] == "unknown-person"
        await eve.delete("/v1/blocks/tom")


async def test_who_blocks_is_told_so_and_still_sees_whom_they_blocked(front: Front) -> None:
    async with front.member("ada") as ada:
        for method, path, body in ways("mia")[:-1]:
            answer = await ada.request(method, path, json=body, headers={"Accept-Language": "de"})
            assert (answer.status_code, answer.json()["code"]) == (409, "blocked-by-you")
            assert "blockiert" in answer.json()["detail"]
        assert (await ada.put("/v1/interests/mia", json={"mark": "spark"})).json()["code"] == "blocked-by-you"
        assert (await ada.get("/v1/people/mia")).status_code == 200
        assert (await ada.get("/v1/blocks")).json() == {"data": [{"person_id": "mia", "pair_ids": []}]}


@pytest.mark.parametrize(("mentee", "mentor"), [("mia", "ada"), ("ada", "mia")])
async def test_a_platform_hears_of_nobody_whoever_of_the_two_blocks(front: Front, mentee: str, mentor: str) -> None:
    async with front.platform("acme", "act-for-people") as http:
        said = set()
        for whom in (mentor, "shy", "ghost"):
            event = json.dumps(wanted(mentee, whom))
            answer = await http.post("/v1/events", content=event, headers={"Content-Type": STRUCTURED})
            said.add((answer.status_code, answer.json()["code"], answer.json()["detail"]))
        assert len(said) == 1
        assert next(iter(said))[:2] == (422, "unknown-person")


async def test_anybody_can_be_blocked_by_any_id_which_tells_nothing_of_who_is_there(front: Front) -> None:
    async with front.member("bob") as bob:
        for whom in ("shy", "ghost", "mia"):
            answer = await bob.put(f"/v1/blocks/{whom}")
            assert (answer.status_code, answer.json()) == (200, {"person_id": whom, "pair_ids": []})
        assert (await bob.put("/v1/blocks/bob")).json()["code"] == "block-of-oneself"
        assert (await bob.put(f"/v1/blocks/{'x' * 129}")).json()["code"] == "invalid-request"
        for whom in ("shy", "ghost", "mia", "mia"):
            assert (await bob.delete(f"/v1/blocks/{whom}")).status_code == 204
        assert (await bob.get("/v1/blocks")).json() == {"data": []}


async def test_a_pair_goes_on_beside_a_block_and_who_blocks_is_told_which(front: Front) -> None:
    pair_id = await front.pair("bob", "ada")
    async with front.member("bob") as bob, front.member("ada") as ada:
        assert (await bob.put("/v1/blocks/ada")).json() == {"person_id": "ada", "pair_ids": [pair_id]}
        assert (await ada.get(f"/v1/pairs/{pair_id}")).json()["standing"] == "consented"
        await bob.post(f"/v1/pairs/{pair_id}/end", json={"reason": "no-fault"}, headers=WAIT)
        assert (await bob.put("/v1/blocks/ada")).json()["pair_ids"] == []
        await bob.delete("/v1/blocks/ada")


async def test_matching_is_told_of_each_change_once_and_nobody_who_looks_at_facts_is(front: Front) -> None:
    await until_published(front.bench)  # of what was done in other tests
    heard = await front.bench.listen(BlocksChanged)
    async with front.member("bob") as bob, front.member("mia") as mia:
        for _ in range(2):
            await bob.put("/v1/blocks/mia")
        await bob.put("/v1/blocks/eve")
        await bob.delete("/v1/blocks/mia")
        facts = await heard.expect(BlocksChanged, 3)
        lists = {fact.sequence: fact.data.blocked_ids for fact in facts if isinstance(fact.data, BlocksChanged)}
        assert [blocked for _, blocked in sorted(lists.items())] == [("mia",), ("eve", "mia"), ("eve",)]
        assert len(facts) == 3
        log = front.bench.database(Service.GATEWAY)["log"]
        mine = {"event_id": {"$in": [fact.id for fact in facts]}}

        async def logged() -> bool:
            return await log.count_documents(mine) == 3

        await eventually(logged, what="the changes in the log")
        assert [row["data"] async for row in log.find(mine)] == [{"person_id": "bob"}] * 3
        for who in (bob, mia):
            answer = await who.get("/v1/events")
            assert answer.status_code == 200
            assert "BlocksChanged" not in answer.text

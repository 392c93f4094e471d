"""Cohort rounds over HTTP, decided by the real matching."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts import Service
from services.matching.app import build
from tests.component.gateway.front import Front, open_front
from tests.support.running import eventually
from tests.support.stack import TestStack

PLAN = {"name": "Spring", "mentees": {"person_ids": ["mia", "max"]}, "mentors": {"lowest_seniority": 4}}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=[]) as opened, opened.bench.running(Service.MATCHING, build):
        await opened.arrive("olga", seniority=3, roles=[])
        await opened.arrive("mia", "max", gives=["Rust"], gets=["Python"], seniority=2)
        await opened.arrive("ada", gives=["Python"], gets=["Rust"], seniority=6)
        async with opened.operator() as http:
            assert (await http.post("/v1/administrators", json={"org": "acme", "person_id": "olga"})).status_code == 201
        people = opened.bench.database(Service.MATCHING)["people"]

        async def all_known() -> bool:
            return await people.count_documents({}) == 4

        await eventually(all_known, what="everybody known to matching")
        yield opened


async def test_an_administrator_makes_adjusts_and_publishes_a_round(front: Front) -> None:
    async with front.member("olga") as olga:
        olga.timeout = 90
        made = await olga.post("/v1/rounds", json=PLAN, headers={"Idempotency-Key": "spring"})
        assert made.status_code == 201, made.text
        path = made.headers["Location"]
        assert (await olga.post("/v1/rounds", json=PLAN, headers={"Idempotency-Key": "spring"})).json() == made.json()
        assert (made.json()["pairs"], made.json()["state"]) == (1, "draft")
        other = {**PLAN, "name": "Autumn"}
        reused = await olga.post("/v1/rounds", json=other, headers={"Idempotency-Key": "spring"})
        assert (reused.status_code, reused.json()["code"]) == (422, "idempotency-key-reused")

        lock = {"locked": [{"mentee_id": "max", "mentor_id": "ada"}]}
        adjusted = await olga.put(f"{path}/adjustments", json=lock, headers={"If-Match": made.headers["ETag"]})
        assert adjusted.json()["version"] == 2
        (pair,) = (await olga.get(f"{path}/pairs")).json()["pairs"]
        assert (pair["mentee_id"], pair["is_locked"]) == ("max", True)
        left_out = (await olga.get(f"{path}/left-out", params={"limit": 1})).json()
        assert (left_out["people"][0]["person_id"], left_out["next_cursor"]) == ("mia", None)

        stale = await olga.post(f"{path}/publication", json={"version": 1}, headers={"Accept-Language": "de"})
        assert (stale.status_code, stale.json()["code"]) == (409, "round-changed")
        assert stale.json()["detail"].startswith("Die Vorschau hat sich")
        assert (await olga.post(f"{path}/publication", json={"version": 2})).status_code == 202

        async def is_published() -> bool:
            return bool((await olga.get(path)).json()["state"] == "published")

        await eventually(is_published, what="a published round")
        assert [one["name"] for one in (await olga.get("/v1/rounds")).json()["rounds"]] == ["Spring"]
    await both_say_yes(front)


async def both_say_yes(front: Front) -> None:
    async with front.member("max") as max_, front.member("ada") as ada:

        async def proposed() -> list[dict[str, Any]]:
            return list((await max_.get("/v1/requests")).json()["data"])

        (request,) = await eventually(proposed, what="a proposed request")
        assert (request["state"], request["mentor_id"]) == ("proposed", "ada")
        path = f"/v1/requests/{request['request_id']}/answer"
        assert (await ada.get("/v1/requests")).json()["data"] == []
        assert (await ada.post(path, json={"answer": "accept"})).status_code == 404
        wait = {"Prefer": "wait=10"}
        assert (await max_.post(path, json={"answer": "confirm"}, headers=wait)).json()["state"] == "open"
        assert (await ada.post(path, json={"answer": "accept"}, headers=wait)).json()["state"] == "accepted"


@pytest.mark.parametrize(
    "plan",
    [
        {**PLAN, "name": ""},
        {**PLAN, "weights": {"time": 9}},
        {**PLAN, "mentors": {"colour": "red"}},
        {key: value for key, value in PLAN.items() if key != "mentees"},
    ],
)
async def test_a_plan_that_makes_no_sense_is_pointed_at(front: Front, plan: dict[str, Any]) -> None:
    async with front.member("olga") as olga:
        answer = await olga.post("/v1/rounds", json=plan)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert answer.json()["errors"]

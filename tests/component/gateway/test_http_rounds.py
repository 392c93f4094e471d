"""Cohort rounds over HTTP, decided by the real matching."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts import Service
from services.matching.app import build
from services.matching.index.warming import warm_up
from services.matching.rounds.solving import solve
from tests.component.gateway.front import WAIT, Front, open_front
from tests.support.running import eventually
from tests.support.stack import TestStack
from tests.unit.matching.rounds.cohorts import make_cohort

pytestmark = pytest.mark.timeout(300)
PLAN = {"name": "Spring", "mentees": {"person_ids": ["mia", "max"]}, "mentors": {"lowest_seniority": 4}}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    # Compiled before anybody waits for an answer: in a fresh clone on a busy machine that takes longer than one may.
    await asyncio.to_thread(warm_up)
    await asyncio.to_thread(solve, make_cohort())
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
        assert (await max_.post(path, json={"answer": "confirm"}, headers=WAIT)).json()["state"] == "open"
        assert (await ada.post(path, json={"answer": "accept"}, headers=WAIT)).json()["state"] == "accepted"


async def test_an_organiser_makes_rounds_of_their_programme_and_sees_no_other(front: Front) -> None:
    """Whatever their plan says it is of: it places who is in theirs."""
    await front.arrive("eve", gives=["Python"], gets=["Rust"], seniority=6)
    async with AsyncExitStack() as stack:
        olga, ada, mia, eve = [
            await stack.enter_async_context(front.member(who)) for who in ("olga", "ada", "mia", "eve")
        ]
        olga.timeout = ada.timeout = 90
        wanted: dict[str, Any] = {"template": "organic", "called": {"en": "All"}, "ways": ["asking", "round"]}
        programme, other = [
            (await olga.post("/v1/programmes", json=wanted | {"organiser_ids": whose})).headers["Location"]
            for whose in (["ada"], [])
        ]
        assert (await ada.post(f"{programme}/opening")).status_code == 200
        entered = [await who.put(f"{programme}/members/me") for who in (ada, mia, eve)]
        assert {answer.status_code for answer in entered} == {200}
        matching = front.bench.database(Service.MATCHING)

        async def known() -> bool:
            counts = [await matching[name].count_documents({}) for name in ("enrolments", "people")]
            is_open = await matching["named_programmes"].count_documents({"is_open": True}) == 1
            return is_open and counts == [3, 5]

        await eventually(known, what="an open programme and three members")
        whole = await olga.post("/v1/rounds", json=PLAN | {"name": "Everybody"})
        plan = {"name": "Ours", "mentees": {"highest_seniority": 2}, "mentors": {"lowest_seniority": 4}}
        elsewhere_named, why = {"programme_id": other.rpartition("/")[2]}, {"Audit-Ticket": "HR-12"}
        made = await ada.post(f"{programme}/rounds", json=plan | elsewhere_named, headers=why)
        assert (made.status_code, made.json()["programme_id"]) == (201, programme.rpartition("/")[2])
        path = made.headers["Location"]
        assert path.startswith(f"{programme}/rounds/")
        assert [pair["mentee_id"] for pair in (await ada.get(f"{path}/pairs")).json()["pairs"]] == ["mia"]
        assert [one["name"] for one in (await ada.get(f"{programme}/rounds")).json()["rounds"]] == ["Ours"]
        foreign = f"{programme}/rounds/{whole.json()['round_id']}"
        tag = {"If-Match": whole.headers["ETag"]}
        refused = [
            await ada.get(foreign),
            await ada.get(f"{foreign}/pairs"),
            await ada.get(f"{foreign}/left-out"),
            await ada.put(f"{foreign}/adjustments", json={}, headers=tag),
            await ada.post(f"{foreign}/publication", json={"version": 1}),
        ]
        assert {answer.status_code for answer in refused} == {404}
        elsewhere = [
            await ada.get("/v1/rounds"),
            await ada.get(f"{other}/rounds"),
            await mia.get(f"{programme}/rounds"),
        ]
        assert {answer.status_code for answer in elsewhere} == {403}
        assert len((await olga.get("/v1/rounds")).json()["rounds"]) >= 2

        async def told() -> list[dict[str, Any]]:
            sought = {"act": "round-made", "target_id": made.json()["round_id"]}
            return list((await olga.get("/v1/audit", params=sought)).json()["data"])

        (act,) = await eventually(told, what="the act in the audit log")
        assert (act["actor_id"], act["ticket"]) == ("ada", "HR-12")
        worded = await ada.post(f"{programme}/rounds", json=plan, headers={"Audit-Ticket": "because I may"})
        assert (worded.status_code, worded.json()["code"]) == (422, "invalid-request")


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

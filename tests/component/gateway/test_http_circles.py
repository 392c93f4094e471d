"""Circles over HTTP: started, answered, and seen by nobody else."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from libs.common.ids import new_id
from tests.component.gateway.front import WAIT, Front, open_front
from tests.component.gateway.neighbours import FULL
from tests.support.stack import TestStack

BODY = {"invited_ids": ["ada", "eve"], "mentor_id": "ada", "topics": ["Python"]}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob", "eve", "cem", FULL)
        await opened.arrive("shy", visible=False)
        yield opened


@pytest.mark.feature("programme.circles")
async def test_a_circle_is_started_once_and_read_by_whoever_is_in_it_or_invited(front: Front) -> None:
    async with front.member("bob") as bob, front.member("ada") as ada, front.member("cem") as cem:
        key = {"Idempotency-Key": new_id()}
        started, again = [await bob.post("/v1/circles", json=BODY, headers=WAIT | key) for _ in range(2)]
        assert (started.status_code, started.json()["state"], started.json()["members"]) == (201, "proposed", ["bob"])
        path = started.headers["Location"]
        assert again.headers["Location"] == path
        assert (await cem.get(path)).status_code == 404
        assert (await cem.post(f"{path}/answer", json={"agrees": True})).status_code == 404
        assert [one["circle_id"] for one in (await ada.get("/v1/circles")).json()["data"]] == [path.split("/")[-1]]
        joined = await ada.post(f"{path}/answer", json={"agrees": True}, headers=WAIT)
        assert (joined.status_code, joined.json()["members"], joined.json()["invited"]) == (
            200,
            ["bob", "ada"],
            ["eve"],
        )


async def test_who_says_no_has_their_answer_and_hears_no_more(front: Front) -> None:
    async with front.member("bob") as bob, front.member("eve") as eve:
        path = (await bob.post("/v1/circles", json=BODY, headers=WAIT)).headers["Location"]
        declined = await eve.post(f"{path}/answer", json={"agrees": False}, headers=WAIT)
        assert (declined.status_code, declined.json()["invited"]) == (200, ["ada"])


async def test_what_can_never_be_is_refused_at_once_and_what_matching_refuses_is_a_problem(front: Front) -> None:
    async with front.member("bob") as bob:
        for unknown in ("shy", "ghost"):
            answer = await bob.post("/v1/circles", json=BODY | {"invited_ids": ["ada", unknown]})
            assert (answer.status_code, answer.json()["code"]) == (422, "unknown-person")
        small = await bob.post("/v1/circles", json=BODY | {"invited_ids": ["ada"]})
        assert (small.status_code, small.json()["errors"][0]["pointer"]) == (422, "#/invited_ids")
        refused = await bob.post("/v1/circles", json=BODY | {"invited_ids": ["ada", FULL]}, headers=WAIT)
        assert (refused.status_code, refused.json()["code"]) == (422, "reporting-line")
        (listed,) = [one for one in (await bob.get("/v1/circles")).json()["data"] if one["state"] == "refused"]
        assert listed["refusal"]["code"] == "reporting-line"


async def test_who_hides_is_shown_to_those_of_a_circle_and_to_nobody_else(front: Front) -> None:
    async with front.member("shy") as shy, front.member("ada") as ada, front.member("cem") as cem:
        assert (await ada.get("/v1/people/shy")).status_code == 404
        await shy.post("/v1/circles", json=BODY, headers=WAIT)
        assert (await ada.get("/v1/people/shy")).status_code == 200
        assert (await cem.get("/v1/people/shy")).status_code == 404

"""Naming a mentoring that is there already, over HTTP and from a platform."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from libs.common.ids import new_id
from tests.component.gateway.front import STRUCTURED, WAIT, Front, open_front
from tests.component.gateway.neighbours import FULL
from tests.support.running import eventually
from tests.support.stack import TestStack

SINCE = "2026-03-01T09:00:00Z"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob", "eve", FULL)
        await opened.arrive("shy", visible=False)
        yield opened


def naming(other_id: str = "ada", **fields: Any) -> dict[str, Any]:
    return {"other_id": other_id, "role": "mentee", "topics": ["Python"], "since": SINCE} | fields


@pytest.mark.feature("ours.recognise")
async def test_a_member_names_it_the_other_agrees_and_both_have_a_pair_with_its_history(front: Front) -> None:
    async with front.member("bob") as bob, front.member("ada") as ada, front.member("eve") as eve:
        key = {"Idempotency-Key": new_id()}
        named, again = [await bob.post("/v1/recognitions", json=naming(), headers=WAIT | key) for _ in range(2)]
        assert (named.status_code, named.json()["state"], named.json()["awaiting"]) == (201, "proposed", ["ada"])
        path = named.headers["Location"]
        assert again.headers["Location"] == path
        assert (await eve.get(path)).status_code == 404
        assert [one["recognition_id"] for one in (await ada.get("/v1/recognitions")).json()["data"]] == [
            named.json()["recognition_id"]
        ]
        agreed = await ada.post(f"{path}/answer", json={"agrees": True}, headers=WAIT)
        assert (agreed.status_code, agreed.json()["state"]) == (200, "recognised")
        pair = (await bob.get(f"/v1/pairs/{agreed.json()['pair_id']}")).json()
        assert (pair["standing"], pair["since"], pair["request_id"]) == ("consented", SINCE, None)


async def test_a_hidden_person_an_unknown_one_and_oneself_cannot_be_named(front: Front) -> None:
    async with front.member("bob") as bob:
        answers = [await bob.post("/v1/recognitions", json=naming(one)) for one in ("shy", "ghost")]
        hides, nobody = [answer.json() | {"request_id": ""} for answer in answers]
        assert (hides, [answer.status_code for answer in answers]) == (nobody, [422, 422])
        assert (await bob.post("/v1/recognitions", json=naming("bob"))).json()["code"] == "request-to-oneself"
        naive = await bob.post("/v1/recognitions", json=naming(since="2026-03-01"))
        assert (naive.status_code, naive.json()["errors"][0]["pointer"]) == (422, "#/since")


async def test_what_matching_refuses_is_a_problem_and_stays_readable(front: Front) -> None:
    async with front.member("bob") as bob:
        refused = await bob.post("/v1/recognitions", json=naming(FULL), headers=WAIT)
        assert (refused.status_code, refused.json()["code"]) == (409, "mentor-full")
        listed = (await bob.get("/v1/recognitions")).json()["data"]
        assert [one["refusal"]["code"] for one in listed if one["state"] == "refused"] == ["mentor-full"]


@pytest.mark.parametrize(("scopes", "awaiting"), [((), {"ada", "eve"}), (("act-for-people",), {"ada"})])
async def test_what_a_platform_names_waits_for_both_unless_it_may_act_for_people(
    front: Front, scopes: tuple[str, ...], awaiting: set[str]
) -> None:
    recognition_id = new_id("rec")
    event = {
        "specversion": "1.0",
        "id": new_id(),
        "source": "https://hr.example.org",
        "type": "bothways.MentoringRecognised.v1",
        "data": naming() | {"recognition_id": recognition_id, "person_id": "eve", "confirmed": True},
    }
    async with front.platform("acme", *scopes) as hr, front.member("eve") as eve:
        sent = await hr.post("/v1/events", json=event, headers={"Content-Type": STRUCTURED})
        assert sent.status_code == 202, sent.text

        async def shown() -> set[str]:
            found = await eve.get(f"/v1/recognitions/{recognition_id}")
            return set(found.json().get("awaiting", ()))

        assert await eventually(shown, what="who has to agree") == awaiting

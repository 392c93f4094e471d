"""Taking a break from being asked, over HTTP and as a platform tells of it."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts.base import rfc3339
from libs.common.contracts.people import FURTHER_NOTICE, PersonChanged
from tests.component.gateway.front import STRUCTURED, WAIT, Front, open_front
from tests.component.gateway.outside import cloud_event
from tests.support.stack import TestStack


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "ada", "bob", "eve", "tom")
        await opened.arrive("shy", visible=False, paused_until=FURTHER_NOTICE)
        yield opened


def after(front: Front, amount: timedelta) -> str:
    return rfc3339((front.houses[0].clock.now() + amount).replace(microsecond=0))


async def ask(http: httpx2.AsyncClient, mentor: str = "ada", **fields: Any) -> httpx2.Response:
    return await http.post("/v1/requests", json={"topics": ["Python"], "mentor_id": mentor} | fields, headers=WAIT)


async def tell(front: Front, person_id: str, **fields: Any) -> None:
    event = json.dumps(cloud_event("PersonChanged", {"person_id": person_id} | fields))
    async with front.platform() as http:
        answer = await http.post("/v1/events", content=event, headers={"Content-Type": STRUCTURED})
        assert answer.status_code == 202, answer.text


async def test_who_takes_a_break_is_not_asked_by_anybody_until_they_come_back(front: Front) -> None:
    heard = await front.bench.listen(PersonChanged)
    async with front.member("ada") as ada, front.member("mia") as mia:
        assert (await ada.put("/v1/me/pause")).json()["paused_until"] == FURTHER_NOTICE
        ways: dict[str, list[dict[str, Any]]] = {
            "/v1/requests": [{"mentor_id": "ada"}, {"mentor_id": "bob", "then_mentor_ids": ["ada"]}],
            "/v1/requests/offers": [{"mentee_id": "ada"}],
        }
        for path, bodies in ways.items():
            for body in bodies:
                answer = await mia.post(path, json={"topics": ["Python"]} | body, headers={"Accept-Language": "de"})
                assert (answer.status_code, answer.json()["code"]) == (409, "person-paused")
                assert "macht gerade eine Pause" in answer.json()["detail"]
        assert (await ask(ada, "bob")).status_code == 201, "they may ask others"
        assert (await ada.delete("/v1/me/pause")).json()["paused_until"] is None
        assert (await ask(mia)).status_code == 201
    facts = await heard.expect(PersonChanged, 2)
    told = [(one.data.paused_until, one.data.changed) for one in facts if isinstance(one.data, PersonChanged)]
    assert told == [(FURTHER_NOTICE, ("paused_until",)), (None, ("paused_until",))]


async def test_a_break_ends_by_itself_at_its_time_and_one_that_has_been_is_a_mistake(front: Front) -> None:
    async with front.member("bob") as bob, front.member("mia") as mia:
        over = await bob.put("/v1/me/pause", json={"until": after(front, timedelta(0))})
        assert (over.status_code, over.json()["code"]) == (422, "pause-is-over")
        assert (await bob.put("/v1/me/pause", json={"until": "2027-03-01"})).json()["code"] == "invalid-request"
        until = after(front, timedelta(days=20))
        assert (await bob.put("/v1/me/pause", json={"until": until})).json()["paused_until"] == until
        assert (await ask(mia, "bob")).json()["code"] == "person-paused"
        await tell(front, "bob", paused_until=after(front, timedelta(0)))
        assert (await ask(mia, "bob")).status_code == 201


async def test_of_a_platform_and_the_person_the_newest_word_stands(front: Front) -> None:
    async with front.member("eve") as eve, front.member("mia") as mia:
        until = after(front, timedelta(days=30))
        await tell(front, "eve", paused_until=until)
        assert (await eve.get("/v1/me")).json()["paused_until"] == until
        assert (await ask(mia, "eve")).json()["code"] == "person-paused"
        await eve.delete("/v1/me/pause")
        assert (await eve.get("/v1/me")).json()["paused_until"] is None
        await tell(front, "eve", paused_until=FURTHER_NOTICE)
        assert (await eve.get("/v1/me")).json()["paused_until"] == FURTHER_NOTICE
        assert (await eve.get("/v1/me")).json()["name"] == "Eve", "of all else the platform's word stands"


async def test_who_hides_or_blocks_is_unknown_whether_they_pause_or_not(front: Front) -> None:
    async with front.member("tom") as tom, front.member("mia") as mia:
        await tom.put("/v1/me/pause", json={})
        await tom.put("/v1/blocks/mia")
        answers = [(await ask(mia, whom)).json() | {"request_id": ""} for whom in ("tom", "shy", "ghost")]
        assert answers[0] == answers[1] == answers[2]
        assert answers[0]["code"] == "unknown-person"


async def test_naming_what_is_there_already_takes_nobodys_time(front: Front) -> None:
    named = {"other_id": "bob", "role": "mentee", "topics": ["Python"], "since": "2026-03-01T09:00:00Z"}
    async with front.member("bob") as bob, front.member("tom") as tom:
        await bob.put("/v1/me/pause")
        assert (await tom.post("/v1/recognitions", json=named, headers=WAIT)).status_code == 201
        await bob.delete("/v1/me/pause")


@pytest.mark.parametrize("until", ["tomorrow", "2027-03-01T08:00:00", ""])
async def test_a_platform_tells_a_time_or_that_there_is_none(front: Front, until: str) -> None:
    event = json.dumps(cloud_event("PersonChanged", {"person_id": "bob", "paused_until": until}))
    async with front.platform() as http:
        answer = await http.post("/v1/events", content=event, headers={"Content-Type": STRUCTURED})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid-event")

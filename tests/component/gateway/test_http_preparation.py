"""Preparation, expectations and the library over HTTP, kept by the real journal."""

from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio

from libs.common.contracts import Service
from services.journal.app import build
from services.journal.settings import Settings
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import Front, open_front
from tests.support.running import eventually
from tests.support.stack import TestStack

EXPECTED = "/v1/pairs/pair_1/expectations"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=[]) as opened:
        settings = Settings(**opened.bench.settings_values(Service.JOURNAL))
        async with opened.bench.running(Service.JOURNAL, build, settings):
            await opened.arrive("ada", "bob", "eve")
            await opened.bench.publish(pair_formed(opened.bench, "pair_1"))
            async with opened.member("ada") as ada:

                async def is_open() -> bool:
                    return (await ada.get(EXPECTED)).status_code == 200

                await eventually(is_open, what="the story")
            yield opened


@pytest.mark.feature("preparation.tracks")
async def test_somebody_reads_a_track_writes_leaves_out_and_reads_it_again(front: Front) -> None:
    async with front.member("ada") as ada, front.member("eve") as eve:
        tracks = {track["track"]: track for track in (await ada.get("/v1/preparation")).json()["tracks"]}
        assert (tracks["core"]["is_for_me"], tracks["organiser"]["is_for_me"]) == (True, False)
        first, second, *_ = (await ada.get("/v1/preparation/core")).json()["steps"]
        path = f"/v1/preparation/core/steps/{first['step_id']}"
        for text in ("Too early", " To be asked "):
            written = await ada.put(path, json={"answer": text})
            assert (written.status_code, written.json()["state"]) == (200, "answered")
        left_out = await ada.post(f"/v1/preparation/core/steps/{second['step_id']}/skip")
        assert (left_out.status_code, left_out.json()["state"], left_out.json()["answer"]) == (200, "left-out", None)
        assert (await ada.get(path)).json()["answer"] == "To be asked"
        whole = await ada.post("/v1/preparation/core/skip")
        assert (whole.status_code, whole.json()["is_finished"], whole.json()["steps"][0]["answer"]) == (
            200,
            True,
            "To be asked",
        )
        assert (await eve.get(path)).json()["answer"] is None
        assert (await eve.get("/v1/preparation/core/steps/mentor.power")).status_code == 404
        assert (await eve.get("/v1/preparation/boss")).status_code == 404
        assert (await eve.post("/v1/preparation/boss/skip")).status_code == 404


@pytest.mark.parametrize("answer", [" \n", "x" * 4001, None])
async def test_an_answer_that_is_none_or_too_long_is_pointed_at(front: Front, answer: str | None) -> None:
    async with front.member("ada") as ada:
        refused = await ada.put("/v1/preparation/core/steps/core.ours", json={"answer": answer})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-request")
    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/answer"]
    assert "xxxx" not in refused.text


async def test_two_see_where_they_differ_when_both_have_answered(front: Front) -> None:
    async with front.member("ada") as ada, front.member("bob") as bob, front.member("eve") as eve:
        questions = (await ada.get(EXPECTED)).json()["questions"]
        choices = {one["question_id"]: one["choices"][0]["choice_id"] for one in questions}
        first = await set_to(ada, choices)
        assert (first.status_code, first.json()["comparison"]) == (200, None)
        missing = await set_to(bob, dict(list(choices.items())[1:]), language="de")
        assert (missing.status_code, missing.json()["code"]) == (422, "expectations-incomplete")
        assert missing.json()["detail"].startswith("Jede Frage braucht")
        other = choices | {questions[0]["question_id"]: questions[0]["choices"][1]["choice_id"]}
        compared = (await set_to(bob, other)).json()["comparison"]
        assert (len(compared["differences"]), compared["agreed"]) == (1, 7)
        assert (await ada.get(EXPECTED)).json()["comparison"]["differences"][0]["is_near"]
        assert ((await eve.get(EXPECTED)).status_code, (await set_to(eve, choices)).status_code) == (404, 404)


async def set_to(http: httpx2.AsyncClient, choices: dict[str, str], language: str = "en") -> httpx2.Response:
    return await http.put(EXPECTED, json={"choices": choices}, headers={"Accept-Language": language})


@pytest.mark.feature("preparation.library")
async def test_the_library_shows_what_suits_a_pair_and_opens_what_is_chosen(front: Front) -> None:
    async with front.member("ada") as ada, front.member("eve") as eve:
        everything = (await ada.get("/v1/resources")).json()["resources"]
        ours = (await ada.get("/v1/resources", params={"pair_id": "pair_1"})).json()["resources"]
        assert 2 <= len(ours) < len(everything)
        assert all("prepare" in one["stages"] for one in ours)
        opened = (await eve.get(f"/v1/resources/{ours[0]['resource_id']}")).json()
        assert set(opened["text"]) == set(opened["title"]) == {"en", "de"}
        assert (await eve.get("/v1/resources", params={"pair_id": "pair_1"})).status_code == 404
        assert (await eve.get("/v1/resources/nothing")).status_code == 404
        assert (await eve.get("/v1/resources", params={"stage": "honeymoon"})).status_code == 422

"""An organisation's own words over HTTP: for administrators alone."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

ONE = "/v1/programme/wordings/fading-member/de"
NEVER = {"If-Match": '"0"'}
OWN = {"title": "Noch da?", "text": "Meldet euch, {{ partner }}.", "action": "Los", "why": "Es ist still."}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "boss")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "boss"})
        yield opened


async def test_administrators_word_a_message_look_at_it_and_go_back(front: Front) -> None:
    async with front.member("mia") as mia, front.member("boss") as boss:
        assert (await mia.put(ONE, json=OWN, headers=NEVER)).json()["code"] == "administrators-only"
        assert (await boss.get("/v1/programme/wordings")).json()["data"][0]["template"] == "fading-member"
        assert (await boss.get(ONE)).json()["own"] is None
        assert (await boss.post(f"{ONE}/preview", json=OWN)).json()["title"] == "Still on?"
        assert (await boss.put(ONE, json=OWN, headers=NEVER)).json()["own"] == OWN
        assert (await boss.delete(ONE, headers={"If-Match": '"1"'})).json()["own"] is None
        assert (await boss.get("/v1/programme/wordings/unknown/de")).status_code == 404


async def test_words_that_cannot_be_said_are_a_problem_in_the_administrators_language(front: Front) -> None:
    async with front.member("boss") as boss:
        unfit = OWN | {"text": "{% for x in y %}{% endfor %}"}
        answer = await boss.post(f"{ONE}/preview", json=unfit, headers={"Accept-Language": "de"})
        assert (answer.status_code, answer.json()["code"]) == (422, "words-unfit")
        assert "„text“" in answer.json()["detail"]


@pytest.mark.parametrize("parts", [{"title": ""}, {"text": "x" * 4001}, {"html": "<b>"}, {"why": None}])
async def test_parts_that_are_missing_or_too_long_are_a_problem(front: Front, parts: dict[str, Any]) -> None:
    async with front.member("boss") as boss:
        assert (await boss.put(ONE, json=OWN | parts, headers=NEVER)).status_code == 422

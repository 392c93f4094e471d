"""Topics over HTTP: found in a sentence by everybody, named by administrators."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "boss")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "boss"})
        yield opened


async def test_a_sentence_comes_back_as_topics(front: Front) -> None:
    async with front.member("mia") as mia:
        answer = await mia.post("/v1/topics/found", json={"text": " leading a team "})
        assert answer.json() == {"topics": [{"en": "leading a team", "de": "leading a team"}]}
        assert (await mia.post("/v1/topics/found", json={"text": " "})).status_code == 422


async def test_topics_are_called_something_in_both_languages(front: Front) -> None:
    async with front.member("mia") as mia:
        answer = await mia.post("/v1/topics/words", json={"topics": ["Rust", "Feedback"]})
        assert answer.json()["data"] == [
            {"topic": topic, "words": {"en": topic, "de": f"{topic} auf Deutsch"}} for topic in ("Rust", "Feedback")
        ]
        for wrong in ([], ["x"] * 101, [""]):
            assert (await mia.post("/v1/topics/words", json={"topics": wrong})).status_code == 422


async def test_only_administrators_see_and_set_the_words_of_their_organisation(front: Front) -> None:
    terms = [{"name": "Crane driving", "german": "Kranführen", "also": ["cranes"]}]
    never = {"If-Match": '"0"'}
    async with front.member("mia") as mia, front.member("boss") as boss:
        assert (await mia.get("/v1/topics/own")).status_code == 403
        assert (await mia.put("/v1/topics/own", json={"terms": terms}, headers=never)).status_code == 403
        assert (await boss.get("/v1/topics/own")).json() == {"version": 0, "terms": []}
        assert (await boss.put("/v1/topics/own", json={"terms": terms}, headers=never)).status_code == 200
        assert (await boss.get("/v1/topics/own")).json() == {"version": 1, "terms": terms}


async def test_one_name_for_two_topics_is_a_problem(front: Front) -> None:
    async with front.member("boss") as boss:
        answer = await boss.put(
            "/v1/topics/own", json={"terms": [{"name": "Cranes"}, {"name": "Cranes"}]}, headers={"If-Match": '"0"'}
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "topic-named-twice")

"""How it goes, over HTTP: answered by each alone."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

PAIR = "/v1/pairs/pair_1"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob", "eve")
        yield opened


@pytest.mark.feature("insight.pulse", "pair.fit-check")
async def test_a_member_answers_and_reads_their_own_answer(front: Front) -> None:
    async with front.member("ada") as ada:
        given = await ada.put(f"{PAIR}/pulse", json={"number": 1, "worth": 2, "both_ways": 5})
        assert (given.status_code, given.json()["answer"]) == (200, {"worth": 2, "both_ways": 5})
        fits = await ada.put(f"{PAIR}/fit", json={"number": 1, "answer": "not-for-me"})
        assert (fits.status_code, fits.json()["answer"]) == (200, "not-for-me")


async def test_what_cannot_be_an_answer_is_refused_and_a_stranger_finds_nothing(front: Front) -> None:
    async with front.member("ada") as ada, front.member("eve") as eve:
        for path, body, pointer in (
            ("pulse", {"number": 1, "worth": 6, "both_ways": 5}, "#/worth"),
            ("pulse", {"number": 1, "worth": 5}, "#/both_ways"),
            ("fit", {"number": 1, "answer": "splendid"}, "#/answer"),
        ):
            wrong = await ada.put(f"{PAIR}/{path}", json=body)
            assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, pointer)
        closed = await ada.put(f"{PAIR}/pulse", json={"number": 2, "worth": 5, "both_ways": 5})
        assert (closed.status_code, closed.json()["code"]) == (409, "question-not-open")
        for path in ("pulse", "fit", "health"):
            assert (await eve.get(f"{PAIR}/{path}")).status_code == 404

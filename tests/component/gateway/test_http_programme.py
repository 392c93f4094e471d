"""The programme over HTTP: read by everybody of an organisation, set by its administrators."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

UNTOUCHED: dict[str, Any] = {
    "version": 0,
    "weights": {"seniority": 1, "overlap": 1, "time": 1, "same_department": 1, "other_site": 1},
    "musts": {"other_department": False, "same_site": False, "least_overlap": 0},
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "boss")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "boss"})
        yield opened


async def test_administrators_set_the_programme_and_everybody_sees_it(front: Front) -> None:
    wanted = {"weights": {"time": 0.5}, "musts": {"least_overlap": 3}}
    async with front.member("mia") as mia, front.member("boss") as boss:
        assert (await mia.get("/v1/programme")).json() == UNTOUCHED
        never = {"If-Match": '"0"'}
        assert (await mia.put("/v1/programme", json=wanted, headers=never)).json()["code"] == "administrators-only"
        answer = await boss.put("/v1/programme", json=wanted, headers=never)
        assert answer.json()["weights"] == UNTOUCHED["weights"] | {"time": 0.5}
        assert (await mia.get("/v1/programme")).json() == answer.json()
        again = await boss.put("/v1/programme", json={}, headers={"If-Match": answer.headers["ETag"]})
        assert again.json() == UNTOUCHED | {"version": 2}


@pytest.mark.parametrize(
    "wanted",
    [
        {"weights": {"time": 4}},
        {"weights": {"time": "nan"}},
        {"weights": {"same_department": -0.1}},
        {"musts": {"least_overlap": 9}},
        {"musts": {"same_shoes": True}},
    ],
)
async def test_a_programme_that_makes_no_sense_is_a_problem(front: Front, wanted: dict[str, Any]) -> None:
    async with front.member("boss") as boss:
        answer = await boss.put("/v1/programme", json=wanted, headers={"If-Match": '"0"'})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")

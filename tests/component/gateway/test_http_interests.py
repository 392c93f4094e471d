"""Marks on colleagues, over HTTP."""

from collections.abc import AsyncIterator

import pytest_asyncio

from libs.common.contracts.interest import InterestBecameMutual
from tests.component.gateway.front import Front, open_front, streaming
from tests.support.stack import TestStack


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "ada", "eve")
        yield opened


async def test_a_mark_is_set_changed_and_taken_back_by_its_owner(front: Front) -> None:
    async with front.member("mia") as mia, front.member("ada") as ada:
        marked = await mia.put("/v1/interests/ada", json={"mark": "spark"})
        assert marked.json() == {"person_id": "ada", "mark": "spark", "is_mutual": False}
        await mia.put("/v1/interests/ada", json={"mark": "favourite"})
        assert [one["mark"] for one in (await mia.get("/v1/interests")).json()["marks"]] == ["favourite"]
        assert (await ada.get("/v1/interests")).json()["marks"] == []
        assert (await mia.delete("/v1/interests/ada")).json()["mark"] is None
        assert (await mia.get("/v1/interests")).json()["marks"] == []


async def test_what_is_no_mark_or_nobody_is_a_problem(front: Front) -> None:
    async with front.member("mia") as mia:
        assert (await mia.put("/v1/interests/ada", json={"mark": "love"})).json()["code"] == "invalid-request"
        nobody = await mia.put("/v1/interests/ghost", json={"mark": "spark"})
        assert (nobody.status_code, nobody.json()["code"]) == (422, "unknown-person")


async def test_both_and_nobody_else_see_live_that_interest_is_mutual(front: Front) -> None:
    fact = InterestBecameMutual(interest_id="spark_1", people=("ada", "mia"))
    async with front.member("ada") as ada, front.member("eve") as eve, front.member("mia") as mia:
        async with streaming(ada) as one, streaming(mia) as other, streaming(eve) as stranger:
            await front.bench.publish(front.bench.event(fact, "spark_1"))
            await one.expect("InterestBecameMutual")
            await other.expect("InterestBecameMutual")
        assert stranger.events == []

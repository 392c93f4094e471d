"""People over HTTP: looked for, and opened."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "ada")
        await opened.arrive("shy", visible=False)
        yield opened


async def test_what_is_looked_for_reaches_matching_and_its_page_comes_back(front: Front) -> None:
    async with front.member("mia") as mia:
        wanted: dict[str, str | int] = {"q": "Exmaple", "topic": "k8s", "department": "Sales", "limit": 1}
        page = (await mia.get("/v1/people", params=wanted)).json()
        assert [(one["name"], one["department"]) for one in page["people"]] == [("Exmaple", "Sales")]
        rest = await mia.get("/v1/people", params=wanted | {"cursor": page["next_cursor"]})
        assert rest.status_code == 200
    assert front.neighbours.found_after == [None, "after k8s"]


async def test_what_cannot_be_looked_for_is_a_problem(front: Front) -> None:
    async with front.member("mia") as mia, front.anybody() as anybody:
        assert (await mia.get("/v1/people", params={"limit": 51})).status_code == 422
        assert (await mia.get("/v1/people", params={"q": "x" * 201})).json()["code"] == "invalid-request"
        assert (await mia.get("/v1/people", params={"cursor": "wrong"})).json()["code"] == "cursor-unknown"
        assert (await anybody.get("/v1/people")).status_code == 401


async def test_a_profile_says_what_somebody_speaks_gives_and_wants_and_no_address(front: Front) -> None:
    async with front.member("mia") as mia:
        card = (await mia.get("/v1/people/ada")).json()
        assert set(card) == {"person_id", "name", "title", "department", "languages", "gives", "gets"}
        hidden, nobody = await mia.get("/v1/people/shy"), await mia.get("/v1/people/ghost")
        assert hidden.status_code == nobody.status_code == 404

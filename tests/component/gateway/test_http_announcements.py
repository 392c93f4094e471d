"""Announcements over HTTP: what organisers may write, and that once is once."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

PATH = "/v1/programme/announcements"
SAID = {"title": "We begin", "text": "On Monday.\n\nBring a question."}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("chief")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "chief"})
        yield opened


async def test_an_announcement_is_made_once_listed_and_taken_back(front: Front) -> None:
    body = {"en": SAID, "segment": {"sites": ["Berlin"], "groups": ["never-asked"]}, "path": "/people"}
    headers = {"Idempotency-Key": "one"}
    async with front.member("chief") as chief:
        made, again = [await chief.post(PATH, json=body, headers=headers) for _ in range(2)]
        other = await chief.post(PATH, json=body | {"path": "/"}, headers=headers)
        listed = (await chief.get(PATH)).json()["data"]
        gone = await chief.delete(f"{PATH}/{made.json()['announcement_id']}")
        twice = await chief.delete(f"{PATH}/{made.json()['announcement_id']}")
    assert (made.status_code, again.json()) == (201, made.json())
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    assert listed == [made.json()]
    assert made.json()["announcing"]["en"] == SAID
    assert (gone.status_code, twice.status_code) == (200, 404)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"en": SAID | {"text": "See https://evil.example"}}, "#/en/text"),
        ({"en": SAID | {"title": "www.evil.example"}}, "#/en/title"),
        ({"en": SAID, "de": {"title": "Los", "text": "An boss@evil.example"}}, "#/de/text"),
        ({"en": SAID, "path": "//evil.example"}, "#/path"),
        ({"en": SAID, "path": "https://evil.example"}, "#/path"),
        ({"en": SAID, "path": "/../x"}, "#/path"),
        ({"en": SAID, "segment": {"groups": ["friends"]}}, "#/segment/groups/0"),
        ({"de": SAID}, "#/en"),
    ],
)
async def test_what_may_not_be_said_is_told_with_its_place(front: Front, body: dict[str, Any], pointer: str) -> None:
    async with front.member("chief") as chief:
        for path in (PATH, f"{PATH}/preview"):
            answer = await chief.post(path, json=body)
            assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_small_segment_is_refused_in_its_own_words(front: Front) -> None:
    async with front.member("chief") as chief:
        seen = await chief.post(f"{PATH}/preview", json={"en": SAID})
        no = await chief.post(
            f"{PATH}/preview", json={"en": SAID, "segment": {"sites": ["Tower"]}}, headers={"Accept-Language": "de"}
        )
    assert (seen.status_code, seen.json()["people"]) == (200, 7)
    assert (no.status_code, no.json()["code"], no.json()["detail"]) == (409, "segment-too-small", "Zu wenige.")

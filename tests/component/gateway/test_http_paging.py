"""Pages of lists: no row is skipped or comes twice while others are added; a cursor is good for its list alone."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common import deliveries, topology
from libs.common.contracts import Service
from libs.common.ids import new_id
from services.gateway.api import openapi_document
from tests.component.gateway.building import milestone_reached, pair_formed
from tests.component.gateway.front import Front, open_front
from tests.component.gateway.listing import pages
from tests.component.gateway.paged import SECOND
from tests.support.running import eventually
from tests.support.stack import TestStack

MANY = 12
NO_LISTS = {"/v1/events", "/v1/audit/export", "/v1/pairs/{pair_id}/thread", "/v1/requests/{request_id}/thread"}
"""The log and threads go by the numbers of their rows, both ways; an export is all."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("bob", "ada", "mia", "chief")
        async with opened.operator() as http:
            await http.post("/v1/administrators", json={"org": "acme", "person_id": "chief"})
        yield opened


async def add_request(front: Front, number: int) -> None:
    async with front.member("mia") as mia:
        await mia.post("/v1/requests", json={"topics": [f"Topic {number}"]})


async def add_pair(front: Front, number: int) -> None:
    await front.bench.publish(pair_formed(front.bench, f"pair_{number:03}"))


async def add_circle(front: Front, number: int) -> None:
    async with front.member("mia") as mia:
        body = {"topics": [f"Topic {number}"], "invited_ids": ["ada", "bob"]}
        assert (await mia.post("/v1/circles", json=body)).status_code == 202


async def add_recognition(front: Front, number: int) -> None:
    async with front.member("mia") as mia:
        body = {"other_id": "ada", "role": "mentee", "topics": [f"Topic {number}"], "since": "2026-01-01T00:00:00Z"}
        assert (await mia.post("/v1/recognitions", json=body)).status_code == 202


async def add_programme(front: Front, number: int) -> None:
    async with front.member("chief") as chief:
        assert (await chief.post("/v1/programmes", json={"template": "organic"})).status_code == 201


async def add_platform(front: Front, number: int) -> None:
    async with front.member("chief") as chief:
        body = {"platform_id": f"platform-{number * 7 % 1000}", "name": "One more"}
        assert (await chief.post("/v1/platforms", json=body)).status_code == 201


async def add_moderator(front: Front, number: int) -> None:
    await front.arrive(f"person-{number}")
    async with front.member("chief") as chief:
        assert (await chief.post("/v1/moderators", json={"person_id": f"person-{number}"})).status_code == 201


async def add_browser(front: Front, number: int) -> None:
    async with front.anybody() as http:
        body = {"org": "acme", "person_id": "mia"}
        answer = await http.post("/v1/sign-in/session", json=body, headers={"X-Bothways-Csrf": "1"})
        assert answer.status_code == 204, answer.text


async def add_fact(front: Front, number: int) -> None:
    if number:
        await front.bench.publish(milestone_reached(front.bench, "line"))
        return
    await front.bench.publish(pair_formed(front.bench, "line"))
    async with front.member("bob") as bob:

        async def is_shown() -> bool:
            return (await bob.get("/v1/pairs/line")).status_code == 200

        await eventually(is_shown, what="the pair whose facts are listed")


async def add_dead_letter(front: Front, number: int) -> None:
    headers = {deliveries.REASON: f"reason-{number}", deliveries.QUEUE: topology.INBOUND}
    headers |= {deliveries.DETAIL: "", deliveries.ORIGIN: topology.inbound_exchange("platform-0")}
    await front.bench.put(topology.dead_queue(Service.GATEWAY), b"{}", headers=headers, message_id=new_id())


LISTS: dict[str, tuple[str, str, Any]] = {
    "/v1/requests": ("mia", "request_id", add_request),
    "/v1/pairs": ("bob", "pair_id", add_pair),
    "/v1/circles": ("mia", "circle_id", add_circle),
    "/v1/recognitions": ("mia", "recognition_id", add_recognition),
    "/v1/programmes": ("chief", "programme_id", add_programme),
    "/v1/platforms": ("chief", "platform_id", add_platform),
    "/v1/dead-letters": ("chief", "id", add_dead_letter),
    "/v1/moderators": ("chief", "person_id", add_moderator),
    "/v1/me/sessions": ("mia", "session_id", add_browser),
    "/v1/pairs/line/timeline": ("bob", "id", add_fact),
}

ASKED = {
    "/v1/rounds": "chief",
    "/v1/programme/announcements": "chief",
    "/v1/interests": "ada",
    "/v1/invitations": "ada",
    "/v1/journal/kudos": "ada",
    "/v1/pairs/line/goals": "ada",
    "/v1/pairs/line/actions": "ada",
    "/v1/pairs/line/sessions": "ada",
}
"""What other services keep, and who reads it."""


async def ids(http: httpx2.AsyncClient, path: str, name: str, limit: int = 200) -> list[str]:
    return [row[name] async for page in pages(http, path, limit) for row in page]


@pytest.mark.parametrize("path", LISTS)
async def test_no_row_is_skipped_or_comes_twice_while_others_are_added(front: Front, path: str) -> None:
    who, name, add = LISTS[path]
    async with front.member(who) as http:
        for number in range(MANY):
            await add(front, number)

        async def all_there() -> bool:
            return len(await ids(http, path, name)) >= MANY

        await eventually(all_there, what=f"{MANY} rows of {path}")
        before = await ids(http, path, name)
        read, more = [], MANY
        async for page in pages(http, path, 2):
            read += [row[name] for row in page]
            await asyncio.gather(*(add(front, more + one) for one in range(2)))
            more += 2
            if more > 10 * MANY:
                break
        assert len(read) == len(set(read))
        assert [one for one in read if one in before] == before


@pytest.mark.parametrize("path", ASKED)
async def test_a_list_of_another_service_goes_on_where_that_service_says(front: Front, path: str) -> None:
    async with front.member(ASKED[path]) as http:
        first = await http.get(path)
        assert first.status_code == 200, first.text
        cursor = first.json()["next_cursor"]
        assert SECOND not in base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode(errors="replace")
        assert (await http.get(path, params={"cursor": cursor})).json()["next_cursor"] is None
        for wrong in (SECOND, await cursor_of(http, next(one for one in ("/v1/inbox", path) if one != path))):
            assert (await http.get(path, params={"cursor": wrong})).json()["code"] == "cursor-unknown"


async def test_rows_of_one_instant_have_an_order_too(front: Front) -> None:
    """The last of a page is at the same millisecond as the first of the next."""
    async with front.member("ada") as ada:
        at = {"time": "2026-01-01T00:00:00Z"}
        facts = [pair_formed(front.bench, f"twin_{number}", **at) for number in range(5)]
        for fact in facts:
            await front.bench.publish(fact)

        async def all_there() -> bool:
            return {f"twin_{number}" for number in range(5)} <= set(await ids(ada, "/v1/pairs", "pair_id"))

        await eventually(all_there, what="pairs of one instant")
        read = await ids(ada, "/v1/pairs", "pair_id", limit=1)
    assert len(read) == len(set(read))
    assert [one for one in read if one.startswith("twin")] == [f"twin_{number}" for number in (4, 3, 2, 1, 0)]


async def test_a_circle_keeps_its_place_when_matching_has_seen_it(front: Front) -> None:
    """Matching is away while three are asked for and the first page is read."""
    async with front.member("ada") as ada:
        await front.stop_neighbour(Service.MATCHING)
        try:
            body = {"topics": ["Python"], "invited_ids": ["mia", "bob"]}
            made = [(await ada.post("/v1/circles", json=body)).json()["circle_id"] for _ in range(3)]
            page = (await ada.get("/v1/circles", params={"limit": 1})).json()
        finally:
            await front.start_neighbour(Service.MATCHING)

        async def are_proposed() -> bool:
            return all([(await ada.get(f"/v1/circles/{one}")).json()["state"] == "proposed" for one in made])

        await eventually(are_proposed, what="three proposed circles")
        rest = (await ada.get("/v1/circles", params={"limit": 2, "cursor": page["next_cursor"]})).json()
    assert [one["circle_id"] for one in (*page["data"], *rest["data"])] == made[::-1]


async def cursor_of(http: httpx2.AsyncClient, path: str) -> str:
    return str((await http.get(path, params={"limit": "1"})).json()["next_cursor"])


async def test_a_cursor_that_was_changed_or_is_of_another_list_or_made_up_is_refused(front: Front) -> None:
    for number in range(2):
        await add_request(front, 1000 + number)
    async with front.member("mia") as mia:
        good = await cursor_of(mia, "/v1/requests")
        assert (await mia.get("/v1/requests", params={"cursor": good})).status_code == 200
        changed = ("B" if good[0] == "A" else "A") + good[1:]
        wrong = [("/v1/requests", one) for one in (changed, good[:-4], "AAAA", "made up", "é", "x" * 5_000)]
        for path, cursor in [*wrong, ("/v1/pairs", good), ("/v1/recognitions", good)]:
            answer = await mia.get(path, params={"cursor": cursor})
            code = "invalid-request" if len(cursor) > 4_000 else "cursor-unknown"
            assert (answer.status_code, answer.json()["code"]) == (422, code), cursor
            assert cursor not in answer.text


async def test_a_cursor_tells_nothing_of_what_is_behind_it(front: Front) -> None:
    await add_programme(front, 0)
    await add_programme(front, 1)
    async with front.member("chief") as chief:
        cursor = await cursor_of(chief, "/v1/programmes")
        (first,) = (await chief.get("/v1/programmes", params={"limit": "1"})).json()["data"]
    assert first["programme_id"] not in cursor


def test_every_list_with_pages_has_the_same_words_for_them() -> None:
    document = openapi_document()
    for path, methods in document["paths"].items():
        names = {one["name"] for one in methods.get("get", {}).get("parameters", []) if one["in"] == "query"}
        if path not in NO_LISTS and names & {"limit", "cursor", "after", "before"}:
            assert names >= {"limit", "cursor"}, path
            assert not names & {"after", "before"}, path
            schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
            fields = document["components"]["schemas"][schema.rpartition("/")[2]]["properties"]
            assert fields["next_cursor"]["anyOf"] == [{"type": "string"}, {"type": "null"}], path

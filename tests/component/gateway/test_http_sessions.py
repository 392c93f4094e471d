"""Sessions over HTTP: made once, tagged, both versions for who was slower, one tap, and nothing for strangers."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from libs.common.contracts.session_asks import (
    AddAgendaItem,
    CancelSession,
    FlipSession,
    HoldSession,
    MissSession,
    RebookSession,
)
from libs.common.ids import new_id
from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

AT = "2100-03-01T09:00:00Z"
PLAN = {"starts_at": AT, "minutes": 45, "channel": "video", "link": "https://meet.example/x"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob", "eve")
        await opened.arrive("bob", org="globex")
        yield opened


async def planned(front: Front, pair_id: str) -> str:
    """The path of a session that Bob has planned."""
    async with front.member("bob") as bob:
        made = await bob.post(f"/v1/pairs/{pair_id}/sessions/planned", json=PLAN)
    assert made.status_code == 201, made.text
    return str(made.headers["Location"])


@pytest.mark.feature("pair.sessions")
async def test_a_session_is_planned_once_for_each_key_and_is_there_to_be_read(front: Front) -> None:
    path, key = "/v1/pairs/pair_1/sessions", {"Idempotency-Key": new_id()}
    async with front.member("bob") as bob:
        made, again = [await bob.post(f"{path}/planned", json=PLAN, headers=key) for _ in range(2)]
        assert (made.status_code, made.headers["ETag"], made.json()) == (201, '"1"', again.json())
        other = await bob.post(f"{path}/planned", json=PLAN | {"minutes": 30}, headers=key)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
        read = await bob.get(made.headers["Location"])
        assert (read.json(), read.headers["ETag"][:3]) == (made.json(), '"1.')
        assert (read.json()["link"], read.json()["starts_at"]) == (PLAN["link"], AT)
        (line,) = (await bob.get(path)).json()["sessions"]
        assert line["session_id"] == read.json()["session_id"]
        assert not {"link", "agenda", "to_ask"} & line.keys()


@pytest.mark.feature("pair.agendas")
async def test_of_two_who_edit_one_agenda_the_slower_one_gets_both_versions(front: Front) -> None:
    path = await planned(front, "pair_2")
    mine, yours = [{"items": [{"text": text}]} for text in ("How to say no", "What I tried")]
    async with front.member("ada") as ada, front.member("bob") as bob:
        assert (await ada.put(f"{path}/agenda", json=mine)).status_code == 428
        first = await ada.put(f"{path}/agenda", json=mine, headers={"If-Match": '"1"'})
        assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
        second = await bob.put(f"{path}/agenda", json=yours, headers={"If-Match": '"1"'})
        told = second.json()
        assert (second.status_code, told["code"], second.headers["ETag"]) == (412, "changed-meanwhile", '"2"')
        assert ([item["text"] for item in told["current"]["agenda"]], told["yours"]) == (["How to say no"], yours)
        moved = await bob.patch(path, json={"minutes": 30}, headers={"If-Match": '"1"'})
        assert (moved.status_code, moved.json()["yours"]) == (412, {"minutes": 30})
        moved = await bob.patch(path, json={"minutes": 30}, headers={"If-Match": '"2"'})
        assert (moved.status_code, moved.json()["minutes"], moved.headers["ETag"]) == (200, 30, '"3"')


@pytest.mark.feature("pair.sessions", "ours.flip")
async def test_every_tap_asks_what_it_says(front: Front) -> None:
    path = await planned(front, "pair_3")
    ids = {"pair_id": "pair_3", "session_id": path.rpartition("/")[2]}
    taps: list[tuple[str, str, dict[str, Any] | None, object]] = [
        ("POST", "/held", None, HoldSession(**ids)),
        ("POST", "/held", {"held_at": AT}, HoldSession.model_validate(ids | {"held_at": AT})),
        ("POST", "/cancellation", None, CancelSession(**ids)),
        ("POST", "/cancellation", {"by_id": "ada"}, CancelSession(**ids, by_id="ada")),
        ("POST", "/absence", None, MissSession(**ids)),
        ("POST", "/absence", {"absent_id": "ada"}, MissSession(**ids, absent_id="ada")),
        ("POST", "/rebooking", {"slot": AT}, RebookSession.model_validate(ids | {"slot": AT})),
        ("PUT", "/flip", None, FlipSession(**ids, flipped=True)),
        ("DELETE", "/flip", None, FlipSession(**ids, flipped=False)),
    ]
    meeting = front.neighbours.meeting
    async with front.member("bob") as bob:
        for method, what, body, question in taps:
            answer = await bob.request(method, path + what, json=body)
            assert (answer.status_code, meeting.asked[-1]) == (200, question), answer.text
            assert what == "/held" or answer.headers["ETag"] == '"1"'


@pytest.mark.feature("pair.agendas")
async def test_a_line_that_is_sent_again_has_the_same_id(front: Front) -> None:
    path, key, meeting = await planned(front, "pair_4"), {"Idempotency-Key": new_id()}, front.neighbours.meeting
    async with front.member("bob") as bob:
        for _ in range(2):
            assert (await bob.post(f"{path}/agenda", json={"text": " Why? "}, headers=key)).status_code == 201
        first, again = meeting.asked[-2:]
        assert isinstance(first, AddAgendaItem)
        assert (first, first.text) == (again, "Why?")
        await bob.post(f"{path}/agenda", json={"text": "Why?"})
        assert meeting.asked[-1] != first


async def test_strangers_find_no_session_whatever_they_try(front: Front) -> None:
    path = await planned(front, "pair_5")
    async with front.member("eve") as eve, front.member("bob", "globex") as other:
        for stranger in (eve, other):
            assert (await stranger.get("/v1/pairs/pair_5/sessions")).status_code == 404
            assert (await stranger.post("/v1/pairs/pair_5/sessions/planned", json=PLAN)).status_code == 404
            assert (await stranger.get(path)).status_code == 404
            assert (await stranger.patch(path, json={}, headers={"If-Match": '"1"'})).status_code == 404
            assert (await stranger.post(f"{path}/agenda", json={"text": "Hello"})).status_code == 404
    async with front.member("bob") as bob:
        for unknown in ("/v1/pairs/pair_5/sessions/nothing", f"/v1/pairs/{'x' * 129}/sessions", path + "x" * 101):
            assert (await bob.get(unknown)).status_code in (404, 422)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"starts_at": AT, "minutes": 4}, "#/minutes"),
        ({"starts_at": AT, "minutes": 481}, "#/minutes"),
        ({"starts_at": AT, "link": "x" * 501}, "#/link"),
        ({"starts_at": AT, "channel": "smoke"}, "#/channel"),
        ({"starts_at": "soon"}, "#/starts_at"),
        ({"starts_at": AT, "title": "x"}, "#/title"),
    ],
)
async def test_a_plan_that_cannot_be_is_a_problem_that_says_where(
    front: Front, body: dict[str, object], pointer: str
) -> None:
    async with front.member("bob") as bob:
        wrong = await bob.post("/v1/pairs/pair_6/sessions/planned", json=body)
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize(
    "items", [[{"text": "x" * 301}], [{"text": " "}], [{"item_id": "a", "text": "x"}] * 2, [{"text": "x"}] * 51]
)
async def test_an_agenda_that_cannot_be_is_a_problem(front: Front, items: list[dict[str, str]]) -> None:
    async with front.member("bob") as bob:
        path = "/v1/pairs/pair_7/sessions/session_1/agenda"
        wrong = await bob.put(path, json={"items": items}, headers={"If-Match": '"1"'})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid-request")

"""Half-way, at the end of a pair and after it, over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from libs.common.ids import new_id
from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

PAIR = "/v1/pairs/pair_1"
POSTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "review": ({"decision": "keep", "line": "So it is good."}, {"decision": "change"}),
    "decision": ({"next": "go-on", "named": "Mia"}, {"next": "stop"}),
    "kudos": ({"strength": "listens"}, {"strength": "encourages"}),
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob")
        yield opened


@pytest.mark.parametrize("what", POSTS)
async def test_what_is_given_once_keeps_its_id_however_often_it_is_sent(front: Front, what: str) -> None:
    body, another = POSTS[what]
    async with front.member("bob") as bob:
        key = {"Idempotency-Key": new_id()}
        answers = [await bob.post(f"{PAIR}/{what}", json=body, headers=key) for _ in range(2)]
        assert {answer.status_code for answer in answers} == {201 if what == "kudos" else 200}
        first, again = front.neighbours.endings.asked[-2:]
        assert first == again
        assert first.model_dump(mode="json").items() >= body.items()
        other = await bob.post(f"{PAIR}/{what}", json=another, headers=key)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
        assert (await bob.post(f"{PAIR}/{what}", json=body)).is_success
        fresh = front.neighbours.endings.asked[-1]
        assert fresh != first
        assert fresh.model_copy(update={f"{what}_id": getattr(first, f"{what}_id")}) == first


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("closing-letter", {"text": "x" * 4_001}, "#/text"),
        ("closing-letter", {"text": "  "}, "#/text"),
        ("echo/30", {"line": "x" * 281}, "#/line"),
    ],
)
async def test_a_letter_and_an_echo_have_their_length(
    front: Front, path: str, body: dict[str, str], pointer: str
) -> None:
    async with front.member("bob") as bob:
        answer = await bob.put(f"{PAIR}/{path}", json=body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
        field = pointer.removeprefix("#/")
        assert (await bob.put(f"{PAIR}/{path}", json={field: " Thank you. "})).status_code == 200
        assert getattr(front.neighbours.endings.asked[-1], field) == "Thank you."


@pytest.mark.parametrize("days", ["31", "soon"])
async def test_an_echo_has_three_times_and_no_other(front: Front, days: str) -> None:
    async with front.member("bob") as bob:
        answer = await bob.put(f"{PAIR}/echo/{days}", json={"line": "x"})
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "days")


async def test_a_certificate_names_both(front: Front) -> None:
    async with front.member("bob") as bob:
        certificate = (await bob.get(f"{PAIR}/certificate")).json()
    assert certificate["person"] == {"person_id": "bob", "name": "Bob"}
    assert certificate["partner"] == {"person_id": "ada", "name": "Ada"}
    assert (certificate["sessions_held"], certificate["hours"]) == (3, 2.5)

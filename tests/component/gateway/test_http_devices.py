"""Devices and chats over HTTP: what a browser hands out goes to notifications as it is, and is never shown again."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from services.gateway.schemas.devices import EXAMPLE
from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

DEVICE = {"device_id": "dev_1", "name": "My phone", "added_at": "2026-11-01T00:00:00Z"}
SUBSCRIPTION = EXAMPLE["subscription"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("mia", "ada")
        yield opened


async def test_a_member_adds_sees_and_removes_a_device(front: Front) -> None:
    async with front.member("mia") as mia, front.member("ada") as ada:
        made = await mia.post("/v1/me/devices", json=EXAMPLE)
        assert (made.status_code, made.json()) == (201, DEVICE)
        assert (await mia.get("/v1/me/devices")).json() == {"public_key": "key", "data": [DEVICE]}
        assert (await ada.get("/v1/me/devices")).json() == {"public_key": "key", "data": []}
        assert (await ada.delete("/v1/me/devices/dev_1")).status_code == 404
        assert (await mia.delete("/v1/me/devices/dev_1")).json() == DEVICE
    (added,) = front.neighbours.reaching.added
    assert added.model_dump() == {"called": "My phone", "endpoint": SUBSCRIPTION["endpoint"]} | SUBSCRIPTION["keys"]


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("endpoint", "ftp://push.example.net", "#/subscription/endpoint"),
        ("keys", {"p256dh": "short", "auth": "BTBZMqHH6r4Tts7J_aSIgg"}, "#/subscription/keys/p256dh"),
        ("userAgent", "x", "#/subscription/userAgent"),
    ],
)
async def test_what_no_browser_hands_out_is_told_with_its_place(
    front: Front, field: str, value: object, pointer: str
) -> None:
    async with front.member("mia") as mia:
        answer = await mia.post("/v1/me/devices", json={"subscription": SUBSCRIPTION | {field: value}})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_chat_is_linked_shown_without_its_address_and_unlinked(front: Front) -> None:
    async with front.member("mia") as mia:
        linked = await mia.put("/v1/me/chat", json={"address": " slack://T0/B0/secret "})
        assert linked.json() == {"service": "slack", "linked_at": "2026-11-01T00:00:00Z"}
        assert (await mia.get("/v1/me/chat")).json() == linked.json()
        nothing = {"service": None, "linked_at": None}
        assert (await mia.delete("/v1/me/chat")).json() == nothing
        assert (await mia.get("/v1/me/chat")).json() == nothing
        assert (await mia.put("/v1/me/chat", json={"address": "nowhere"})).status_code == 422

"""Webhooks in: known by their signature alone, taken once, and nothing else of a request is believed."""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from libs.common.ids import new_id
from tests.component.gateway.front import Front, open_front
from tests.component.gateway.outside import joined
from tests.support.hooks import signature
from tests.support.stack import TestStack

IN = "/v1/webhooks/in/acme-hr"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=[]) as opened, opened.platform():
        yield opened


async def secret_of(front: Front, key: str | None = None) -> str:
    async with front.operator() as operator:
        headers = {"Idempotency-Key": key} if key else {}
        made = await operator.post("/v1/platforms/acme-hr/webhook-secrets", headers=headers)
        assert made.status_code == 201, made.text
        return str(made.json()["secret"])


async def send(front: Front, secret: str, event: dict[str, Any], **how: Any) -> httpx2.Response:
    """Signed as the specification has it; `how` makes it something else."""
    body = json.dumps(event).encode()
    message_id, at = how.get("message_id", new_id("msg")), str(int(time.time()) + how.get("later_s", 0))
    headers = {"webhook-id": message_id, "webhook-timestamp": at, "Content-Type": "application/json"}
    headers["webhook-signature"] = f"v1,AAAA {signature(secret, message_id, at, body)}"
    async with front.anybody() as http:
        return await http.post(
            how.get("path", IN), content=how.get("body", body), headers=headers | how.get("more", {})
        )


async def test_a_signed_event_is_taken_once_and_again_answered_as_a_repeat(front: Front) -> None:
    secret, event, message_id = await secret_of(front), joined(new_id("person")), new_id("msg")
    answers = [await send(front, secret, event, message_id=message_id, later_s=later) for later in (0, 0, 2)]
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert [answer.json()["data"][0]["status"] for answer in answers] == ["accepted", "repeat", "repeat"]
    assert len({answer.json()["data"][0]["event_id"] for answer in answers}) == 1
    other = await send(front, secret, joined(new_id("person")), message_id=message_id)
    assert (other.status_code, other.json()["code"]) == (409, "id-reused")


@pytest.mark.parametrize(
    "how",
    [
        {"later_s": -360},
        {"later_s": 360},
        {"body": b"{}"},
        {"more": {"webhook-id": "another"}},
        {"more": {"webhook-signature": "v1,AAAA"}},
        {"more": {"webhook-signature": ""}},
        {"path": "/v1/webhooks/in/nobody"},
        {"path": "/v1/webhooks/in/globex-hr"},
    ],
)
async def test_what_is_not_signed_or_not_in_time_is_not_taken(front: Front, how: dict[str, Any]) -> None:
    async with front.platform("globex"):
        answer = await send(front, await secret_of(front), joined("SECRET"), **how)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid-signature")
    assert "SECRET" not in answer.text


async def test_the_newest_two_secrets_are_known(front: Front) -> None:
    key = new_id()
    secrets = [await secret_of(front), await secret_of(front, key), await secret_of(front, key), await secret_of(front)]
    assert secrets[1] == secrets[2]
    answers = [await send(front, secret, joined(new_id("person"))) for secret in secrets]
    assert [answer.status_code for answer in answers] == [401, 202, 202, 202]


async def test_attributes_in_headers_which_nobody_signed_are_not_read(front: Front) -> None:
    event = joined(new_id("person"))
    more = {f"ce-{name}": event[name] for name in ("specversion", "source", "type")} | {"ce-id": "forged"}
    secret = await secret_of(front)
    refused = await send(front, secret, event["data"], more=more)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-envelope")
    assert (await send(front, secret, event, more=more)).status_code == 202
    again = await send(front, secret, event)
    assert again.json()["data"][0]["status"] == "repeat", "its id is that of the body"


async def test_a_signed_event_passes_the_same_door(front: Front) -> None:
    secret = await secret_of(front)
    foreign = await send(front, secret, {**joined("x"), "org": "globex"})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "foreign-organisation")

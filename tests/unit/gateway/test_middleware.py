"""Around every request: neither a body that never ends nor a reader who takes nothing is waited for."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from starlette.types import Message, Scope

from services.gateway import problems
from services.gateway.middleware import Outermost


def served(path: str) -> Outermost:
    """An application that reads its body, behind the middleware."""
    api = FastAPI()
    problems.install(api)

    @api.post(path)
    async def read(request: Request) -> int:
        return len(await request.body())

    return Outermost(api, allowed=lambda _: (), body_within_s=0.05)


async def post(app: Outermost, messages: Sequence[Message], **asked: Any) -> tuple[int, dict[bytes, bytes], Any]:
    """The answer to a body that comes in these pieces, after which its sender says no more."""
    coming, sent = list(messages), list[Message]()

    async def receive() -> Message:
        if not coming:
            await asyncio.Event().wait()
        return coming.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": "POST", "path": "/v1/x", "headers": [], "query_string": b"", "app": None}
    scope.update(asked)
    await app(scope, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"]), json.loads(sent[1]["body"])


async def test_a_body_that_stops_in_the_middle_is_given_up_and_its_connection_too() -> None:
    status, headers, problem = await post(served("/v1/x"), [{"type": "http.request", "body": b"a", "more_body": True}])
    assert (status, problem["code"], headers[b"connection"]) == (408, "too-slow", b"close")


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"query_string": b"x" * 8_190}, 414, "address-too-long"),
        ({"raw_path": b"/" + b"%41" * 3_000}, 414, "address-too-long"),
        ({"headers": [(b"cookie", b"x" * 20_000), (b"accept", b"x" * 20_000)]}, 431, "headers-too-large"),
    ],
)
async def test_what_is_too_long_is_refused_before_it_is_read(asked: dict[str, Any], status: int, code: str) -> None:
    answered, _, problem = await post(served("/v1/x"), [], **asked)
    assert (answered, problem["code"]) == (status, code)


async def test_a_long_address_and_large_headers_are_taken_up_to_their_limits() -> None:
    whole = [{"type": "http.request", "body": b"", "more_body": False}]
    asked = {"query_string": b"x" * 8_000, "headers": [(b"cookie", b"x" * 32_000)]}
    assert (await post(served("/v1/x"), whole, **asked))[0] == 200


async def test_a_body_that_is_whole_is_read() -> None:
    pieces = [
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.request", "body": b"b", "more_body": False},
    ]
    assert (await post(served("/v1/x"), pieces))[::2] == (200, 2)


async def test_nothing_more_is_made_for_a_reader_who_takes_nothing() -> None:
    api, made = FastAPI(), list[int]()

    async def pieces() -> AsyncIterator[bytes]:
        while True:
            made.append(len(made))
            yield b"x"

    @api.get("/v1/x")
    async def read() -> StreamingResponse:
        return StreamingResponse(pieces())

    taken: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        if len(taken) == 3:
            await asyncio.Event().wait()
        taken.append(message)

    scope: Scope = {"type": "http", "method": "GET", "path": "/v1/x", "headers": [], "query_string": b"", "app": None}
    await asyncio.wait_for(Outermost(api, allowed=lambda _: (), read_within_s=0.05)(scope, receive, send), 5)
    assert made == [0, 1, 2]
    assert [message["type"] for message in taken] == ["http.response.start", *["http.response.body"] * 2]

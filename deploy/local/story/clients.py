"""Members and administrators of the story, over plain HTTP as any client would."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2

from deploy.local.story.witness import PATIENCE_S, Missing

QUIET_WITHIN_S = 300.0
"""The gateway waits for a minute before time goes on, and for another one afterwards."""


@dataclass(slots=True)
class Client:
    """Somebody signed in."""

    http: httpx2.AsyncClient
    person_id: str
    live: list[dict[str, Any]] = field(default_factory=list)

    async def get(self, path: str) -> Any:
        """What is there; Missing when it is refused."""
        answer = await self.http.get(path)
        if answer.is_error:
            raise Missing(f"GET {path} answered {answer.status_code}: {answer.text[:300]}")
        return answer.json()

    async def post(self, path: str, body: dict[str, Any], *, wait: int | None = None) -> httpx2.Response:
        """Do something; `wait` seconds for its outcome."""
        headers = {"Prefer": f"wait={wait}"} if wait else {}
        return await self.http.post(path, json=body, headers=headers)

    async def put(self, path: str, body: dict[str, Any], *, read: int | None = None) -> httpx2.Response:
        """Put something in the place of what was there; `read` is the version that was read."""
        return await self.http.put(path, json=body, headers=tagged(read))

    async def sign(self, path: str, *, read: int) -> httpx2.Response:
        """Put one's name under the version that was read."""
        return await self.http.post(path, headers=tagged(read))

    @asynccontextmanager
    async def streaming(self) -> AsyncIterator[None]:
        """Listen to the live stream meanwhile: it tells whatever happens from now on."""
        async with self.http.stream("GET", "/v1/stream", timeout=None) as answer:
            listening = asyncio.create_task(self._listen(answer))
            try:
                yield
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self, answer: httpx2.Response) -> None:
        async for line in answer.aiter_lines():
            if line.startswith("data:"):
                self.live.append(json.loads(line.removeprefix("data:")))


def tagged(version: int | None) -> dict[str, str]:
    """What was read, as HTTP says it."""
    return {} if version is None else {"If-Match": f'"{version}"'}


@asynccontextmanager
async def signed_in(gateway_url: str, org: str, person_id: str) -> AsyncIterator[Client]:
    """A member's session, as the built-in issuer of a local system gives it."""
    async with httpx2.AsyncClient(base_url=gateway_url, timeout=PATIENCE_S) as http:
        answer = await http.post("/v1/sign-in", json={"org": org, "person_id": person_id})
        if answer.is_error:
            raise Missing(f"{person_id} cannot sign in: {answer.status_code} {answer.text[:300]}")
        http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield Client(http, person_id)


async def taken_in(gateway_url: str, operator_key: str) -> None:
    """Every service has taken in what was said so far: time goes on, by next to nothing, when nothing is on its way."""
    headers = {"Authorization": f"Bearer {operator_key}"}
    async with httpx2.AsyncClient(base_url=gateway_url, headers=headers, timeout=QUIET_WITHIN_S) as http:
        answer = await http.post("/v1/clock", json={"advance": "PT0.001S"})
        if answer.is_error:
            raise Missing(f"POST /v1/clock answered {answer.status_code}: {answer.text[:300]}")


async def eventually(what: str, look: Callable[[], Awaitable[Any]], *, within_s: float = PATIENCE_S) -> Any:
    """The first truthy answer; Missing when there is none in time."""
    end = asyncio.get_running_loop().time() + within_s
    while True:
        found = await look()
        if found:
            return found
        if asyncio.get_running_loop().time() > end:
            raise Missing(f"{what} did not happen within {within_s:g} s")
        await asyncio.sleep(0.1)

"""The gateway as its clients meet it: replicas over HTTP, people who are signed in, a platform with its key."""

import asyncio
import base64
import json
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2

from deploy.local.ports import choose_ports
from deploy.local.rabbit import UNENCRYPTED
from libs.common.contracts import Service
from libs.common.house import House
from services.gateway.app import build
from services.gateway.settings import Settings
from tests.component.gateway.documented import PROBLEM, undocumented
from tests.component.gateway.neighbours import Neighbours
from tests.component.gateway.outside import joined
from tests.support.running import PATIENCE_S, Bench, eventually
from tests.support.running import bench as make_bench
from tests.support.stack import TestStack

TOKEN_KEY = base64.b64encode(b"t" * 32).decode()
OPERATOR_KEY = "operator-key-of-the-tests"
OTHERS = (Service.MATCHING, Service.JOURNAL, Service.NOTIFICATIONS)
BATCH = "application/cloudevents-batch+json"
STRUCTURED = "application/cloudevents+json"
WAIT = {"Prefer": "wait=30"}
"""As long as the gateway waits for an outcome: no busy machine uses it up."""


@dataclass(slots=True)
class Front:
    """Running replicas of the gateway and their neighbours."""

    bench: Bench
    neighbours: Neighbours
    houses: list[House] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    running: dict[Service, AsyncExitStack] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The first replica."""
        return self.urls[0]

    async def start(self, **settings: Any) -> House:
        """One more replica."""
        (port,) = choose_ports(1)
        values = self.settings_values() | {"port": port} | settings
        running = self.bench.running(Service.GATEWAY, build, Settings(**values))
        house = await self.stack.enter_async_context(running)
        self.houses.append(house)
        self.urls.append(f"http://127.0.0.1:{port}")
        await until_ready(self.urls[-1])
        return house

    def settings_values(self) -> dict[str, Any]:
        """The gateway's settings on this bench."""
        own = {"token_key": TOKEN_KEY, "operator_key": OPERATOR_KEY}
        return self.bench.settings_values(Service.GATEWAY) | own

    async def start_neighbour(self, service: Service) -> None:
        """Matching, journal or notifications."""
        running = AsyncExitStack()
        await running.enter_async_context(self.bench.running(service, self.neighbours.build(service)))
        self.running[service] = running

    async def stop_neighbour(self, service: Service) -> None:
        """It is away."""
        await self.running.pop(service).aclose()

    async def close(self) -> None:
        """Everything ends."""
        for service in list(self.running):
            await self.stop_neighbour(service)
        await self.stack.aclose()

    @asynccontextmanager
    async def anybody(self, key: str | None = None, replica: int = 0) -> AsyncIterator[httpx2.AsyncClient]:
        """A client with a bearer key, or with none."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        async with httpx2.AsyncClient(
            base_url=self.urls[replica],
            headers=headers,
            timeout=PATIENCE_S,
            verify=UNENCRYPTED,
            event_hooks={"response": [require_documented]},
        ) as http:
            yield http

    @asynccontextmanager
    async def member(self, person_id: str, org: str = "acme", replica: int = 0) -> AsyncIterator[httpx2.AsyncClient]:
        """Somebody who is here, signed in."""
        async with self.anybody(replica=replica) as http:
            answer = await http.post("/v1/sign-in", json={"org": org, "person_id": person_id})
            assert answer.status_code == 200, answer.text
            http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
            yield http

    @asynccontextmanager
    async def operator(self) -> AsyncIterator[httpx2.AsyncClient]:
        """Whoever runs the house."""
        async with self.anybody(OPERATOR_KEY) as http:
            yield http

    @asynccontextmanager
    async def platform(self, org: str = "acme", *scopes: str) -> AsyncIterator[httpx2.AsyncClient]:
        """A program with its API key."""
        name = "-".join([org, "hr", *scopes])
        if name not in self.keys:
            async with self.operator() as http:
                body = {"platform_id": name, "org": org, "name": name, "scopes": ["send-events", "read-facts", *scopes]}
                answer = await http.post("/v1/platforms", json=body)
                assert answer.status_code == 201, answer.text
                self.keys[name] = answer.json()["api_key"]
        async with self.anybody(self.keys[name]) as http:
            yield http

    async def arrive(self, *person_ids: str, org: str = "acme", **fields: Any) -> None:
        """People join, through the door."""
        events = [{**joined(person_id, **fields), "org": org} for person_id in person_ids]
        async with self.platform(org) as http:
            answer = await http.post("/v1/events", content=json.dumps(events), headers={"Content-Type": BATCH})
        assert (answer.status_code, answer.json()["rejected"]) == (202, 0), answer.text

    async def pair(self, mentee: str, mentor: str) -> str:
        """Two people become a pair; its id."""
        async with self.member(mentee) as one, self.member(mentor) as other:
            asked = await one.post("/v1/requests", json={"topics": ["Python"], "mentor_id": mentor}, headers=WAIT)
            path = asked.headers["Location"]
            done = await other.post(f"{path}/answer", json={"answer": "accept"}, headers=WAIT)
            return str(done.json()["pair_id"])


async def require_documented(answer: httpx2.Response) -> None:
    """Whatever a test asks for: the answer is one that the published document has for that route."""
    content: dict[str, Any] = {}
    kind = answer.headers.get("Content-Type", "")
    if kind == PROBLEM and answer.request.method != "HEAD":
        await answer.aread()
        content = answer.json()
    wrong = undocumented(answer.request.method, answer.request.url.path, answer.status_code, kind, content)
    assert wrong is None, f"{answer.request.method} {answer.request.url.path}: {wrong}"


async def until_ready(url: str) -> None:
    """Until a replica says that it is ready."""

    async def is_ready() -> bool:
        async with httpx2.AsyncClient(verify=UNENCRYPTED) as http:
            try:
                return (await http.get(f"{url}/readyz")).status_code == 200
            except httpx2.HTTPError:
                return False

    await eventually(is_ready, what=f"{url} ready")


@asynccontextmanager
async def open_front(
    stack: TestStack, *, replicas: int = 1, neighbours: Sequence[Service] = OTHERS, **settings: Any
) -> AsyncIterator[Front]:
    """A gateway in a virtual host and databases of its own, with its neighbours."""
    name = f"f-{uuid.uuid4().hex[:12]}"
    stack.api("PUT", f"/vhosts/{name}", {})
    async with make_bench(stack, name, name.replace("-", "_")) as bench:
        front = Front(bench, Neighbours())
        try:
            await asyncio.gather(*(front.start_neighbour(service) for service in neighbours))
            for _ in range(replicas):
                await front.start(**settings)
            yield front
        finally:
            await front.close()
            await bench.drop_databases()
    stack.api("DELETE", f"/vhosts/{name}")


@dataclass(slots=True)
class Heard:
    """What a live stream brought: (event, id, data)."""

    lines: list[str] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    last_id: str = ""
    end: str | None = None
    """The reason that was given."""

    retry_ms: int = 0

    async def listen(self, http: httpx2.AsyncClient, last_id: str | None = None) -> None:
        """Until it ends or is cancelled."""
        headers = {"Last-Event-ID": last_id} if last_id else {}
        async with http.stream("GET", "/v1/stream", headers=headers, timeout=None) as answer:
            assert answer.status_code == 200, await answer.aread()
            block: dict[str, str] = {}
            async for line in answer.aiter_lines():
                self.lines.append(line)
                if line:
                    name, _, value = line.partition(": ")
                    block[name] = value
                    continue
                self.last_id = block.get("id", self.last_id)
                self.retry_ms = int(block.get("retry", self.retry_ms))
                if block.get("event") == "end":
                    self.end = json.loads(block["data"])["reason"]
                elif "data" in block:
                    self.events.append({"id": block["id"], "event": block["event"], **json.loads(block["data"])})
                block = {}

    async def expect(self, kind: str, count: int = 1) -> list[dict[str, Any]]:
        """At least so many of a kind."""

        async def enough() -> list[dict[str, Any]]:
            found = [one for one in self.events if one["type"] == f"bothways.{kind}.v1"]
            return found if len(found) >= count else []

        found: list[dict[str, Any]] = await eventually(enough, what=f"{count} x {kind} on the stream")
        return found


@asynccontextmanager
async def streaming(http: httpx2.AsyncClient, last_id: str | None = None) -> AsyncIterator[Heard]:
    """Listens meanwhile; connected before the block begins."""
    heard = Heard()
    listening = asyncio.create_task(heard.listen(http, last_id))

    async def is_connected() -> bool:
        if listening.done():
            listening.result()
        return bool(heard.last_id)

    try:
        await eventually(is_connected, what="a connected stream")
        yield heard
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

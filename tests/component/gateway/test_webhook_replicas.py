"""Webhooks with several replicas, one of which is killed: nothing is lost, and a repeat is known by its id."""

import asyncio
import os
import sys
import threading
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from deploy.local.ports import choose_ports
from libs.common.contracts import Service
from libs.common.ids import new_id
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import OPERATOR_KEY, TOKEN_KEY, Front, open_front, until_ready
from tests.support.hooks import Hooks
from tests.support.receiver import Reply, Request, receiving
from tests.support.running import eventually
from tests.support.stack import TestStack

FACTS = 60
AT_ONCE = 8
UNDER_WAY = 2 * AT_ONCE


@dataclass
class Halting(Hooks):
    """Answers nobody once some have arrived: however late the kill comes, it comes in the middle."""

    goes_on: threading.Event = field(default_factory=threading.Event)

    def answer(self, request: Request) -> Reply:
        """As laid out, in its time."""
        if len(self.told) >= UNDER_WAY:
            self.goes_on.wait()
        return super().answer(request)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=[], replicas=0) as opened:
        yield opened


async def test_a_replica_that_is_killed_while_it_tells_loses_nothing(front: Front, tmp_path: Path) -> None:
    (port,) = choose_ports(1)
    own = {"PORT": str(port), "TOKEN_KEY": TOKEN_KEY, "OPERATOR_KEY": OPERATOR_KEY, "WEBHOOK_TIMEOUT": "PT2S"}
    settings = {f"BOTHWAYS_{name}": value for name, value in own.items()}
    environment = {**os.environ, **front.bench.environment_of(Service.GATEWAY), **settings}
    child = Child([sys.executable, "-m", "services.gateway"], log=tmp_path / "log", env=environment, folder=ROOT)
    hooks = Halting(hang_s={"/hook": 0.1})
    child.start()
    try:
        front.urls.append(f"http://127.0.0.1:{port}")
        await until_ready(front.url)
        with receiving(hooks):
            async with front.platform() as http:
                made = await http.post("/v1/webhooks", json={"url": hooks.url("/hook")})
                hooks.secrets["/hook"] = made.json()["secret"]
            events = [pair_formed(front.bench, new_id("pair")) for _ in range(FACTS)]
            await asyncio.gather(*map(front.bench.publish, events))

            async def is_under_way() -> bool:
                return len(hooks.told) >= UNDER_WAY

            await eventually(is_under_way, what="some that arrived")
            child.kill()
            assert len(hooks.events("/hook")) < FACTS
            hooks.goes_on.set()
            await asyncio.gather(*(front.start() for _ in range(2)))

            async def all_there() -> bool:
                return {event["id"] for event in hooks.events("/hook")} == {event.id for event in events}

            await eventually(all_there, what="every fact")
        assert hooks.faults == []
        tries = Counter(hooks.tried["/hook"])
        assert max(tries.values()) <= 2, "one replica at a time"
        assert sum(tries.values()) <= FACTS + 50 + AT_ONCE, "a round that was not written down, and no more"
    finally:
        child.kill()

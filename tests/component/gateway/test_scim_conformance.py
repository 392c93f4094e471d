"""The conformance suite of the SCIM community, against the running gateway."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest_asyncio
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import CheckResult, Status, check_server

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=()) as opened:
        yield opened


def check(url: str, key: str) -> list[CheckResult]:
    with httpx2.Client(base_url=f"{url}/scim/v2", headers={"Authorization": f"Bearer {key}"}) as http:
        return check_server(SyncSCIMClient(http))


async def test_every_check_passes_and_none_is_left_out(front: Front) -> None:
    async with front.platform("acme", "provision"):
        key = front.keys["acme-hr-provision"]
    results = await asyncio.to_thread(check, front.url, key)
    assert len(results) > 50
    bad = [(result.title, result.status.name, result.reason) for result in results if result.status != Status.SUCCESS]
    assert not bad

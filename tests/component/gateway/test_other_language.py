"""A platform in another language: the CloudEvents SDK of JavaScript, over HTTPS and AMQP, in every mode."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest_asyncio

from deploy.ops.broker import Broker
from libs.common import topology
from libs.common.contracts.people import PersonJoined
from libs.common.ids import new_id
from tests.component.gateway.front import Front, open_front
from tests.support import node
from tests.support.running import PATIENCE_S
from tests.support.stack import TestStack

MODES = ("http-structured", "http-binary", "batch-one", "batch-two", "amqp-structured", "amqp-binary")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=[]) as opened, opened.platform():
        yield opened


def publish(log: Path, settings: Mapping[str, str]) -> dict[str, Any]:
    """What it was answered, once it has sent everything. In a thread: the gateway runs in this loop."""
    with node.running("publish.mjs", log, settings, PATIENCE_S) as script:
        return dict(script.told)


async def test_every_mode_of_another_languages_sdk_is_taken_once(
    front: Front, stack: TestStack, tmp_path: Path
) -> None:
    heard = await front.bench.listen(PersonJoined)
    broker, run = Broker(front.bench.amqp_url, stack.management_url), new_id("node")
    settings = {
        "GATEWAY": front.url,
        "API_KEY": front.keys["acme-hr"],
        "AMQP_URL": await broker.open_platform("acme-hr"),
        "EXCHANGE": topology.inbound_exchange("acme-hr"),
        "RUN": run,
    }
    try:
        told = await asyncio.to_thread(publish, tmp_path / "log", settings)
        assert told == {"first": ["accepted"] * 4, "again": ["repeat"] * 4}
        events = await heard.expect(PersonJoined, len(MODES))
    finally:
        broker.close_platform("acme-hr")
    assert sorted(event.subject for event in events) == sorted(f"{run}-{mode}" for mode in MODES)
    assert {getattr(event.data, "name", None) for event in events} == {f"Zoë {mode}" for mode in MODES}

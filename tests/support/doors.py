"""The outside of a running system: platforms, their events, members."""

from typing import Any

import httpx2

from deploy.local.rabbit import UNENCRYPTED
from deploy.local.story.clients import taken_in
from deploy.local.story.stage import Platform
from deploy.ops.broker import Broker
from tests.support.system import System

BATCHES = "application/cloudevents-batch+json"


async def add_platform(system: System, platform_id: str, org: str, *scopes: str) -> Platform:
    """As `deploy.ops platforms add` does it."""
    body = {
        "platform_id": platform_id,
        "org": org,
        "name": platform_id,
        "scopes": ["send-events", "read-facts", *scopes],
    }
    async with httpx2.AsyncClient(base_url=system.url(), timeout=60, verify=UNENCRYPTED) as http:
        answer = await http.post("/v1/platforms", json=body, headers=operator(system))
        answer.raise_for_status()
    broker = Broker(system.amqp_url, system.servers.stack.management_url)
    return Platform(platform_id, await broker.open_platform(platform_id), answer.json()["api_key"])


def operator(system: System) -> dict[str, str]:
    """The operator's headers."""
    return {"Authorization": f"Bearer {system.secrets['BOTHWAYS_OPERATOR_KEY']}"}


async def send_events(system: System, api_key: str, events: list[dict[str, Any]], *, batch: int = 100) -> None:
    """Through `POST /v1/events`; every one of them has to be taken. Every service knows of them when this returns."""
    headers = {"Authorization": f"Bearer {api_key}", "Content-Type": BATCHES}
    async with httpx2.AsyncClient(base_url=system.url(), timeout=60, verify=UNENCRYPTED) as http:
        for start in range(0, len(events), batch):
            answer = await http.post("/v1/events", json=events[start : start + batch], headers=headers)
            answer.raise_for_status()
            refused = [one for one in answer.json()["data"] if one["status"] == "rejected"]
            assert not refused, refused[:3]
    await taken_in(system.url(), system.secrets["BOTHWAYS_OPERATOR_KEY"])

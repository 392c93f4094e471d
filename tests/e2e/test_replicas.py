"""Several processes of each service share the work; one that is away delays and loses nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from deploy.local.rabbit import UNENCRYPTED
from deploy.local.story.clients import Client, signed_in
from libs.common.contracts import Service
from tests.chaos.run import Storm
from tests.support.doors import add_platform, send_events
from tests.support.running import PATIENCE_S, eventually
from tests.support.system import BOOT_S, System, system

ORG = "acme"
pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("replicas", [2, 4])
async def test_replicas_share_the_work_and_end_in_the_same_state(tmp_path: Path, replicas: int) -> None:
    storm = Storm(requests=60, replicas=replicas, rounds=0)
    verdict = await storm.blow(tmp_path)
    assert verdict.wrong == []
    assert verdict.counts["pairs"] == 60
    for service in (Service.MATCHING, Service.JOURNAL, Service.NOTIFICATIONS):
        shares = [verdict.shares[service, replica] for replica in range(replicas)]
        assert min(shares) > 0, f"a replica of {service} did nothing: {shares}"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[System]:
    """Three gateways, one of everything else, and two people who suit each other."""
    async with system(tmp_path_factory.mktemp("replicas")) as made:
        for replica in (1, 2):
            made.start(Service.GATEWAY, replica)
        hr = await add_platform(made, "replicas-hr", ORG)
        await send_events(made, hr.api_key, [_joined(f"mentee_{n}", "Rust", "Python") for n in range(8)])
        await send_events(made, hr.api_key, [_joined(f"mentor_{n}", "Python", "Rust") for n in range(8)])
        for replica in (1, 2):
            await _serves(made, replica)
        yield made


async def test_every_gateway_answers_with_the_outcome_when_asked_to_wait(running: System) -> None:
    for replica in range(3):
        async with signed_in(running.url(replica), ORG, f"mentee_{replica}") as mentee:
            answer = await mentee.post("/v1/requests", _asking(f"mentor_{replica}"), wait=30)
            assert (answer.status_code, answer.json()["state"]) == (201, "open"), answer.text


async def test_with_matching_stopped_a_request_is_taken_and_comes_to_its_end_later(running: System) -> None:
    others = {key: child.pid for key, child in running.replicas.items() if key[0] is not Service.MATCHING}
    async with signed_in(running.url(), ORG, "mentee_5") as mentee:
        running.replicas[Service.MATCHING, 0].stop()
        answer = await mentee.post("/v1/requests", _asking("mentor_5"))
        assert answer.status_code == 202, answer.text
        path = answer.headers["Location"]
        assert (await mentee.get(path))["state"] == "asked"
        running.start(Service.MATCHING)

        async def opened() -> bool:
            return bool((await mentee.get(path))["state"] == "open")

        await eventually(opened, within_s=BOOT_S, what="the outcome of the request")
    assert others == {key: child.pid for key, child in running.replicas.items() if key[0] is not Service.MATCHING}


async def test_starting_more_of_one_service_restarts_no_other(running: System) -> None:
    before = {key: child.pid for key, child in running.replicas.items()}
    async with httpx2.AsyncClient(timeout=PATIENCE_S, verify=UNENCRYPTED) as http:
        running.start(Service.JOURNAL, 1)

        async def counted() -> bool:
            status = (await http.get(f"{running.url()}/v1/status")).json()
            return bool(status["services"]["journal"]["replicas"] == 2)

        await eventually(counted, within_s=BOOT_S, what="a second journal in the status")
    assert {key: running.replicas[key].pid for key in before} == before


async def test_the_live_stream_of_any_gateway_tells_what_happened_through_another(running: System) -> None:
    async with (
        signed_in(running.url(2), ORG, "mentor_6") as mentor,
        signed_in(running.url(1), ORG, "mentee_6") as mentee,
    ):
        async with mentor.streaming():
            answer = await mentee.post("/v1/requests", _asking("mentor_6"), wait=30)
            assert answer.status_code == 201, answer.text

            async def told() -> bool:
                return _heard(mentor, "RequestOpened")

            await eventually(told, what="RequestOpened on the other gateway's stream")


def _heard(client: Client, kind: str) -> bool:
    return any(kind in one["type"] for one in client.live)


def _asking(mentor_id: str) -> dict[str, Any]:
    return {"mentor_id": mentor_id, "topics": ["Python"]}


async def _serves(made: System, replica: int) -> None:
    async def ready() -> bool:
        try:
            async with httpx2.AsyncClient(timeout=PATIENCE_S, verify=UNENCRYPTED) as http:
                return (await http.get(f"{made.url(replica)}/readyz")).is_success
        except httpx2.HTTPError:
            return False

    await eventually(ready, within_s=BOOT_S, what=f"gateway {replica}")


def _joined(person_id: str, gives: str, gets: str) -> dict[str, Any]:
    data = {
        "person_id": person_id,
        "name": person_id.title(),
        "email": f"{person_id}@example.org",
        "gives": [gives],
        "gets": [gets],
        "seniority": 6 if "mentor" in person_id else 2,
        "capacity": 2,
        "hours_per_month": 4,
    }
    return {
        "specversion": "1.0",
        "id": f"joined-{person_id}",
        "source": "https://hr.example.org",
        "type": "bothways.PersonJoined.v1",
        "subject": person_id,
        "time": datetime.now(UTC).isoformat(),
        "org": ORG,
        "data": data,
    }

"""The operator's tools as a person runs them: a process, real servers, a real gateway."""

import asyncio
import base64
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import aio_pika
import httpx2
import pytest
from aio_pika.abc import AbstractQueue
from aiormq.exceptions import ChannelAccessRefused, ProbableAuthenticationError

from deploy.local.places import ROOT
from deploy.local.ports import choose_ports
from deploy.ops.broker import Broker
from libs.common import topology
from libs.common.contracts import Service
from services.gateway.domain.access import Scope
from services.gateway.domain.platforms import Platform
from services.gateway.envelope import STRUCTURED
from tests.component.gateway import building
from tests.component.gateway.operating import OPERATOR_KEY, Operator, forget_failed_connections
from tests.component.gateway.outside import EVERY_SCOPE, OPERATOR, joined, wanted
from tests.support.running import ASK_KEY, PATIENCE_S, Bench, eventually
from tests.support.stack import TestStack

pytestmark = pytest.mark.timeout(300)
GATEWAY = Service.GATEWAY
EVERYTHING = [word for scope in Scope for word in ("--scope", scope)]


@asynccontextmanager
async def a_gateway(bench: Bench, operator: Operator) -> AsyncIterator[None]:
    """The whole gateway, in a process of its own, where the operator's environment says that it is."""
    (port,) = choose_ports(1)
    url = operator.environment["BOTHWAYS_GATEWAY_URL"] = f"http://127.0.0.1:{port}"
    own = {"BOTHWAYS_PORT": str(port), "BOTHWAYS_TOKEN_KEY": ASK_KEY, "BOTHWAYS_OPERATOR_KEY": OPERATOR_KEY}
    environment = {**os.environ, **bench.environment_of(GATEWAY), **own}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.gateway", cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
    )

    async def is_ready() -> bool:
        assert process.returncode is None
        async with httpx2.AsyncClient() as client:
            try:
                return (await client.get(f"{url}/readyz")).is_success
            except httpx2.HTTPError:
                return False

    try:
        await eventually(is_ready, within_s=60, what="the gateway's web side")
        yield
    finally:
        process.terminate()
        await process.wait()


async def send(url: str, platform_id: str, event: object) -> None:
    connection = await aio_pika.connect(url)
    async with connection:
        channel = await connection.channel(on_return_raises=True)
        exchange = await channel.get_exchange(topology.inbound_exchange(platform_id), ensure=False)
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        await exchange.publish(aio_pika.Message(body, content_type=STRUCTURED), "x")


async def test_a_platform_is_added_used_rotated_and_revoked(bench: Bench, operator: Operator) -> None:
    async with a_gateway(bench, operator):
        said = await operator.run("platforms", "add", "acme-hr", "--org", "acme", "--name", "HR", *EVERYTHING, "--json")
        assert (said.code, said.err) == (0, "")
        access = json.loads(said.out)
        assert access["exchange"] == "bothways.inbound.acme-hr"
        await send(access["amqp_url"], "acme-hr", joined("ada"))
        people = bench.database(GATEWAY)["people"]
        await eventually(lambda: people.find_one({"_id": "acme/ada"}), what="a person through the new exchange")
        again = await operator.run("platforms", "add", "acme-hr", "--org", "globex")
        assert again.code == 1
        assert "platform-exists" in again.err
        listed = await operator.run("platforms", "list")
        assert "acme-hr" in listed.out
        assert "act-for-people" in listed.out
        rotated = json.loads((await operator.run("platforms", "rotate", "acme-hr", "--json")).out)
        assert [await status_with(operator, key) for key in (access["api_key"], rotated["api_key"], "x")] == [
            202,
            202,
            401,
        ]
        newer = json.loads((await operator.run("platforms", "access", "acme-hr", "--json")).out)
        await send(newer["amqp_url"], "acme-hr", joined("bob"))
        assert await refused_at_the_door_of(access["amqp_url"])
        assert (await operator.run("platforms", "revoke", "acme-hr")).code == 0
        assert await refused_at_the_door_of(newer["amqp_url"])
        assert await status_with(operator, rotated["api_key"]) == 401
        late = await operator.run("platforms", "access", "acme-hr")
        assert (late.code, "revoked" in late.err) == (1, True)
        unknown = await operator.run("platforms", "revoke", "nobody")
        assert (unknown.code, "404" in unknown.err) == (1, True)


async def status_with(operator: Operator, api_key: str) -> int:
    async with httpx2.AsyncClient(timeout=PATIENCE_S) as client:
        answer = await client.post(
            operator.environment["BOTHWAYS_GATEWAY_URL"] + "/v1/events",
            content=json.dumps(joined("ada") | {"id": "same"}),
            headers={"Authorization": f"Bearer {api_key}", "Content-Type": STRUCTURED},
        )
        return answer.status_code


async def refused_at_the_door_of(url: str) -> bool:
    try:
        connection = await aio_pika.connect(url)
    except (ProbableAuthenticationError, ConnectionError, ChannelAccessRefused):
        return True
    else:
        await connection.close()
        return False
    finally:
        forget_failed_connections()


async def test_two_houses_on_one_broker_have_each_a_user_for_a_platform_of_one_name(
    stack: TestStack, vhost: str
) -> None:
    other = f"the other / of {vhost}"
    brokers = [Broker(stack.amqp_url(name), stack.management_url) for name in (vhost, other)]
    stack.api("PUT", f"/vhosts/{quote(other, safe='')}", {})
    try:
        for broker in brokers:
            await broker.apply_topology()
        ours, theirs = [await broker.open_platform("acme-hr") for broker in brokers]
        assert not await refused_at_the_door_of(ours), "the other one's password is not ours"
        brokers[0].close_platform("acme-hr")
        assert await refused_at_the_door_of(ours)
        assert not await refused_at_the_door_of(theirs)
    finally:
        for broker in brokers:
            broker.close_platform("acme-hr")
        stack.api("DELETE", f"/vhosts/{quote(other, safe='')}")


async def test_topology_is_applied_again_and_again(operator: Operator, stack: TestStack, vhost: str) -> None:
    stack.api("PUT", "/users/journal", {"password": "p", "tags": ""})
    delays = "[0.1,0.3]"
    first = await operator.run("topology", "apply", BOTHWAYS_RETRY_DELAYS=delays)
    second = await operator.run("topology", "apply", BOTHWAYS_RETRY_DELAYS=delays)
    assert (first.code, second.code, first.out) == (0, 0, second.out)
    granted = stack.api("GET", f"/permissions/{vhost}/journal").json()
    wanted_here = topology.permissions_of(Service.JOURNAL)
    assert (granted["configure"], granted["write"], granted["read"]) == (
        wanted_here.configure,
        wanted_here.write,
        wanted_here.read,
    )
    queues = {queue["name"] for queue in stack.api("GET", f"/queues/{vhost}").json()}
    assert {"journal.events", "journal.events.retry.0.1s", "gateway.inbound", "gateway.dead"} <= queues


async def test_dead_letters_are_listed_shown_redriven_and_dropped_while_the_service_is_down(
    bench: Bench, operator: Operator
) -> None:
    built = building.Built()
    async with bench.running(GATEWAY, built) as house:
        await topology.declare_platform(bench.channel, "acme-hr")
        exchange = await bench.channel.get_exchange("bothways.inbound.acme-hr")
        private = wanted("bob", "ada", message="Nobody else may read this.")
        for body in (json.dumps(private).encode(), b'{"data": {"message": "Nor this'):
            await exchange.publish(aio_pika.Message(body, content_type=STRUCTURED), "x")

        async def two() -> bool:
            return len(await house.dead_letters.list_()) == 2

        await eventually(two, what="two dead letters")
        # The fix: its platform is registered now, and its people are here.
        hr = Platform(platform_id="acme-hr", org="acme", name="HR", scopes=EVERY_SCOPE)
        await built.core.platforms.register(hr, OPERATOR)
        for person in ("ada", "bob"):
            await exchange.publish(aio_pika.Message(json.dumps(joined(person)).encode(), content_type=STRUCTURED), "x")
        people = bench.database(GATEWAY)["people"]
        await eventually(lambda: people.find_one({"_id": "acme/bob"}), what="Bob's record")
    listed = await operator.run("dead-letters", "list", "--service", "gateway", "--code", "unknown-platform")
    ids = [line.split()[0] for line in listed.out.splitlines() if line.strip().startswith("dead_")]
    assert len(ids) == 2
    shown = [(await operator.run("dead-letters", "show", key)).out for key in ids]
    assert not any("read this" in text or "Nor this" in text for text in shown)
    assert sum(private["data"]["request_id"] in text for text in shown) == 1
    assert sum("30 bytes that are not JSON" in text for text in shown) == 1
    assert all("unknown-platform" in text and "bothways.inbound.acme-hr" in text for text in shown)

    broken = next(key for key, text in zip(ids, shown, strict=True) if "not JSON" in text)
    good = next(key for key in ids if key != broken)
    dropped = await operator.run("dead-letters", "drop", broken, "--note", "a test")
    assert (dropped.code, (await operator.run("dead-letters", "drop", broken, "--note", "again")).code) == (0, 1)
    redriven = await operator.run("dead-letters", "redrive", good)
    assert (redriven.code, (await operator.run("dead-letters", "redrive", good)).code) == (0, 1)
    assert (await operator.run("dead-letters", "list")).out.strip() == "There is none."
    every = (await operator.run("dead-letters", "list", "--all")).out
    assert ("redriven" in every, "dropped" in every) == (True, True)

    async with bench.running(GATEWAY, built):
        queue = await bench.channel.get_queue("matching.events")
        data = await eventually(lambda: next_claim(queue), what="the claim")
    assert data["request_id"] == private["data"]["request_id"]
    assert "message" not in data


async def test_master_keys_are_made_counted_and_their_change_explained(operator: Operator, bench: Bench) -> None:
    key = (await operator.run("keys", "new")).out.split()[0]
    assert len(base64.b64decode(key)) == 32
    rows = [{"_id": f"acme/{number}", "master_id": master} for number, master in enumerate(["old", "new", "new", None])]
    await bench.database(Service.JOURNAL)["keys"].insert_many(rows)
    lines = (await operator.run("keys", "status")).out.splitlines()
    counted = {words[1]: words[3] for line in lines if len(words := line.split()) == 5}
    assert counted == {"old": "1", "new": "2", "(destroyed)": "1"}
    assert "one by one" in (await operator.run("keys", "rotation")).out


async def test_what_is_missing_is_told_with_what_mends_it(operator: Operator) -> None:
    nowhere = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50"
    cases: list[tuple[tuple[str, ...], dict[str, str | None], str]] = [
        (("topology", "apply"), {"BOTHWAYS_AMQP_URL": None}, "BOTHWAYS_AMQP_URL is not set"),
        (("topology", "apply"), {"BOTHWAYS_AMQP_URL": "amqp://a:b@127.0.0.1:1/x"}, "does not answer"),
        (("topology", "apply"), {"BOTHWAYS_RETRY_DELAYS": "soon"}, "no list of seconds"),
        (("platforms", "list"), {"BOTHWAYS_GATEWAY_URL": "http://127.0.0.1:1"}, "does not answer"),
        (("dead-letters", "list"), {"BOTHWAYS_ASK_KEY": "short"}, "no key of 32 bytes"),
        (
            ("dead-letters", "list"),
            {"BOTHWAYS_MONGO_URL": nowhere},
            "MongoDB",
        ),
        (("dead-letters", "show", "dead_x"), {}, "There is no dead letter dead_x"),
        (("dead-letters", "redrive"), {}, "Which?"),
    ]
    for arguments, changed, words in cases:
        said = await operator.run(*arguments, **changed)
        assert (said.code, words in said.err, "Traceback" in said.err) == (1, True, False), (arguments, said)


async def test_a_queue_that_is_different_is_told_in_words(bench: Bench, operator: Operator) -> None:
    await bench.channel.queue_delete("gateway.dead")
    await bench.channel.declare_queue("gateway.dead", durable=True)
    said = await operator.run("topology", "apply")
    assert (said.code, "is different" in said.err, "Traceback" in said.err) == (1, True, False), said


async def test_help_says_what_everything_does(operator: Operator) -> None:
    tools: list[tuple[str, ...]] = [(), ("topology",), ("platforms",), ("platforms", "add"), ("dead-letters",)]
    for tool in tools:
        said = await operator.run(*tool, "--help")
        assert said.code == 0
        assert "Usage" in said.out


async def next_claim(queue: AbstractQueue) -> dict[str, Any]:
    """The data of the next claim that waits there; nothing where none does."""
    message = await queue.get(fail=False)
    if message is None or message.type != "bothways.MentorRequested.v1":
        return {}
    data: dict[str, Any] = json.loads(message.body)["data"]
    return data

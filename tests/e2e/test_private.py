"""What people write is found nowhere but with who may read it: a planted phrase, looked for everywhere there is."""

import io
import json
import zipfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aio_pika
import httpx2
import pytest

from deploy.local.story.clients import Client, signed_in
from libs.common import topology
from libs.common.contracts import Service
from tests.support.doors import add_platform, operator, send_events
from tests.support.running import eventually
from tests.support.scan import found_at_rest, in_databases
from tests.support.spans import Spans, span_receiver
from tests.support.system import System, system

ORG = "acme"
PHRASE = "zimtstern-violett"
"""Plain letters: the same bytes in every encoding."""

KNOWN = "Kardamom"
"""A name, which is kept in the clear: the scan has to find it."""

pytestmark = pytest.mark.timeout(240)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's words at one place, and the path at which they are read again."""

    place: str
    method: str
    path: str
    body: dict[str, Any]
    read_at: str
    is_shared: bool = True


def words(place: str) -> str:
    """The phrase, with its place."""
    return f"{PHRASE} {place}"


def places(pair: str) -> list[Told]:
    """Every place where somebody writes while a pair goes on, and after its end."""
    entries, step = "/v1/journal/entries", "/v1/preparation/core/steps/core.first-talk"
    day = {"day": datetime.now(UTC).date().isoformat(), "tags": [PHRASE]}
    shared = {"level": "pair", "pair_id": pair.rpartition("/")[2]}
    mine, ours = ({"kind": kind, "text": words(kind), **day} for kind in ("reflection", "gratitude"))
    part = {"goals": [{"text": words("goal")}], "gives": [words("give")], "needs": words("needs")}
    exchange = {"direction": "gave", "line": words("exchange")}
    return [
        Told("preparation", "PUT", step, {"answer": words("preparation")}, "/v1/preparation/core", is_shared=False),
        Told("reflection", "POST", entries, {"level": "mine", **mine}, entries, is_shared=False),
        Told("gratitude", "POST", entries, shared | ours, entries),
        Told("goal", "PUT", f"{pair}/agreement/part", part, f"{pair}/agreement"),
        Told("thread", "POST", f"{pair}/thread", {"text": words("thread")}, f"{pair}/thread"),
        Told("exchange", "POST", f"{pair}/exchanges", exchange, f"{pair}/exchanges"),
        Told("action", "POST", f"{pair}/actions", {"what": words("action"), "owner_ids": ["bob"]}, f"{pair}/actions"),
    ]


def last_places(pair: str) -> list[Told]:
    """Where somebody writes once a pair has been completed."""
    kudos = {"strength": "listens", "line": words("kudos")}
    return [
        Told("letter", "PUT", f"{pair}/closing-letter", {"text": words("letter")}, f"{pair}/farewell"),
        Told("kudos", "POST", f"{pair}/kudos", kudos, f"{pair}/farewell"),
    ]


async def test_a_planted_phrase_is_found_with_who_may_read_it_and_nowhere_else(tmp_path: Path) -> None:
    with span_receiver() as spans:
        async with system(tmp_path, environment={"BOTHWAYS_OTLP_ENDPOINT": spans.url}) as running:
            async with AsyncExitStack() as stack:
                ada, bob, eve = [
                    await stack.enter_async_context(signed_in(running.url(), ORG, person_id))
                    for person_id in await people(running)
                ]
                pair = await a_pair(ada, bob)
                told = await all_told(bob, pair)
                await read_by_the_right_ones(told, ada, bob, eve)
                await nowhere_else(running, spans)
                await gone_with_the_keys(running, told, ada)
                await forgotten_everywhere(running, ada, bob, eve, pair)


async def people(running: System) -> tuple[str, ...]:
    """Somebody to learn from, somebody who writes, and somebody who is not meant."""
    hr = await add_platform(running, "private-hr", ORG)
    everybody = ("ada", "bob", "eve")
    topics = {"gives": ["Python", "Rust"], "gets": ["Rust", "Python"], "capacity": 3}
    records = [
        {"person_id": one, "name": f"{one} {KNOWN}", "email": f"{one}@example.org", **topics} for one in everybody
    ]
    await send_events(running, hr.api_key, [joined(record) for record in records])
    return everybody


def joined(record: dict[str, Any]) -> dict[str, Any]:
    """As a platform tells it."""
    whose = {"id": f"joined-{record['person_id']}", "subject": record["person_id"], "org": ORG, "data": record}
    source = {"source": "https://hr.example.org", "type": "bothways.PersonJoined.v1"}
    return {"specversion": "1.0", "time": datetime.now(UTC).isoformat(), **source, **whose}


async def a_pair(ada: Client, bob: Client) -> str:
    """Bob learns from Ada: the path of their pair."""
    wanted = {"mentor_id": "ada", "topics": ["Python"], "message": words("request")}
    asked = await bob.post("/v1/requests", wanted, wait=10)
    assert asked.status_code == 201, asked.text
    answer = await ada.post(f"{asked.headers['Location']}/answer", {"answer": "accept"}, wait=10)
    assert answer.is_success, answer.text
    (pair,) = (await bob.get("/v1/pairs"))["data"]
    return f"/v1/pairs/{pair['pair_id']}"


async def all_told(bob: Client, pair: str) -> list[Told]:
    """Bob writes wherever there is a place to."""
    await eventually(lambda: is_there(bob, f"{pair}/story"), what="the story")
    told = places(pair)
    await write(bob, told)
    assert (await bob.post(f"{pair}/end", {"reason": "completed"}, wait=10)).is_success
    await eventually(lambda: is_there(bob, f"{pair}/farewell", '"is_open":true'), what="the time for letters")
    last = last_places(pair)
    await write(bob, last)
    return told + last


async def write(bob: Client, told: list[Told]) -> None:
    for one in told:
        answer = await bob.http.request(one.method, one.path, json=one.body)
        assert answer.is_success, f"{one.place}: {answer.status_code} {answer.text}"


async def is_there(somebody: Client, path: str, text: str = "") -> bool:
    """Whether somebody reads this there."""
    answer = await somebody.http.get(path)
    return answer.is_success and text in answer.text


async def read_by_the_right_ones(told: list[Told], ada: Client, bob: Client, eve: Client) -> None:
    for one in told:
        assert await is_there(bob, one.read_at, words(one.place)), one.place
        assert await is_there(ada, one.read_at, words(one.place)) is one.is_shared, one.place
        assert PHRASE not in (await eve.http.get(one.read_at)).text, one.place
    own, partners, foreign = [(await one.http.get("/v1/journal/export?format=json")).text for one in (bob, ada, eve)]
    assert (words("reflection") in own, words("gratitude") in own) == (True, True)
    assert (words("reflection") in partners, words("gratitude") in partners) == (False, True)
    assert PHRASE not in foreign
    everything, partners, foreign = [await archive(one) for one in (bob, ada, eve)]
    assert [one.place for one in told if words(one.place) not in everything] == []
    assert [one.place for one in told if (words(one.place) in partners) is not one.is_shared] == []
    assert PHRASE not in foreign


async def archive(somebody: Client) -> str:
    """All that is held on somebody, every file of it."""
    answer = await somebody.http.get("/v1/me/export", timeout=60)
    assert answer.is_success, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        assert "index.md" in files.namelist()
        return " ".join(files.read(name).decode() for name in files.namelist())


async def nowhere_else(running: System, spans: Spans) -> None:
    """The same search finds what is kept in the clear, so it would find the phrase."""
    seen = " ".join(await found_at_rest(running, KNOWN.encode()))
    assert "bothways_gateway" in seen
    assert "local.oplog.rs" in seen
    assert "broker: " in seen
    await eventually(lambda: is_told(spans), what="spans")
    assert await found_at_rest(running, PHRASE.encode()) == []
    assert not [body for body in spans.bodies if PHRASE.encode() in body]


async def is_told(spans: Spans) -> bool:
    """Whether journal has sent spans."""
    return any(b"bothways-journal" in body for body in spans.bodies)


async def gone_with_the_keys(running: System, told: list[Told], ada: Client) -> None:
    """Nobody reads anything of Bob's without his keys, and everything is still there otherwise."""
    keys = running.database(Service.JOURNAL)["keys"]
    destroyed = {"$set": {"wrapped": None, "master_id": None}}
    assert (await keys.update_many({"owner_id": "bob"}, destroyed)).modified_count == 2
    for one in told:
        answer = await ada.http.get(one.read_at)
        assert answer.is_success, f"{one.place}: {answer.text}"
        assert PHRASE not in answer.text, one.place


async def forgotten_everywhere(running: System, ada: Client, bob: Client, eve: Client, pair: str) -> None:
    """Bob is erased: his name and address are in no database, his words were in none; Ada keeps what is hers."""
    await made_administrator(running, "eve")
    await undeliverable(running)
    partners = len((await ada.get("/v1/pairs"))["data"])
    asked = await eve.post("/v1/erasures", {"person_id": "bob", "at_once": True})
    assert asked.status_code == 202, asked.text
    path = asked.headers["Location"]
    await step(running, "PT15S")
    await eventually(lambda: is_there(eve, path, '"receipt":{'), what="the receipt")
    receipt = await eve.get(path)
    assert {one["service"]: one["state"] for one in receipt["services"]} == dict.fromkeys(map(str, Service), "done")
    assert receipt["person_id"] is None
    for words in (f"bob {KNOWN}", "bob@example.org"):
        assert [place async for place in in_databases(running, words.encode())] == []
    assert await running.database(Service.NOTIFICATIONS)["dead_letters"].count_documents({}) == 0
    assert await running.database(Service.GATEWAY)["messages"].count_documents({}) == 0
    assert (await bob.http.get("/v1/me")).status_code == 401
    assert len((await ada.get("/v1/pairs"))["data"]) == partners
    assert (await ada.http.get(f"{pair}/story")).is_success
    export = (await ada.http.get("/v1/journal/export?format=json")).text
    assert "bob@" not in export + (await ada.http.get("/v1/inbox")).text
    hr = await add_platform(running, "late-hr", ORG)
    late = await send_late(running, hr.api_key)
    assert late == ["person-erased"]


async def step(running: System, amount: str) -> None:
    """To the last look of every service, which comes some seconds after the tombstone."""
    async with httpx2.AsyncClient(base_url=running.url(), headers=operator(running), timeout=60) as http:
        stepped = await http.post("/v1/clock", json={"advance": amount})
        assert stepped.is_success, stepped.text


async def made_administrator(running: System, person_id: str) -> None:
    """By the operator."""
    async with httpx2.AsyncClient(base_url=running.url(), headers=operator(running)) as http:
        granted = await http.post("/v1/administrators", json={"org": ORG, "person_id": person_id})
        assert granted.is_success, granted.text


async def undeliverable(running: System) -> None:
    """A message of which nothing can be made, and which names him: it is a dead letter of notifications."""
    body = json.dumps({"org": ORG, "type": "bothways.PersonChanged.v1", "data": {"name": f"bob {KNOWN}", "id": "bob"}})
    connection = await aio_pika.connect(running.amqp_url)
    async with connection:
        channel = await connection.channel()
        message = aio_pika.Message(body.encode(), type="bothways.PersonChanged.v1", message_id="unreadable")
        await channel.default_exchange.publish(message, routing_key=topology.events_queue(Service.NOTIFICATIONS))
    letters = running.database(Service.NOTIFICATIONS)["dead_letters"]

    async def is_kept() -> bool:
        return await letters.count_documents({}) == 1

    await eventually(is_kept, what="a dead letter")


async def send_late(running: System, key: str) -> list[str]:
    """What the door says to news of somebody who was erased."""
    record = joined({"person_id": "bob", "name": f"bob {KNOWN}", "email": "bob@example.org"})
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/cloudevents-batch+json"}
    async with httpx2.AsyncClient(base_url=running.url(), headers=headers) as http:
        answer = await http.post("/v1/events", content=json.dumps([record]))
    return [one["code"] for one in answer.json()["data"]]

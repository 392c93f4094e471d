"""One of the 982 lives in the house for a while and is erased, two services being killed meanwhile: what is left."""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

import aio_pika
import httpx2

from deploy.local.demo.events import ORG, person_joined
from deploy.local.demo.organisation import DemoPerson, demo_people
from deploy.local.demo.personas import personas
from deploy.local.story import outsider
from deploy.local.story.clients import Client, signed_in
from deploy.local.story.stage import Platform
from libs.common import topology
from libs.common.contracts import Service
from libs.common.crypto import Box
from tests.e2e.writing import PHRASE, Told, all_told, archive, is_there, words
from tests.support.doors import add_platform, operator, send_events
from tests.support.receiver import Receiver
from tests.support.running import eventually
from tests.support.scan import in_databases
from tests.support.system import System

COLLEAGUES = 150
PARTNERS = "lebkuchen-grau"
"""What the other one of the pair writes: it stays."""

SCIM = "urn:ietf:params:scim:schemas:core:2.0:"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who has a part in it."""

    running: System
    whose: DemoPerson
    """Who is erased."""

    hr: Platform
    writer: Client
    partner: Client
    inviter: Client
    chief: Client

    @property
    def traces(self) -> list[str]:
        """What nobody finds afterwards."""
        return [self.whose.name, self.whose.email, PHRASE]


async def forget_one(running: System, hooks: Receiver) -> None:
    """The whole of it."""
    hr = await add_platform(running, "demo-hr", ORG, "provision")
    async with AsyncExitStack() as stack:
        cast = await arrive(running, hr, stack)
        pair, told = await live(cast, hooks)
        await everything_is_there(cast, told)
        path = await erase(cast)
        await nothing_is_left(cast)
        await partner_keeps(cast, pair, told)
        receipt = await cast.chief.get(path)
        assert receipt["person_id"] is None
        done = {one["service"]: one for one in receipt["services"]}
        assert {name: one["state"] for name, one in done.items()} == dict.fromkeys(map(str, Service), "done")
        gone = {"gateway": {"people", "messages"}, "notifications": {"people", "notices", "deliveries"}}
        gone |= {"journal": {"keys", "notes"}, "matching": {"people", "desks"}}
        missing = {name: kinds - set(done[name]["counts"]) for name, kinds in gone.items()}
        assert not any(missing.values()), missing


async def arrive(running: System, hr: Platform, stack: AsyncExitStack) -> Cast:
    """A part of the demo organisation, with somebody who was invited before they came."""
    found = {one.key: one.person for one in personas()}
    whose, mentor, chief = found["mentee"], found["mentor"], found["organiser"]
    others = [one for one in demo_people() if one not in (whose, mentor, chief)][:COLLEAGUES]
    now = datetime.now(UTC)
    await send_events(running, hr.api_key, [person_joined(one, now) for one in (mentor, chief, *others)])

    async def enter(person: DemoPerson) -> Client:
        return await stack.enter_async_context(signed_in(running.url(), ORG, person.person_id))

    partner, leader = await enter(mentor), await enter(chief)
    inviter = await enter(next(one for one in others if one.visible))
    async with httpx2.AsyncClient(base_url=running.url(), headers=operator(running), timeout=60) as http:
        granted = await http.post("/v1/administrators", json={"org": ORG, "person_id": chief.person_id})
        assert granted.is_success, granted.text
    invitation = {"address": whose.email, "first_name": whose.name.split()[0], "note": "Come and learn with us."}
    await eventually(lambda: took(inviter, "/v1/invitations", invitation), what="an invitation")
    await eventually(lambda: a_mail_to(running, whose.email), what="the mail of the invitation")
    await send_events(running, hr.api_key, [person_joined(whose, now)])
    return Cast(running, whose, hr, await enter(whose), partner, inviter, leader)


async def took(somebody: Client, path: str, body: dict[str, Any]) -> bool:
    """It is taken once those whom it needs are known."""
    return (await somebody.http.post(path, json=body)).is_success


async def a_mail_to(running: System, address: str) -> list[Message]:
    """Those that have come."""
    return [one for one in running.mails() if address in str(one["To"])]


async def live(cast: Cast, hooks: Receiver) -> tuple[str, list[Told]]:
    """Asked, paired, met, written, told of in every way there is."""
    running, whose, hr = cast.running, cast.whose, cast.hr
    await told_by_a_directory(cast)
    key = {"Authorization": f"Bearer {hr.api_key}"}
    async with httpx2.AsyncClient(base_url=running.url(), headers=key, timeout=60) as http:
        hook = await http.post("/v1/webhooks", json={"url": f"http://127.0.0.1:{hooks.port}/hook"})
        assert hook.status_code == 201, hook.text
    pair = await asked_and_paired(cast)
    await eventually(lambda: is_there(cast.writer, f"{pair}/story"), what="the story")
    met = await cast.writer.http.post(f"{pair}/sessions", json={}, headers={"Idempotency-Key": "met"})
    assert met.is_success, met.text
    ahead = {"starts_at": (datetime.now(UTC) + timedelta(days=3)).isoformat(), "link": f"https://x.example/{PHRASE}"}
    planned = await cast.writer.post(f"{pair}/sessions/planned", ahead)
    assert planned.is_success, planned.text
    line = await cast.writer.post(f"{pair}/sessions/{planned.json()['session_id']}/agenda", {"text": words("agenda")})
    assert line.is_success, line.text
    said = await cast.partner.post(f"{pair}/thread", {"text": PARTNERS})
    assert said.is_success, said.text
    told = await all_told(cast.writer, pair)
    note = {"address": f"new.{PHRASE}@example.org", "note": words("note")}
    assert await took(cast.writer, "/v1/invitations", note)
    await eventually(lambda: a_mail_to(running, str(note["address"])), what="the mail of their invitation")
    await eventually(lambda: a_mail_to(running, whose.email), what="a mail about the pair")
    await eventually(lambda: has_heard(hooks, whose.person_id), what="a webhook that tells of them")
    await given_up(cast)
    return pair, told


async def told_by_a_directory(cast: Cast) -> None:
    """With the parts of a name, and in a group."""
    first, _, last = cast.whose.name.partition(" ")
    user = {
        "schemas": [f"{SCIM}User"],
        "userName": cast.whose.email,
        "displayName": cast.whose.name,
        "name": {"givenName": first, "familyName": last},
        "emails": [{"value": cast.whose.email, "type": "work"}],
        "active": True,
    }
    headers = {"Authorization": f"Bearer {cast.hr.api_key}", "Content-Type": "application/scim+json"}
    async with httpx2.AsyncClient(base_url=cast.running.url(), headers=headers, timeout=60) as http:
        known = await http.get("/scim/v2/Users", params={"filter": f'userName eq "{cast.whose.email}"'})
        (found,) = known.json()["Resources"]
        assert found["id"] == cast.whose.person_id
        kept = await http.put(f"/scim/v2/Users/{found['id']}", json=user)
        assert kept.is_success, kept.text
        group = {"schemas": [f"{SCIM}Group"], "displayName": "Learners", "members": [{"value": found["id"]}]}
        made = await http.post("/scim/v2/Groups", json=group)
        assert made.status_code == 201, made.text


async def asked_and_paired(cast: Cast) -> str:
    """They ask with words, tell more, and are taken: the path of their pair."""
    topic = next(one.topic for one in cast.whose.gets if one.topic in {give.topic for give in partner_gives(cast)})
    wanted = {"mentor_id": cast.partner.person_id, "topics": [topic], "message": words("request")}
    headers = {"Idempotency-Key": "asked", "Prefer": "wait=30"}
    for _ in range(2):
        asked = await cast.writer.http.post("/v1/requests", json=wanted, headers=headers)
        assert asked.is_success, asked.text
    path = asked.headers["Location"]
    steps = ((cast.partner, {"answer": "ask-more"}), (cast.writer, {"answer": "tell-more", "message": words("more")}))
    for somebody, body in (*steps, (cast.partner, {"answer": "accept"})):
        answer = await somebody.post(f"{path}/answer", body, wait=30)
        assert answer.is_success, answer.text
    (pair,) = (await cast.writer.get("/v1/pairs"))["data"]
    return f"/v1/pairs/{pair['pair_id']}"


def partner_gives(cast: Cast) -> Any:
    """What the partner has to give."""
    return next(one.gives for one in demo_people() if one.person_id == cast.partner.person_id)


async def has_heard(hooks: Receiver, person_id: str) -> bool:
    """The other side of a webhook has a fact that names them."""
    return any(person_id.encode() in one.content for one in hooks.received)


async def given_up(cast: Cast) -> None:
    """Two dead letters that name them: of a service, and of what their platform sent."""
    data = {"name": cast.whose.name, "email": cast.whose.email, "person_id": cast.whose.person_id}
    event: dict[str, Any] = {"org": ORG, "type": "bothways.PersonChanged.v1", "data": data}
    connection = await aio_pika.connect(cast.running.amqp_url)
    async with connection:
        channel = await connection.channel()
        message = aio_pika.Message(json.dumps(event).encode(), type=event["type"], message_id="unreadable")
        await channel.default_exchange.publish(message, routing_key=topology.events_queue(Service.NOTIFICATIONS))
    await outsider.publish(cast.hr.amqp_url, cast.hr.platform_id, event | {"id": "vain", "source": "x", "subject": "x"})
    for service in (Service.NOTIFICATIONS, Service.GATEWAY):

        async def is_kept(service: Service = service) -> bool:
            return any(cast.whose.email in body for body in [one async for one in letters(cast.running, service)])

        await eventually(is_kept, what=f"a dead letter of {service}")


async def letters(running: System, service: Service) -> AsyncIterator[str]:
    """What is in the dead letters of a service, unsealed."""
    box = Box(base64.b64decode(running.secrets["BOTHWAYS_ASK_KEY"]))
    async for row in running.database(service)["dead_letters"].find({}):
        yield box.open(bytes(row["body"]), f"dead:{row['_id']}").decode()


async def everything_is_there(cast: Cast, told: list[Told]) -> None:
    """All that is looked for afterwards is found now by the same looks, where it is not sealed."""
    for text in (cast.whose.name, cast.whose.email):
        places = {place.partition(".")[0] async for place in in_databases(cast.running, text.encode())}
        assert places >= {"bothways_gateway", "bothways_notifications"}, places
    everything = await archive(cast.writer)
    expected = [*(one.place for one in told), "request", "more", "agenda", "note"]
    assert [place for place in expected if words(place) not in everything] == []
    assert cast.whose.email in everything
    assert PHRASE in await archive(cast.partner)


async def erase(cast: Cast) -> str:
    """With one service away from the beginning, and one that is killed half-way: the path of the receipt."""
    running = cast.running
    running.kill(Service.JOURNAL)
    asked = await cast.chief.post("/v1/erasures", {"person_id": cast.whose.person_id, "at_once": True})
    assert asked.status_code == 202, asked.text
    path: str = asked.headers["Location"]
    tombstones = running.database(Service.NOTIFICATIONS)["tombstones"]

    async def has_begun() -> bool:
        return await tombstones.count_documents({"org": ORG}) == 1

    await eventually(has_begun, what="a tombstone in notifications")
    running.kill(Service.NOTIFICATIONS)
    half = {one["service"]: one["state"] for one in (await cast.chief.get(path))["services"]}
    assert (half["journal"], half["notifications"]) == ("under-way", "under-way")
    for service in (Service.JOURNAL, Service.NOTIFICATIONS):
        running.start(service)
    await running.ready()
    async with httpx2.AsyncClient(base_url=running.url(), headers=operator(running), timeout=300) as http:
        stepped = await http.post("/v1/clock", json={"advance": "PT15S"})
        assert stepped.is_success, stepped.text
    await eventually(lambda: is_there(cast.chief, path, '"receipt":{'), what="the receipt")
    return path


async def nothing_is_left(cast: Cast) -> None:
    """No name, address or word: in no database, queue, dead letter, log file, or export of the organisation."""
    running = cast.running
    for text in cast.traces:
        assert [place async for place in in_databases(running, text.encode())] == []
    for service in Service:
        assert [one async for one in letters(running, service) if cast.whose.person_id in one] == []
    await eventually(lambda: none_waits(running), what="an end of what waits in queues")
    keys = running.database(Service.JOURNAL)["keys"]
    assert await keys.count_documents({"owner_id": cast.whose.person_id, "wrapped": {"$ne": None}}) == 0
    logs = " ".join(path.read_text() for path in (running.folder / "logs").glob("*.log"))
    exports = [logs, (await cast.chief.http.get("/v1/audit/export")).text, await all_facts(cast)]
    assert [text for text in cast.traces for export in exports if text in export] == []
    assert cast.whose.person_id in exports[2]
    assert (await cast.writer.http.get("/v1/me")).status_code == 401
    late = person_joined(cast.whose, datetime.now(UTC)) | {"id": "late"}
    headers = {"Authorization": f"Bearer {cast.hr.api_key}"}
    async with httpx2.AsyncClient(base_url=running.url(), headers=headers, timeout=60) as http:
        answer = await http.post("/v1/events", json=late, headers={"Content-Type": "application/cloudevents+json"})
    assert "person-erased" in answer.text


async def none_waits(running: System) -> bool:
    """No queue holds anything: that somebody is forgotten is told to the services, too."""
    return await running.waiting_messages() == 0


async def all_facts(cast: Cast) -> str:
    """What the organisation's platform can read of all that ever happened."""
    read, position = "", 0
    headers = {"Authorization": f"Bearer {cast.hr.api_key}"}
    async with httpx2.AsyncClient(base_url=cast.running.url(), headers=headers, timeout=60) as http:
        while True:
            page = await http.get("/v1/events", params={"after": position, "limit": 500})
            assert page.is_success, page.text
            read += page.text
            if not page.json()["data"]:
                return read
            position = page.json()["data"][-1]["position"]


async def partner_keeps(cast: Cast, pair: str, told: list[Told]) -> None:
    """Their own words, and that they met; nothing of the other's."""
    assert len((await cast.partner.get("/v1/pairs"))["data"]) == 1
    assert await is_there(cast.partner, f"{pair}/thread", PARTNERS)
    assert await is_there(cast.partner, f"{pair}/timeline", "SessionHeld")
    for one in told:
        answer = await cast.partner.http.get(one.read_at)
        assert answer.is_success, f"{one.place}: {answer.text}"
    inboxes = [(await one.http.get("/v1/inbox")).text for one in (cast.partner, cast.inviter, cast.chief)]
    exports = [await archive(one) for one in (cast.partner, cast.inviter, cast.chief)]
    exports.append((await cast.partner.http.get("/v1/journal/export?format=json")).text)
    assert [text for text in cast.traces for export in (*inboxes, *exports) if text in export] == []
    assert PARTNERS in exports[0]

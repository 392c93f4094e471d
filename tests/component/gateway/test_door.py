"""The one door: what is good gets in once, what is bad is a readable dead letter, and nothing else is reachable."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import aio_pika
import httpx2
import pytest
import pytest_asyncio
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage
from aiormq.exceptions import ChannelAccessRefused, ChannelPreconditionFailed

from libs.common import deliveries, topology
from libs.common.contracts import ALL, Service
from libs.common.contracts.audit import AdministrativeActDone
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.requests import MentorRequested
from services.gateway.domain.platforms import USUAL_SCOPES
from services.gateway.envelope import STRUCTURED, Incoming
from services.gateway.store import MESSAGES
from services.gateway.use_cases.ingest import Accepted, Rejected
from tests.component.gateway.outside import OPERATOR, Door, cloud_event, joined, open_door, wanted
from tests.support.running import PATIENCE_S, PATIENT_RETRIES, Bench, Listener, eventually
from tests.support.stack import TestStack

GATEWAY = Service.GATEWAY
EFFECTS = [contract for contract in ALL if contract is not AdministrativeActDone]
"""All but that a platform was registered, with which every test begins."""

EFFECT = {"type": {"$ne": AdministrativeActDone.type}}


def in_a_year() -> str:
    return (datetime.now(UTC) + timedelta(days=365)).isoformat()


def long_ago() -> str:
    return (datetime.now(UTC) - timedelta(days=31)).isoformat()


def as_json(event: Mapping[str, Any]) -> bytes:
    return json.dumps(event).encode()


DEEP = b'{"specversion":"1.0","id":"1","source":"s","type":"t","data":' + b'{"a":' * 400 + b"1" + b"}" * 401

BAD: dict[str, tuple[str, bytes | Callable[[], Mapping[str, Any]], dict[str, Any]]] = {
    "broken JSON": ("unreadable", b'{"specversion": "1.0", "message": "secr', {}),
    "no JSON at all": ("unreadable", b"\xff\xfe\x00", {}),
    "empty": ("unreadable", b"", {}),
    "a list": ("invalid-envelope", b"[1, 2]", {}),
    "null": ("invalid-envelope", b"null", {}),
    "nested 400 deep": ("too-deep", DEEP, {}),
    "nested 100,000 deep": ("unreadable", b"[" * 100_000, {}),
    "5 MiB": ("too-large", b'{"a": "' + b"x" * 5 * 1024 * 1024 + b'"}', {}),
    "no type": ("invalid-envelope", lambda: joined("eve", name="Eve") | {"type": 7}, {}),
    "no id": ("invalid-envelope", lambda: joined("eve") | {"id": ""}, {}),
    "an older CloudEvents": ("invalid-envelope", lambda: joined("eve") | {"specversion": "0.3"}, {}),
    "unknown type": ("unknown-type", lambda: cloud_event("PersonVanished", {}), {}),
    "another house's type": ("unknown-type", lambda: joined("eve") | {"type": "com.example.joined"}, {}),
    "a fact only we publish": ("not-from-outside", lambda: cloud_event("PairFormed", {"pair_id": "p"}), {}),
    "an answer in somebody's name": ("not-from-outside", lambda: cloud_event("RequestAnswered", {}), {}),
    "wrong field": ("invalid-event", lambda: joined("eve", seniority=99), {}),
    "a time zone there is not": ("invalid-event", lambda: joined("eve", time_zone="Mars/Olympus"), {}),
    "somebody twice in a ranking": ("invalid-event", lambda: wanted("bob", "ada", then_mentor_ids=["eve", "eve"]), {}),
    "a message too long": ("invalid-event", lambda: wanted("ada", message="x" * 2001), {}),
    "foreign organisation": ("foreign-organisation", lambda: joined("eve") | {"org": "globex"}, {}),
    "our own source": ("foreign-source", lambda: joined("eve") | {"source": "/bothways/matching"}, {}),
    "an event from next year": ("from-the-future", lambda: joined("eve") | {"time": in_a_year()}, {}),
    "an event from long ago": ("too-old", lambda: joined("eve") | {"time": long_ago()}, {}),
    "a time that is none": ("invalid-envelope", lambda: joined("eve") | {"time": "tomorrow"}, {}),
    "a new person without a name": (
        "incomplete-person",
        lambda: cloud_event("PersonChanged", {"person_id": "eve", "title": "Engineer"}),
        {},
    ),
    "a request to oneself": ("request-to-oneself", lambda: wanted("ada", "ada"), {}),
    "a mentor who left": ("person-left", lambda: wanted("ada", "gone"), {}),
    "a mentee whom nobody knows": ("unknown-person", lambda: wanted("nobody", "ada"), {}),
    "XML": ("unsupported-content-type", b"<event/>", {"content_type": "application/xml"}),
    "no content type": ("unsupported-content-type", lambda: joined("eve"), {"content_type": None}),
    "a batch": ("unsupported-content-type", b"[]", {"content_type": "application/cloudevents-batch+json"}),
    "CC": ("forbidden-header", lambda: joined("eve"), {"headers": {"CC": ["globex.PairFormed.v1"]}}),
    "a header that is a table": ("invalid-header", lambda: joined("eve"), {"headers": {"x": {"a": 1}}}),
    "a header too long": ("invalid-header", lambda: joined("eve"), {"headers": {"x": "y" * 1025}}),
    "a trace that is no text": ("invalid-header", lambda: joined("eve"), {"headers": {"traceparent": [1, 2]}}),
    "binary mode without an id": (
        "invalid-envelope",
        b"{}",
        {
            "content_type": "application/json",
            "headers": {"ce-type": "t", "ce-source": "s", "ce-specversion": "1.0"},
        },
    ),
}


async def test_whatever_is_bad_is_a_readable_dead_letter_while_what_is_good_passes(door: Door) -> None:
    """Every bad input, a good one after each; only the bad ones are parked, each with its own reason."""
    async with door.outsider() as hr:
        await hr.send(joined("ada"))
        await hr.send(joined("gone"))
        await door.until_here("ada", "gone")
        await hr.send(cloud_event("PersonLeft", {"person_id": "gone"}))
        await eventually(lambda: is_gone(door, "gone"), what="leaving")
        expected: dict[str, str] = {}
        for number, (code, event, properties) in enumerate(BAD.values()):
            body = event if isinstance(event, bytes) else as_json(event())
            expected[await hr.send(body, **properties)] = code
            await hr.send(joined(f"person-{number}"))
        await door.until_here(*(f"person-{number}" for number in range(len(BAD))))
        letters = await door.dead_letters(len(BAD))
    codes = {letter.event_id: letter.code for letter in letters}
    assert codes == expected
    assert {letter.origin for letter in letters} == {"bothways.inbound.acme-hr"}
    assert await door.core.people.find("acme", "eve") is None


async def is_gone(door: Door, person_id: str) -> bool:
    record = await door.core.people.find("acme", person_id)
    return record is not None and not record.is_here


async def test_the_reason_tells_where_and_never_repeats_what_was_sent(door: Door) -> None:
    async with door.outsider() as hr:
        await hr.send(joined("ada", seniority=99, gives=[{"topic": "Python", "level": "Geheim"}]))
        (letter,) = await door.dead_letters(1)
    assert "/data/seniority: " in letter.detail
    assert "/data/gives/0/level: " in letter.detail
    assert "Geheim" not in letter.detail
    assert "99" not in letter.detail


async def test_an_administrator_sees_what_was_rejected_of_their_own_platforms_alone(door: Door) -> None:
    async with door.outsider("acme-hr") as ours, door.outsider("globex-hr", org="globex") as theirs:
        await ours.send(b"ours")
        # It names the other organisation, and stamps itself as the other's, too.
        await theirs.send(joined("eve"), headers={deliveries.ORIGIN: topology.inbound_exchange("acme-hr")})
        await door.dead_letters(2)
    assert [letter.code for letter in await door.core.rejected.list_("acme")] == ["unreadable"]
    assert [letter.code for letter in await door.core.rejected.list_("globex")] == ["foreign-organisation"]
    assert await door.core.rejected.list_("initech") == []


async def test_an_event_sent_three_times_has_one_effect(door: Door) -> None:
    heard = await door.bench.listen(*EFFECTS)
    async with door.outsider() as hr:
        event = joined("ada")
        for _ in range(3):
            await hr.send(event)
        await hr.send(joined("bob"))
        await heard.expect(PersonJoined, 2)
        await settled(door, 4)
    assert sorted(fact.subject for fact in heard.events) == ["ada", "bob"]
    assert await door.house.dead_letters.list_(state=None) == []


async def settled(door: Door, deliveries: int) -> None:
    """Until so many were handled, and nothing is on its way."""

    async def quiet() -> bool:
        done = door.house.deliveries
        return done.ended >= deliveries and done.in_flight == 0 and door.house.relay.is_idle

    await eventually(quiet, what=f"{deliveries} deliveries")


async def test_the_same_event_over_amqp_and_https_has_one_effect(door: Door) -> None:
    heard = await door.bench.listen(*EFFECTS)
    async with door.outsider() as hr:
        event = joined("ada")
        first = await door.core.ingest.accept(Incoming(as_json(event), STRUCTURED), hr.platform)
        await hr.send(event)
        again = await door.core.ingest.accept(Incoming(event=event), hr.platform)
        await heard.expect(PersonJoined)
        await settled(door, 4)
    assert isinstance(first, Accepted)
    assert again == replace(first, is_repeat=True)
    assert [fact.id for fact in heard.events] == [first.event_id]


async def test_an_id_used_for_something_else_is_refused(door: Door) -> None:
    async with door.outsider() as hr:
        await hr.send(joined("ada") | {"id": "1"})
        await door.until_here("ada")
        await hr.send(joined("bob") | {"id": "1"})
        (letter,) = await door.dead_letters(1)
    assert letter.code == "id-reused"


async def test_platforms_do_not_use_up_each_others_ids(door: Door) -> None:
    async with door.outsider("one") as one, door.outsider("two") as two:
        await one.send(joined("ada") | {"id": "1"})
        await two.send(joined("bob") | {"id": "1"})
        await door.until_here("ada", "bob")


async def test_a_binary_event_is_taken(door: Door) -> None:
    headers = {"ce-specversion": "1.0", "ce-id": "7", "ce-source": "https://lms", "ce-type": "bothways.PersonJoined.v1"}
    data = {"person_id": "ada", "name": "Ada", "email": "ada@example.org"}
    async with door.outsider() as hr:
        await hr.send(as_json(data), content_type="application/json", headers=headers | {"ce-org": "acme"})
        await door.until_here("ada")
        over_https = Incoming(as_json(data), "application/json", headers)
        assert await door.core.ingest.accept(over_https, hr.platform) == Accepted(
            event_id=(await the_log(door, 1))[0]["event_id"], subject="ada", is_repeat=True
        )


async def the_log(door: Door, count: int) -> list[dict[str, Any]]:
    async def enough() -> list[dict[str, Any]]:
        rows = await door.bench.database(GATEWAY)["log"].find(EFFECT).sort("position", 1).to_list()
        return rows if len(rows) >= count else []

    rows: list[dict[str, Any]] = await eventually(enough, what=f"{count} rows in the log")
    return rows


async def test_a_request_becomes_the_gateways_own_claim_without_its_message(door: Door) -> None:
    heard = await door.bench.listen(MentorRequested)
    async with door.outsider() as hr:
        for person in ("ada", "bob"):
            await hr.send(joined(person))
        await door.until_here("ada", "bob")
        event = wanted("bob", "ada", message="Would you teach me?", confirmed=False, has_message=False)
        accepted = await door.core.ingest.accept(Incoming(event=event), hr.platform)
        (claim,) = await heard.expect(MentorRequested)
    assert isinstance(accepted, Accepted)
    assert (claim.source, claim.actorid, claim.causationid) == ("/bothways/gateway", "platform:acme-hr", None)
    assert claim.id == claim.correlationid == accepted.event_id
    assert isinstance(claim.data, MentorRequested)
    assert (claim.data.confirmed, claim.data.has_message, claim.subject) == (True, True, event["data"]["request_id"])
    assert b"teach" not in claim.to_json()
    assert await door.core.stores.messages.find("acme", claim.subject) == "Would you teach me?"
    (kept,) = await door.bench.database(GATEWAY)[MESSAGES].find().to_list()
    assert b"teach" not in kept["sealed"]
    view = await door.core.views.request("acme", claim.subject)
    assert view
    assert (view.state, view.claim_id, view.visible_to) == ("asked", claim.id, ("bob",))


async def test_without_the_scope_the_mentee_has_to_confirm(door: Door) -> None:
    heard = await door.bench.listen(MentorRequested)
    async with door.outsider("lms", scopes=USUAL_SCOPES) as lms:
        for person in ("ada", "bob"):
            await lms.send(joined(person))
        await door.until_here("ada", "bob")
        await lms.send(wanted("bob", "ada", confirmed=True))
        (claim,) = await heard.expect(MentorRequested)
    assert isinstance(claim.data, MentorRequested)
    assert claim.data.confirmed is False


@pytest_asyncio.fixture
async def patient_door(bench: Bench, stack: TestStack) -> AsyncIterator[Door]:
    """It tries again for longer than any machine takes to send one event after another."""
    async with open_door(bench, stack, retry_delays=PATIENT_RETRIES) as opened:
        yield opened


async def test_a_request_that_overtakes_its_people_waits_for_them(patient_door: Door) -> None:
    heard = await patient_door.bench.listen(MentorRequested)
    async with patient_door.outsider() as hr:
        await hr.send(joined("ada"))
        await hr.send(wanted("bob", "ada"))
        await settled(patient_door, 5)  # two acts, Ada and the fact about her; so the request was tried
        await hr.send(joined("bob"))
        await heard.expect(MentorRequested)
    assert await patient_door.house.dead_letters.list_() == []


async def test_a_change_that_overtakes_its_person_waits_for_them(patient_door: Door) -> None:
    async with patient_door.outsider() as hr:
        await hr.send(cloud_event("PersonChanged", {"person_id": "ada", "title": "Engineer"}))
        await settled(patient_door, 3)  # two acts, so the change was tried
        await hr.send(joined("ada"))

        async def is_whole() -> bool:
            record = await patient_door.core.people.find("acme", "ada")
            return record is not None and record.fields.get("title") == "Engineer"

        await eventually(is_whole, what="the title and the name")
    assert await patient_door.house.dead_letters.list_() == []


async def test_what_is_over_the_rate_waits_and_is_not_lost(door: Door) -> None:
    async with door.outsider(events_per_minute=5) as hr, door.outsider("calm") as calm:
        for number in range(12):
            await hr.send(joined(f"person-{number}"))
        await calm.send(joined("ada"))

        async def are_in() -> bool:
            return len(await door.core.stores.people.list_("acme", {})) >= 6

        await eventually(are_in, what="five of one platform, one of the other")
        # Long enough for every attempt that there is, had waiting been an attempt.
        await asyncio.sleep(3 * sum(door.house.settings.retry_delays))
        assert len(await door.core.stores.people.list_("acme", {})) == 6
        assert await door.house.dead_letters.list_() == []
        rejected = await door.core.ingest.accept(Incoming(event=joined("eve")), hr.platform)
        assert isinstance(rejected, Rejected)
        assert (rejected.code, rejected.status) == ("rate-limited", 429)
        assert 1 <= (rejected.retry_after_s or 0) <= 60
        roomier = replace(await platform_of(door, "acme-hr"), events_per_minute=1000)
        unit = door.house.units.start("acme")
        unit.write(door.core.stores.platforms.save(roomier))
        await door.house.committer.commit(unit)
        await door.until_here(*(f"person-{number}" for number in range(12)))


async def platform_of(door: Door, platform_id: str) -> Any:
    found = await door.core.stores.platforms.find_by_id(platform_id)
    assert found
    return found


async def test_a_revoked_platform_gets_nothing_in(door: Door) -> None:
    async with door.outsider() as hr:
        assert await door.core.platforms.recognise(hr.api_key) is not None
        await door.core.platforms.revoke("acme-hr", OPERATOR)
        assert await door.core.platforms.recognise(hr.api_key) is None
        await hr.send(joined("ada"))
        (letter,) = await door.dead_letters(1)
    assert letter.code == "platform-revoked"


async def test_an_exchange_without_a_platform_is_parked(door: Door) -> None:
    await topology.declare_platform(door.bench.channel, "stranger")
    exchange = await door.bench.channel.get_exchange("bothways.inbound.stranger")
    await exchange.publish(aio_pika.Message(as_json(joined("ada")), content_type=STRUCTURED), "x")
    (letter,) = await door.dead_letters(1)
    assert (letter.code, letter.origin) == ("unknown-platform", "bothways.inbound.stranger")


Attempt = Callable[[AbstractChannel], Awaitable[object]]


async def publish(channel: AbstractChannel, exchange: str, routing_key: str, **properties: Any) -> None:
    target = await channel.get_exchange(exchange, ensure=False) if exchange else channel.default_exchange
    await target.publish(aio_pika.Message(b"{}", **properties), routing_key, mandatory=False)


FORBIDDEN: dict[str, Attempt] = {
    "publish an event of the house": lambda channel: publish(channel, "bothways.events", "acme.PairFormed.v1"),
    "write as another platform": lambda channel: publish(channel, "bothways.inbound.globex-hr", "x"),
    "write into a queue": lambda channel: publish(channel, "", "matching.events"),
    "pretend a heartbeat": lambda channel: publish(channel, "bothways.heartbeats", ""),
    "read the inbound queue": lambda channel: consume(channel, "gateway.inbound"),
    "read a service's events": lambda channel: consume(channel, "notifications.events"),
    "listen to the house": lambda channel: listen(channel),
    "make a queue": lambda channel: channel.declare_queue("mine"),
    "make an exchange": lambda channel: channel.declare_exchange("mine"),
    "delete the inbound queue": lambda channel: channel.queue_delete("gateway.inbound"),
    "purge a queue": lambda channel: purge(channel, "matching.events"),
    "write into its own queue past the exchange": lambda channel: publish(channel, "", "gateway.inbound"),
    "write into a delay queue": lambda channel: publish(channel, "", "matching.events.retry.0.1s"),
    "answer an ask": lambda channel: publish(channel, "", "amq.rabbitmq.reply-to"),
    "ask a service": lambda channel: publish(channel, "", "journal.asks"),
    "use an exchange of the broker": lambda channel: publish(channel, "amq.topic", "acme.PairFormed.v1"),
    "consume what it sent": lambda channel: subscribe(channel, "gateway.inbound"),
    "consume asks": lambda channel: subscribe(channel, "journal.asks"),
    "read dead letters": lambda channel: consume(channel, "gateway.dead"),
    "bind the inbound queue to the house": lambda channel: bind(channel, "gateway.inbound"),
    "cut its own exchange off": lambda channel: unbind(channel, "gateway.inbound"),
    "make its own exchange again": lambda channel: channel.declare_exchange("bothways.inbound.acme-hr", durable=True),
    "delete its own exchange": lambda channel: channel.exchange_delete("bothways.inbound.acme-hr"),
    "lead the house's exchange to its own": lambda channel: lead(channel, "bothways.events"),
    "call itself another user": lambda channel: publish(channel, "bothways.inbound.acme-hr", "x", user_id="gateway"),
}


async def consume(channel: AbstractChannel, name: str) -> None:
    queue = await channel.get_queue(name, ensure=False)
    await queue.get(fail=False)


async def subscribe(channel: AbstractChannel, name: str) -> None:
    queue = await channel.get_queue(name, ensure=False)
    await queue.consume(ignore, no_ack=True)


async def ignore(message: AbstractIncomingMessage) -> None:
    """It came."""


async def bind(channel: AbstractChannel, name: str) -> None:
    queue = await channel.get_queue(name, ensure=False)
    await queue.bind("bothways.events", "#")


async def unbind(channel: AbstractChannel, name: str) -> None:
    queue = await channel.get_queue(name, ensure=False)
    await queue.unbind("bothways.inbound.acme-hr", "#")


async def lead(channel: AbstractChannel, name: str) -> None:
    own = await channel.get_exchange("bothways.inbound.acme-hr", ensure=False)
    await own.bind(name, "#")


async def listen(channel: AbstractChannel) -> None:
    queue = await channel.declare_queue(exclusive=True)
    await queue.bind("bothways.events", "#")


async def purge(channel: AbstractChannel, name: str) -> None:
    queue = await channel.get_queue(name, ensure=False)
    await queue.purge()


async def test_a_platform_can_write_to_its_own_exchange_and_do_nothing_else(door: Door) -> None:
    await topology.declare_platform(door.bench.channel, "globex-hr")
    allowed = []
    async with door.outsider() as hr:
        for what, attempt in FORBIDDEN.items():
            channel = await hr.connection.channel()
            try:
                await asyncio.wait_for(attempt(channel), PATIENCE_S)
            except (ChannelAccessRefused, ChannelPreconditionFailed):
                continue
            allowed.append(what)
        user = urlsplit(hr.amqp_url)
        own = (user.username or "", unquote(user.password or ""))
        async with httpx2.AsyncClient(auth=own, base_url=door.stack.management_url, timeout=PATIENCE_S) as http:
            assert (await http.get("/api/queues")).status_code == 401
        await hr.send(joined("ada"))
        await door.until_here("ada")
    assert allowed == []


@pytest.mark.parametrize("header", ["CC", "BCC"])
@pytest.mark.parametrize("key", ["globex.PairFormed.v1", "matching.events", "gateway.dead"])
async def test_copies_reach_nothing_that_the_platform_may_not_write_to(door: Door, header: str, key: str) -> None:
    """By these headers the broker routes past permissions, and what failed would go on with them in our own name."""
    heard = await door.bench.listen(*EFFECTS)
    copies = {header: [key]}
    async with door.outsider() as hr:
        await hr.send(b"poison", headers=copies)
        await hr.send(cloud_event("PersonLeft", {"person_id": "nobody"}), headers=copies)
        letters = await door.dead_letters(2)
        await settled(door, 2)
    # BCC is taken off by the broker itself, so that the door only sees the poison.
    reasons = {"CC": ["forbidden-header"] * 2, "BCC": ["unknown-person", "unreadable"]}
    assert sorted({letter.id: letter.code for letter in letters}.values()) == reasons[header]
    assert heard.events == []
    assert await waiting_in(door.bench, "matching.events") == 0


async def waiting_in(bench: Bench, queue: str) -> int:
    declared = await bench.channel.declare_queue(queue, passive=True)
    return int(declared.declaration_result.message_count or 0)


async def test_nobody_is_answered_where_an_outsider_names_a_queue_for_replies(door: Door) -> None:
    async with door.outsider() as hr:
        await hr.send(joined("ada"), reply_to="matching.events", correlation_id="1")
        await door.until_here("ada")
        await settled(door, 1)
    # The fact about Ada is the one message there, and it is an event.
    queue = await door.bench.channel.get_queue("matching.events")
    message = await eventually(lambda: queue.get(fail=False), what="the fact about Ada")
    assert message.type == "bothways.PersonJoined.v1"
    assert await queue.get(fail=False) is None


async def test_several_sources_speak_of_one_person_and_the_stronger_stands(door: Door) -> None:
    heard = await door.bench.listen(*EFFECTS)
    async with door.outsider("hr", priority=200) as hr, door.outsider("lms", priority=100) as lms:
        await hr.send(joined("ada", title="Engineer", gives=["Python"]))
        await door.until_here("ada")
        await lms.send(cloud_event("PersonChanged", {"person_id": "ada", "title": "Coach", "gets": ["Law"]}))
        (changed,) = await heard.expect(PersonChanged)
        await lms.send(cloud_event("PersonChanged", {"person_id": "ada", "title": "Trainer"}))
        await until_said(door, "Trainer")
        await hr.send(cloud_event("PersonLeft", {"person_id": "ada"}))
        await heard.expect(PersonLeft)
        await lms.send(cloud_event("PersonChanged", {"person_id": "ada", "gets": ["History"]}))
        await until_said(door, "History")
        await hr.send(joined("ada"))
        await heard.expect(PersonJoined, 2)
    assert isinstance(changed.data, PersonChanged)
    assert changed.data.changed == ("gets",)
    assert (changed.data.title, changed.data.gives[0].topic) == ("Engineer", "Python")
    assert kinds(heard) == ["PersonJoined", "PersonChanged", "PersonLeft", "PersonJoined"]
    back = heard.of(PersonJoined)[-1]
    assert isinstance(back.data, PersonJoined)
    assert (back.data.title, back.data.gets[0].topic) == ("Engineer", "History")
    sequences = [fact.sequence or 0 for fact in heard.events]
    assert sequences == sorted(set(sequences))
    assert {fact.source for fact in heard.events} == {"/bothways/gateway"}


async def until_said(door: Door, word: str) -> None:
    """Until this word on Ada is kept, whether it stands or not."""

    async def is_kept() -> bool:
        record = await door.core.people.find("acme", "ada")
        return record is not None and any(word in str(said.value) for said in record.said)

    await eventually(is_kept, what=f"the word {word}")


def kinds(heard: Listener) -> list[str]:
    return [fact.data.event for fact in heard.events]


async def test_many_words_about_one_person_at_once_are_all_kept(door: Door) -> None:
    async with door.outsider() as hr:
        await hr.send(joined("ada"))
        await door.until_here("ada")
        fields: dict[str, Any] = {"title": "Countess", "department": "Maths", "seniority": 9, "site": "London"}
        words = [cloud_event("PersonChanged", {"person_id": "ada", name: value}) for name, value in fields.items()]
        await asyncio.gather(*(hr.send(word) for word in words))

        async def are_all_kept() -> bool:
            record = await door.core.people.find("acme", "ada")
            return record is not None and {name: record.fields.get(name) for name in fields} == fields

        await eventually(are_all_kept, what="every word")
    assert await door.house.dead_letters.list_() == []

"""Pushes to a push service that takes what the protocol allows, read by browsers that did not write it."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts.devices import AddDevice, Device, Devices, ListDevices, RemoveDevice
from libs.common.contracts.notifications import Channel, NotificationFailed
from libs.common.errors import Refused
from libs.common.mongo import Row
from tests.support.browsers import Browser, PushService
from tests.support.notifications import ADA, BOB, request_opened
from tests.support.processes import Processes
from tests.support.receiver import Reply, receiving
from tests.support.running import PATIENCE_S, eventually
from tests.support.told import SERVICE, Told

KEY = base64.b64encode(b"a house of this test, 32 bytes..").decode()
PUSH: dict[str, Any] = {"vapid_key": KEY, "push_anywhere": True}
PUSHED: dict[str, Any] = {"channel": Channel.PUSH.value}


@pytest.fixture
def service() -> Iterator[PushService]:
    """Nothing that broke the protocol came to it."""
    made = PushService()
    with receiving(made):
        yield made
    assert made.faults == []


async def listed(told: Told, by: str = ADA) -> Devices:
    return await told.ask(ListDevices(), by)


async def add(told: Told, browser: Browser, by: str = ADA, called: str = "") -> Device:
    return await told.ask(AddDevice(endpoint=browser.endpoint, called=called, **browser.keys), by)


async def browser_of(told: Told, service: PushService, by: str = ADA) -> Browser:
    """A new one, added by its owner."""
    browser = service.browser((await listed(told, by)).public_key or "")
    await add(told, browser, by)
    return browser


async def ask_ada(told: Told, number: int = 1) -> None:
    """Bob asks Ada, which she is told by every channel."""
    await told.say(request_opened(request_id=f"req_{number}"), f"req_{number}", sequence=1)


async def failed_facts(told: Told) -> list[NotificationFailed]:
    return [event.data for event in told.heard.events if isinstance(event.data, NotificationFailed)]


async def test_every_device_shows_one_message_that_leads_to_its_subject(told: Told, service: PushService) -> None:
    async with told.running(replicas=2, **PUSH):
        await told.joins(ADA, BOB)
        browsers = [await browser_of(told, service) for _ in range(3)]
        await ask_ada(told)
        (row,) = await told.settled(1, **PUSHED)
    notice_id = row["notice_id"]
    for browser in browsers:
        assert list(browser.shown.values()) == [
            {
                "title": "Bob Example would like to learn from you",
                "line": "Answer the request",
                "path": row["about"]["path"],
                "notice_id": notice_id,
            }
        ]
    assert row["state"] == "sent"
    assert {request.headers["Urgency"] for request in service.received} == {"normal"}
    assert row["about"]["topics"]
    assert not any(topic in str(browser.shown) for browser in browsers for topic in row["about"]["topics"])


async def test_whoever_has_no_device_has_no_row_either(told: Told, service: PushService) -> None:
    async with told.running(**PUSH):
        await told.joins(ADA, BOB)
        await ask_ada(told)
        await told.settled(1, channel="mail")
        assert await told.rows(**PUSHED) == []


@pytest.mark.timeout(120)
async def test_killed_after_the_push_and_before_its_record_one_message_is_visible(
    told: Told, service: PushService, processes: Processes
) -> None:
    settings = {"BOTHWAYS_VAPID_KEY": KEY, "BOTHWAYS_PUSH_ANYWHERE": "true", "BOTHWAYS_PUSH_TIMEOUT": "PT1M"}
    sender = processes.start(**settings)
    await told.joins(ADA, BOB)
    browser = await browser_of(told, service)
    service.pause_s = PATIENCE_S
    await ask_ada(told)

    async def has_come() -> bool:
        assert sender.is_running, sender.last_words()
        return len(service.received) == 1

    await eventually(has_come, what="the first push")
    sender.kill()
    service.pause_s = 0
    processes.start(**settings)
    (row,) = await told.settled(1, **PUSHED)
    assert row["state"] == "sent"
    assert len(service.received) == 2, "the second is there to take the first one's place"
    assert len(browser.shown) == 1


async def test_a_repeat_goes_only_to_the_device_that_has_not_had_it(told: Told, service: PushService) -> None:
    async with told.running(**PUSH):
        await told.joins(ADA, BOB)
        ready, busy = [await browser_of(told, service) for _ in range(2)]
        service.answers[busy.path].append(Reply(429, {"Retry-After": "1"}))
        await ask_ada(told)
        (row,) = await told.settled(1, **PUSHED)
    assert (row["state"], row["attempts"]) == ("sent", 1)
    assert [request.path for request in service.received] == [ready.path, busy.path]
    assert len(ready.shown) == len(busy.shown) == 1


async def test_a_busy_service_is_asked_again_no_sooner_than_it_says(told: Told, service: PushService) -> None:
    async with told.running(**PUSH):
        await told.joins(ADA, BOB)
        browser = await browser_of(told, service)
        service.answers[browser.path].append(Reply(503, {"Retry-After": "3600"}))
        await ask_ada(told)

        async def put_off() -> list[Row]:
            return await told.rows(**PUSHED, attempts=1)

        (row,) = await eventually(put_off, what="the push put off")
    assert (row["state"], row["code"]) == ("waiting", "push-503")
    assert row["lease_until"] - row["created_at"] > timedelta(minutes=59)


async def test_a_browser_that_is_gone_is_forgotten_and_others_are_not(told: Told, service: PushService) -> None:
    async with told.running(**PUSH):
        await told.joins(ADA, BOB)
        gone, here = [await browser_of(told, service) for _ in range(2)]
        service.forget(gone)
        await ask_ada(told)
        (row,) = await told.settled(1, **PUSHED)
        assert row["state"] == "sent"
        assert len((await listed(told)).data) == len(here.shown) == 1
        service.forget(here)
        await ask_ada(told, 2)
        rows = await told.settled(2, **PUSHED)
        assert (rows[-1]["state"], rows[-1]["code"]) == ("failed", "push-410")
        assert (await listed(told)).data == ()

        async def is_told() -> bool:
            return any(fact.code == "push-410" for fact in await failed_facts(told))

        await eventually(is_told, what="NotificationFailed")

        async def elsewhere() -> list[str]:
            return [item.template for item in await told.inbox(ADA) if item.template == "push-refused-each"]

        assert len(await eventually(elsewhere, what="a word that no device is left")) == 1


async def test_what_is_too_large_for_a_service_never_goes_again(told: Told, service: PushService) -> None:
    async with told.running(**PUSH):
        await told.joins(ADA, BOB)
        browser = await browser_of(told, service)
        service.answers[browser.path].append(Reply(413))
        await ask_ada(told)
        (row,) = await told.settled(1, **PUSHED)
        assert (row["state"], row["code"]) == ("failed", "push-413")
        assert len((await listed(told)).data) == 1


async def test_adding_twice_is_one_and_the_last_who_adds_a_browser_has_it(told: Told, service: PushService) -> None:
    async with told.running(**PUSH):
        await told.joins(ADA, BOB)
        browser = service.browser((await listed(told)).public_key or "")
        first = await add(told, browser, called="Phone")
        again = await add(told, browser, called="Ada's phone")
        assert (again.device_id, again.added_at, again.name) == (first.device_id, first.added_at, "Ada's phone")
        assert (await listed(told)).data == (again,)
        theirs = await add(told, browser, BOB)
        assert (await listed(told)).data == ()
        with pytest.raises(NotFound):
            await told.ask(RemoveDevice(device_id=theirs.device_id), ADA)
        assert await told.ask(RemoveDevice(device_id=theirs.device_id), BOB) == theirs
        assert (await listed(told, BOB)).data == ()


async def test_the_eleventh_is_too_many_and_a_place_can_be_made(told: Told, service: PushService) -> None:
    async with told.running(**PUSH):
        await told.joins(ADA)
        key = (await listed(told)).public_key or ""
        devices = [await add(told, service.browser(key)) for _ in range(10)]
        with pytest.raises(Refused) as refused:
            await add(told, service.browser(key))
        assert refused.value.code == "devices-enough"
        await told.ask(RemoveDevice(device_id=devices[0].device_id), ADA)
        await add(told, service.browser(key))


async def test_where_a_device_is_stays_sealed_and_goes_with_who_leaves(told: Told, service: PushService) -> None:
    async with told.running(**PUSH):
        await told.joins(ADA)
        browser = await browser_of(told, service)
        reaches = told.bench.database(SERVICE)["reaches"]
        kept = str(await reaches.find().to_list())
        assert ADA in kept
        assert not any(secret in kept for secret in (browser.endpoint, *browser.keys.values()))
        await told.leaves(ADA)
        assert await reaches.find().to_list() == []


@pytest.mark.parametrize(
    ("settings", "code"), [({}, "push-off"), ({"vapid_key": KEY}, "device-unfit")], ids=["without a key", "loopback"]
)
async def test_a_device_that_nothing_reaches_is_refused(
    told: Told, service: PushService, settings: dict[str, Any], code: str
) -> None:
    async with told.running(**settings):
        await told.joins(ADA)
        with pytest.raises(Refused) as refused:
            await add(told, service.browser(""))
    assert refused.value.code == code

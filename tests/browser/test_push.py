"""Messages to a device: from the button in Preferences to what a browser shows while nobody looks.

Real are the page, its service worker and its permission, the facts behind a message, and the push itself: made,
encrypted and signed by notifications, and sent over HTTP. Two things stand in, since a browser subscribes with its
vendor alone, who is not reachable here: a push service of the test, which takes what the protocol allows, and the
keys of the browser, with which the test opens the push as a browser does (RFC 8291). What it finds is handed to the
service worker as by a browser.
"""

import json
from typing import Any

import pytest
from playwright.async_api import CDPSession, Page, expect

from tests.browser.house import done, shared_topics
from tests.browser.windows import Windows
from tests.support.browsers import Browser, PushService
from tests.support.receiver import receiving
from tests.support.running import eventually

pytestmark = pytest.mark.timeout(600)
PRIVATE = "I would rather nobody else reads this."
SUBSCRIBING = """(made) => {
  PushManager.prototype.subscribe = async (options) => ((window.wished = options), { toJSON: () => made });
}"""
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  const all = await worker.getNotifications();
  return all.map(({ title, body, tag, data }) => ({ title, line: body, path: data.path, notice_id: tag }));
}"""


async def switch_on(page: Page, browser: Browser) -> None:
    """As whoever sits there does it."""
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    await page.evaluate(SUBSCRIBING, {"endpoint": browser.endpoint, "keys": browser.keys})
    await page.get_by_role("button", name="Nachrichten hier zeigen").click()
    await expect(page.get_by_text("dieses Gerät", exact=False).first).to_be_visible()
    wished = await page.evaluate("() => window.wished")
    assert wished == {"userVisibleOnly": True, "applicationServerKey": browser.house_key}


async def hand_over(page: Page, pushed: dict[str, Any]) -> None:
    """To the service worker, as the browser does with what it opened."""
    session = await page.context.new_cdp_session(page)
    registration = await registration_of(session)
    where = {"origin": page.url.split("/preferences")[0], "registrationId": registration}
    await session.send("ServiceWorker.deliverPushMessage", where | {"data": json.dumps(pushed, ensure_ascii=False)})


async def registration_of(session: CDPSession) -> str:
    """The browser's id of the page's only service worker."""
    known: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"]))
    await session.send("ServiceWorker.enable")

    async def first() -> str | None:
        return known[0]["registrationId"] if known else None

    return await eventually(first, what="a registration")


@pytest.mark.feature("platform.mobile")
async def test_a_push_is_shown_in_the_readers_language_and_tells_nothing_private(windows: Windows) -> None:
    house = windows.house
    asker, reader = house.people["pushed_mentee"], house.people["pushed_mentor"]
    allowed: dict[str, Any] = {"service_workers": "allow", "permissions": ["notifications"], "locale": "de-DE"}
    page = await windows.page_of("pushed_mentor", "/preferences", **allowed)
    service = PushService()
    with receiving(service):
        async with house.client("pushed_mentor") as client:
            browser = service.browser((await client.get("/v1/me/devices"))["public_key"])
        await switch_on(page, browser)
        topics = shared_topics(reader, asker)
        wanted = {"mentor_id": reader.person_id, "topics": topics, "message": PRIVATE}
        async with house.client("pushed_mentee") as client:
            asked = done(await client.post("/v1/requests", wanted, wait=30))

        async def has_come() -> bool:
            return bool(browser.shown)

        await eventually(has_come, what="a push")
    assert service.faults == []
    (pushed,) = browser.shown.values()
    for _ in range(2):  # what comes twice takes its own place
        await hand_over(page, pushed)

    async def shown() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await page.evaluate(SHOWN)
        return found

    (notification,) = await eventually(shown, what="a notification")
    assert notification == {
        "title": f"{asker.name} möchte von dir lernen",
        "line": "Anfrage beantworten",
        "path": f"/requests/{asked['request_id']}",
        "notice_id": pushed["notice_id"],
    }
    assert not any(words in str(pushed) for words in (PRIVATE, *topics))
    await windows.show(page, notification["path"])
    await expect(page.get_by_role("main")).to_contain_text(PRIVATE)

"""What is left where somebody goes: of what they did last nothing is lost, of what they wrote nothing stays behind."""

import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect
from prometheus_client.parser import text_string_to_metric_families

from deploy.local.story.clients import Client
from tests.browser.house import House, done, own_pair
from tests.browser.undoing import leave_time
from tests.browser.windows import Windows, go_by_key, sign_in
from tests.support.running import eventually

pytestmark = pytest.mark.timeout(600)
NO_NETWORK = "ERR_INTERNET_DISCONNECTED"
NOBODY = r"401 .*/v1/"
NOTHING_YET = r"404 .*/v1/journal/(keys$|dividends/)"
PASSPHRASE = "five warm words about nothing"
WAITS = "It rained, and we walked."
SENT, WRITTEN, MESSAGE = "I asked before I answered.", "I do not dare to say this yet.", "Shall I tell you something?"
ERASED = "DELETE", "/v1/journal/entries/{entry_id}", "204"
LEFT_BEHIND = """async () => {
  const done = (asked) => new Promise((told, failed) => {
    asked.onsuccess = () => told(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const databases = {};
  for (const { name } of await indexedDB.databases()) {
    const open = await done(indexedDB.open(name));
    for (const store of open.objectStoreNames) {
      const rows = open.transaction(store).objectStore(store);
      databases[`${name}/${store}`] = [await done(rows.getAllKeys()), await done(rows.getAll())];
    }
    open.close();
  }
  const cached = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) cached.push(new URL(url).pathname);
  }
  return { databases, cached, local: { ...localStorage }, session: { ...sessionStorage } };
}"""


async def left_behind(page: Page) -> dict[str, Any]:
    """All that pages of ours keep in this browser."""
    found: dict[str, Any] = await page.evaluate(LEFT_BEHIND)
    return found


def in_words(left: Any) -> str:
    """To look for words in it."""
    return json.dumps(left, ensure_ascii=False)


async def until_kept(page: Page, *words: str) -> None:
    """All of these are in this browser."""
    missing: list[str] = []

    async def is_kept() -> bool:
        there = in_words(await left_behind(page))
        missing[:] = [one for one in words if one not in there]
        return not missing

    await eventually(is_kept, what=lambda: f"an end of missing {missing}")


async def write_entry(client: Client, text: str) -> str:
    """For its author alone; its id."""
    entry = {"level": "mine", "kind": "reflection", "day": f"{datetime.now(UTC):%Y-%m-%d}", "text": text}
    kept: str = done(await client.post("/v1/journal/entries", entry))["entry_id"]
    return kept


async def times(client: Client, method: str, route: str, status: str) -> float:
    """How often the gateway answered so."""
    answer = await client.http.get("/metrics")
    labels = {"method": method, "route": route, "status": status}
    samples = (one for family in text_string_to_metric_families(answer.text) for one in family.samples)
    return sum(one.value for one in samples if one.name == "bothways_http_requests_total" and one.labels == labels)


async def slow_down(page: Page) -> None:
    """What it asks for is a second on its way: on this machine's own network nothing is ever cut off."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    slow = {"offline": False, "latency": 1000, "downloadThroughput": -1, "uploadThroughput": -1}
    await session.send("Network.emulateNetworkConditions", slow)


async def close(page: Page) -> None:
    """The tab, by its cross."""
    await slow_down(page)
    await page.close(run_before_unload=True)


async def go_elsewhere(page: Page) -> None:
    """In the same tab, to somebody else's page."""
    await slow_down(page)
    await page.goto("about:blank")


async def sign_out(page: Page) -> None:
    """In Preferences, which are a screen away."""
    await go_by_key(page, "s", "/preferences")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mentoring that both want")


@pytest.mark.parametrize("go", [close, go_elsewhere, sign_out])
async def test_what_was_done_a_moment_before_somebody_goes_is_done_once(
    windows: Windows, go: Callable[[Page], Awaitable[None]]
) -> None:
    """It could still be taken back when they went."""
    async with windows.house.client("hasty") as client:
        entry_id = await write_entry(client, "Away with it.")
        path = f"/journal/entries/{entry_id}"
        before = await times(client, *ERASED)
        page = await windows.page_of("hasty", path, service_workers="allow", allowing=[NOTHING_YET, NOBODY])
        await page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        await leave_time(page)
        await page.get_by_role("button", name="Erase").click()
        await expect(page.get_by_role("button", name="Undo")).to_be_visible()
        assert (await client.http.get(f"/v1{path}")).is_success, "it is sent when it cannot be taken back any more"
        await go(page)

        async def is_gone() -> bool:
            return (await client.http.get(f"/v1{path}")).status_code == 404

        async def is_counted() -> bool:
            return await times(client, *ERASED) > before

        await eventually(is_gone, what="an erased entry")
        await eventually(is_counted, what="the gateway's yes")  # it counts what it has answered
        assert await times(client, *ERASED) == before + 1


async def use_everything(page: Page, pair: str, windows: Windows) -> None:
    """An entry that was sent later, a key, an entry that is not done, a message that is not sent, and what was read."""
    await page.context.set_offline(True)
    await page.get_by_label("What is on your mind?").fill(SENT)
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_text("Waits to be sent")).to_be_visible()
    assert SENT in in_words((await left_behind(page))["databases"]["bothways-waiting/entries"])
    await page.context.set_offline(False)
    await expect(page.get_by_text("Waits to be sent")).to_have_count(0)
    await windows.show(page, "/journal/key")
    await page.get_by_role("textbox", name="Passphrase").fill(PASSPHRASE)
    await page.get_by_label(re.compile("I have kept the passphrase")).check()
    await page.get_by_role("button", name="Make my key").click()
    await expect(page.get_by_role("heading", name="Your key is here")).to_be_visible()
    await windows.show(page, "/journal/new")
    await page.get_by_label("What is on your mind?").fill(WRITTEN)
    await until_kept(page, WRITTEN)
    await windows.show(page, f"{pair}/thread")
    await page.get_by_label(re.compile("^Write to")).fill(MESSAGE)
    await windows.show(page, "/journal")
    await expect(page.get_by_text(SENT).first).to_be_visible()


async def test_who_signs_out_leaves_nothing_and_who_comes_next_sees_nothing(windows: Windows) -> None:
    """The next one is the other of the pair, at the very same tab."""
    house = windows.house
    person = house.people["shared_mentee"]
    async with own_pair(house, "shared") as (_, _, pair):
        pass
    aloud = [NO_NETWORK, NOBODY, NOTHING_YET]
    page = await windows.page_of("shared_mentee", "/journal/new", service_workers="allow", allowing=aloud)
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    await page.reload()
    await windows.settled(page)
    await use_everything(page, pair, windows)

    await until_kept(page, person.person_id, person.name, SENT, WRITTEN, MESSAGE)
    assert len((await left_behind(page))["databases"]["bothways-keys/keys"][0]) == 1
    await windows.show(page, "/preferences")
    await page.get_by_role("button", name="Sign out").click()
    await page.wait_for_url(f"{house.url}/")
    await windows.settled(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mentoring that both want")
    await require_nothing(page, house)

    await sign_in(page.context, house.id_of("shared_mentor"))
    for path, field in ((f"{pair}/thread", re.compile("^Write to")), ("/journal/new", "What is on your mind?")):
        await windows.show(page, path)
        await expect(page.get_by_label(field)).to_have_value("")
    await windows.show(page, "/journal")
    there = in_words(await left_behind(page)) + await page.content()
    assert not any(words in there for words in (SENT, WRITTEN, MESSAGE))


async def require_nothing(page: Page, house: House) -> None:
    """Of whoever was here before, nor of whom they know."""
    left = await left_behind(page)
    there = in_words(left)
    people = [house.people[who] for who in ("shared_mentee", "shared_mentor")]
    known = [fact for one in people for fact in (one.person_id, one.name, one.email)]
    assert not [words for words in (*known, SENT, WRITTEN, MESSAGE) if words in there]
    assert left["databases"]["bothways-keys/keys"] == [[], []]
    assert left["session"] == {}
    assert [path for path in left["cached"] if path.startswith("/v1")] == []
    assert [one["name"] for one in await page.context.cookies()] == []


async def test_who_signs_in_where_somebody_else_only_closed_the_page_sees_nothing_of_theirs(windows: Windows) -> None:
    """Nobody was there to hear that the session had ended."""
    theirs, here = windows.house.ids["/pairs"], windows.house.id_of("newcomer")
    page = await windows.page_of("mentee")
    await until_kept(page, theirs)
    await page.close()
    await sign_in(page.context, here)
    page = await page.context.new_page()
    await page.goto("/")
    await page.wait_for_function("(id) => localStorage['bothways.person']?.endsWith(id)", arg=here)
    await windows.settled(page)
    await until_kept(page, here)
    assert theirs not in in_words(await left_behind(page))


async def test_what_waits_to_be_sent_goes_when_its_author_is_back_and_in_no_other_name(windows: Windows) -> None:
    """The session ends while the gateway cannot take it; another person signs in in between."""
    house = windows.house
    page = await windows.page_of("hasty", "/journal/new", allowing=["503 ", NOBODY, NOTHING_YET])

    async def busy(route: Route) -> None:
        problem = {"type": "x", "title": "Busy", "status": 503, "code": "busy", "detail": "Come back."}
        is_post = route.request.method == "POST"
        await (
            route.fulfill(status=503, json=problem, content_type="application/problem+json")
            if is_post
            else route.continue_()
        )

    await page.route("**/v1/journal/entries", busy)
    await page.get_by_label("What is on your mind?").fill(WAITS)
    await page.get_by_role("button", name="Save", exact=True).click()
    waiting = page.get_by_text("Waits to be sent")
    await expect(waiting).to_be_visible()
    ended = await page.request.post("/v1/sign-out", headers={"X-Bothways-Csrf": "1"})
    assert ended.ok
    await page.unroute("**/v1/journal/entries")
    for who, count in (("shared_mentor", 0), ("hasty", 1)):
        await sign_in(page.context, house.id_of(who))
        await page.goto("/journal")
        # Where somebody else was last, the page begins anew.
        await page.wait_for_function("(id) => localStorage['bothways.person']?.endsWith(id)", arg=house.id_of(who))
        await windows.settled(page)
        await expect(waiting).to_have_count(0)
        await expect(page.get_by_role("main").get_by_text(WAITS)).to_have_count(count)
        async with house.client(who) as client:

            async def has_come(client: Client = client, count: int = count) -> bool:
                written = [one.get("text") or "" for one in (await client.get("/v1/journal/entries"))["data"]]
                return sum(WAITS in one for one in written) == count

            await eventually(has_come, what=f"{count} of it with {who}")  # it is in sight when it goes on its way

"""What a browser keeps of what somebody read, so that the app opens with it."""

import json
from typing import Any

from playwright.async_api import Page

from tests.support.running import eventually

KEPT = """() => new Promise((told) => {
  const opening = indexedDB.open("bothways");
  opening.onsuccess = () => {
    const reading = opening.result.transaction("kept").objectStore("kept").getAll();
    reading.onsuccess = () => (opening.result.close(), told(reading.result));
  };
})"""


async def kept(page: Page) -> dict[str, Any]:
    """What the browser remembers of what it read, and since when."""
    found = await page.evaluate(KEPT)
    content: dict[str, Any] = json.loads(found[0]) if found else {}
    return content


async def ready_for_offline(page: Page, what: str) -> None:
    """The app is kept, and what it read, too: the pairs, and these words, which a notice has sooner."""
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    async def is_kept() -> bool:
        queries = (await kept(page)).get("clientState", {"queries": []})["queries"]
        read = {str(one["queryKey"]): str(one["state"]) for one in queries if one["queryKey"][1] != "/v1/inbox"}
        return any("'/v1/pairs'" in asked for asked in read) and any(what in answer for answer in read.values())

    await eventually(is_kept, what=f"{what} in what is kept")

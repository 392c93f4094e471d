"""Browser windows that somebody is signed in in. What no page may do is kept, and fails the test that saw it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, TimeoutError

from deploy.local.demo.events import ORG
from tests.browser.house import House
from tests.support.running import PATIENCE_S, eventually

LOUD = ("error", "warning")
NOBODY_YET = r"401 .*/v1/(me|inbox\?.*|pairs.*)$"
"""How a page learns that nobody is signed in, with its first reads on the way already. Browsers say so aloud."""

OF_OURS = "registration blocked by Playwright"
"""Without a service worker, which a test asks for where it needs one, every page is as new."""

NOT_USED_YET = "was preloaded using link preload but not used within a few seconds"
"""How long a program takes on a busy machine is no fault of a page. That it uses what was loaded, other tests see."""

PATIENCE_MS = PATIENCE_S * 1000
PHONE, DESKTOP = 390, 1280


@dataclass(slots=True)
class Windows:
    """Those of one test."""

    browser: Browser
    house: House
    opened: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    asked: dict[BrowserContext, set[Request]] = field(default_factory=dict)
    """What was asked of the gateway and not answered yet; the live stream, which never ends, is left out."""

    async def page_of(
        self,
        who: str | None,
        path: str = "/",
        *,
        allowing: Collection[str] = (),
        is_told: bool = True,
        **options: Any,
    ) -> Page:
        """A window of its own that shows all it has to show, where `who` is signed in, or nobody.

        `allowing`: what its console may say (patterns). `is_told`: of what happens, so that it reads again.
        """
        usual = {"locale": "en-GB", "color_scheme": "light", "reduced_motion": "reduce", "service_workers": "block"}
        size = {"width": DESKTOP, "height": 860}
        context = await self.browser.new_context(**(usual | {"base_url": self.house.url, "viewport": size} | options))
        self.opened.append(context)
        context.set_default_timeout(PATIENCE_MS)
        self._listen(context, [OF_OURS, NOT_USED_YET, *allowing, *([] if who else [NOBODY_YET])])
        if not is_told:
            await context.route("**/v1/stream", unanswered)
        if who:
            await sign_in(context, self.house.id_of(who))
        page = await context.new_page()
        await self.show(page, path)
        return page

    async def show(self, page: Page, path: str) -> None:
        """Go there, and wait for all of it."""
        await page.goto(path)
        await self.settled(page)

    async def settled(self, page: Page) -> None:
        """A heading, nothing on its way, and no more after it was drawn."""
        await page.locator("h1").first.wait_for()
        waiting = self.asked[page.context]

        async def is_quiet() -> bool:
            for _ in range(2):
                await page.evaluate(DRAWN)
                if waiting:
                    return False
            # What waits for its words is hidden, heading and all.
            return await page.locator("h1").first.is_visible()

        await eventually(is_quiet, what=lambda: f"an end of {[one.url for one in waiting]}")

    async def close(self) -> None:
        """All of them."""
        for context in self.opened:
            await context.close()

    def _listen(self, context: BrowserContext, allowed: list[str]) -> None:
        def said(message: ConsoleMessage) -> None:
            words = f"{message.text} {message.location['url']}"
            if message.type in LOUD and not any(re.search(pattern, words, re.DOTALL) for pattern in allowed):
                self.faults.append(f"{message.type}: {words}")

        def asks(request: Request) -> None:
            if not request.url.endswith("/v1/stream"):
                waiting.add(request)

        waiting = self.asked.setdefault(context, set())
        context.on("request", asks)
        for end in ("requestfinished", "requestfailed"):
            context.on(end, lambda request: waiting.discard(request))
        context.on("console", said)
        context.on("weberror", lambda error: self.faults.append(f"thrown: {error.error}"))


async def go_by_key(page: Page, letter: str, path: str) -> None:
    """By `g` and the letter of a place; once more where these came too far apart to count together."""

    async def has_gone() -> bool:
        await page.keyboard.type(f"g{letter}")
        try:
            await page.wait_for_url(f"**{path}", timeout=5_000)
        except TimeoutError:
            return False
        return True

    await eventually(has_gone, what=f"g {letter}")


async def unanswered(_: Route) -> None:
    """It waits as long as it likes."""


async def sign_in(context: BrowserContext, person_id: str) -> None:
    """As the sign-in page of a demo does it."""
    whom = {"org": ORG, "person_id": person_id}
    answer = await context.request.post("/v1/sign-in/session", headers={"X-Bothways-Csrf": "1"}, data=whom)
    assert answer.status == 204, await answer.text()


DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))"

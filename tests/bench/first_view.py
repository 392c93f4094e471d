"""How long until somebody on a phone can use Today: its heading is there, and its first action answers.

A middling phone on a slow network: the processor four times slower than this machine's, 1.6 Mbit/s, 150 ms. With a
cold cache everything comes over the network; with a warm one the app and what was read last lie in the browser, and
what is shown is read again. What the service worker itself computes is not slowed down.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median

from playwright.async_api import Browser, BrowserContext, ViewportSize, async_playwright
from rich.table import Table

from deploy.local.chromium import find_chromium, flags
from tests.browser.house import House
from tests.browser.kept import ready_for_offline
from tests.browser.windows import PHONE, sign_in

GOAL_S = 1.5
SLOWER = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""Milliseconds, and bytes per second."""

WITHIN_MS = 60_000
USABLE = """(() => {
  const isThere = () => document.querySelector("main h1") && document.querySelector("main a[href*='/sessions/']");
  const look = () =>
    requestAnimationFrame(() => (isThere() ? setTimeout(() => (window.usableAt = performance.now())) : look()));
  look();
})()"""
"""When the frame with both is drawn and whatever was in its way is over: then a tap is answered."""


async def first_views(house: House, rounds: int) -> Table:
    """The median of the rounds and their range, beside the goal."""
    took: dict[str, list[float]] = {"cold": [], "warm": []}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=flags())
        for _ in range(rounds):
            for cache, seconds in took.items():
                async with phone(browser, house) as context:
                    if cache == "warm":
                        await warm_up(context, house)
                    seconds.append(await usable_after(context))
        await browser.close()
    title = f"Today on a phone, seconds ({rounds} rounds)"
    table = Table("cache", "median", "from", "to", "goal", title=title, title_justify="left", box=None)
    for cache, seconds in took.items():
        within = median(seconds) <= GOAL_S
        goal = f"{GOAL_S:g} [{'green]reached' if within else 'red]missed'}[/]"
        table.add_row(cache, *(f"{one:.2f}" for one in (median(seconds), min(seconds), max(seconds))), goal)
    return table


@asynccontextmanager
async def phone(browser: Browser, house: House) -> AsyncIterator[BrowserContext]:
    """A browser of its own, in which somebody is signed in who has a pair and a session ahead."""
    size = ViewportSize(width=PHONE, height=844)
    context = await browser.new_context(
        base_url=house.url, locale="en-GB", viewport=size, is_mobile=True, has_touch=True
    )
    await sign_in(context, house.id_of("mentee"))
    yield context
    await context.close()


async def warm_up(context: BrowserContext, house: House) -> None:
    """A visit before, without haste."""
    page = await context.new_page()
    await page.goto("/")
    await ready_for_offline(page, house.people["mentor"].name)
    await page.close()


async def usable_after(context: BrowserContext) -> float:
    """Seconds, from the tap on the link."""
    page = await context.new_page()
    slowed = await context.new_cdp_session(page)
    await slowed.send("Network.enable")
    await slowed.send("Network.emulateNetworkConditions", NETWORK)
    await slowed.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await page.add_init_script(USABLE)
    await page.goto("/", wait_until="commit")
    found = await page.wait_for_function("() => window.usableAt", timeout=WITHIN_MS)
    return float(await found.json_value()) / 1000

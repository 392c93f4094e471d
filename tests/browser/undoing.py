"""The seconds in which a deed can be taken back and its words are in sight, made as long as a test needs them.

Playwright's own clock would stop every other timer of the page as well, and what waits for those.
"""

import re

from playwright.async_api import Page

from deploy.local.web import HERE

SOURCE = HERE / "src" / "app" / "undo.tsx"
(UNDO_MS,) = re.findall(r"\bUNDO_MS = ([\d_]+);", SOURCE.read_text())
LONG = """(ms) => {
  window.usually ??= window.setTimeout;
  window.setTimeout = (run, after, ...more) => window.usually(run, after === ms ? 3_600_000 : after, ...more);
}"""
USUAL = "() => { window.setTimeout = window.usually; }"


async def leave_time(page: Page) -> None:
    """An hour, until the page goes: what is sent meanwhile is not sent because time was up."""
    await page.evaluate(LONG, int(UNDO_MS))


async def as_usual(page: Page) -> None:
    """A few seconds, for what is done from now on."""
    await page.evaluate(USUAL)

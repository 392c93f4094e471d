"""One agenda in the windows of two who write on it at the same time."""

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.house import done, own_pair, plan_session
from tests.browser.windows import Windows

pytestmark = pytest.mark.timeout(600)
LINE, FASTER, SLOWER = "What did we try?", "What did we try in March?", "What went wrong in spring?"
FASTER_IS_TOLD = r"4(09|12) .*/agenda$"
"""What a browser says aloud of the answer that somebody else was faster."""


async def reword(page: Page, text: str) -> None:
    """As far as the words, which are not sent yet."""
    await page.get_by_role("button", name=f"Reword: {LINE}").click()
    await page.get_by_label("Your wording").fill(text)


@pytest.mark.feature("pair.sessions")
async def test_two_who_reword_one_line_at_once_lose_no_words(windows: Windows) -> None:
    """The slower one's words come to the gateway when the faster one's stand there already."""
    async with own_pair(windows.house, "agenda") as (mentee, _, pair):
        session = await plan_session(mentee, pair)
        done(await mentee.post(f"/v1{session}/agenda", {"text": LINE}))
    faster = await windows.page_of("agenda_mentee", session)
    slower = await windows.page_of("agenda_mentor", session, allowing=[FASTER_IS_TOLD])
    is_saved = asyncio.Event()

    async def hold(route: Route) -> None:
        await is_saved.wait()
        await route.continue_()

    await slower.route("**/agenda", hold, times=1)
    for page, words in ((slower, SLOWER), (faster, FASTER)):
        await reword(page, words)
        await page.get_by_role("button", name="Save", exact=True).click()
    await expect(faster.get_by_role("checkbox", name=FASTER)).to_be_visible()
    is_saved.set()

    told = slower.get_by_role("status").filter(
        has_text=f"{windows.house.first_name('agenda_mentee')} reworded it meanwhile"
    )
    await expect(told).to_contain_text(FASTER)
    await expect(slower.get_by_label("Your wording")).to_have_value(SLOWER)
    await expect(slower.get_by_role("button", name="Keep mine")).to_be_enabled()
    await slower.get_by_role("button", name="Keep theirs").click()
    await slower.get_by_label("What would you like to talk about?").fill(SLOWER)
    await slower.keyboard.press("Enter")
    for page in (faster, slower):
        lines = page.get_by_role("checkbox")
        names = [re.compile(re.escape(words)) for words in (FASTER, SLOWER)]
        await expect(lines).to_have_count(2)
        for line, name in zip(await lines.all(), names, strict=True):
            await expect(line).to_have_accessible_name(name)

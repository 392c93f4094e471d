"""The whole story, by keyboard alone, in the windows of the two at once."""

import re
from re import Pattern

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.windows import Windows, go_by_key

pytestmark = [pytest.mark.timeout(900), pytest.mark.feature("platform.accessibility")]
MOST_STOPS = 150
"""From anywhere to anywhere on one screen, by Tab."""

Name = str | Pattern[str]


async def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus."""
    await wanted.wait_for()
    for _ in range(MOST_STOPS):
        if await wanted.evaluate("(one) => one === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by Tab on {page.url}")


async def reach(page: Page, role: str, name: Name) -> None:
    """The first that is called so."""
    await tab_to(page, page.get_by_role(role, name=name, exact=isinstance(name, str)).first)  # type: ignore[arg-type]


async def press(page: Page, role: str, name: Name, key: str = "Enter") -> None:
    """Reach it, and press a key on it."""
    await reach(page, role, name)
    await page.keyboard.press(key)


async def write(page: Page, name: Name, text: str) -> None:
    """Reach a field, and write in it."""
    await reach(page, "textbox", name)
    await page.keyboard.type(text)


async def arrives(page: Page, title: Name) -> None:
    """A screen of this title is there."""
    await expect(page.get_by_role("heading", level=1)).to_have_text(title)


async def prepare(windows: Windows, page: Page) -> None:
    """Leave out what is left of every track that is for them."""
    for _ in range(4):
        await go_by_key(page, "v", "/preparation")
        await arrives(page, "Preparation")
        begin = page.get_by_role("link", name=re.compile("^(Begin|Go on): "))
        await page.get_by_role("heading", level=2).first.wait_for()
        await windows.settled(page)  # what was read before the last one was left out is read again
        if await begin.count() == 0:
            return
        await press(page, "link", re.compile("^(Begin|Go on): "))
        async with page.expect_response("**/skip"):  # when it can no longer be taken back
            await press(page, "button", "Leave the rest out")
        await windows.settled(page)
    raise AssertionError("preparation goes on and on")


async def write_part(page: Page, goal: str, give: str) -> None:
    """One's own part of the agreement."""
    await press(page, "button", "Write your part")
    await write(page, "Goal 1", goal)
    await write(page, "What you give, 1", give)
    await press(page, "button", "Save")
    await page.get_by_role("button", name="Change your part").wait_for()


async def test_two_people_go_all_the_way_by_keyboard(windows: Windows) -> None:
    house = windows.house
    junior, senior = house.people["junior"], house.people["senior"]
    first = senior.name.split()[0]
    asking = await windows.page_of("junior", f"/people/{senior.person_id}")
    answering = await windows.page_of("senior")

    # Ask: two presses, the message is there already.
    await press(asking, "button", f"Ask {first}")
    await asking.get_by_role("textbox").wait_for()
    await press(asking, "button", f"Ask {first}")
    await arrives(asking, f"You asked {senior.name}")

    # Answer, and both windows know.
    await go_by_key(answering, "r", "/requests")
    await arrives(answering, "Requests")
    await press(answering, "link", junior.name)
    await press(answering, "button", "Yes, gladly")
    await arrives(answering, f"You and {junior.name}")
    await press(asking, "link", "Go to your pair")
    await arrives(asking, f"You and {senior.name}")

    # Agree: both prepare, write, and sign the very same text.
    for page, other, goal, give in (
        (asking, senior, "Lead a meeting of ten", "An honest look at drafts"),
        (answering, junior, "Understand what juniors need", "An hour every two weeks"),
    ):
        await prepare(windows, page)
        await go_by_key(page, "p", "/pairs")
        await arrives(page, "Your pairs")
        await press(page, "link", re.compile(f"^{other.name}"))
        await press(page, "link", "Agreement")
        await write_part(page, goal, give)
    await press(asking, "button", "Arrange it")
    await reach(asking, "combobox", "How often")
    await asking.keyboard.press("ArrowDown")
    await reach(asking, "combobox", "How long")
    await asking.keyboard.press("ArrowDown")
    await press(asking, "button", "Save")
    for page in (asking, answering):
        await press(page, "button", "Sign it")
    for page in (asking, answering):
        await expect(page.get_by_role("heading", name="Your agreement is in force")).to_be_visible()

    # Meet, and learn both ways.
    await press(asking, "link", "Overview")
    await press(asking, "button", "We just met")
    await press(answering, "link", "Overview")
    await answering.get_by_text("Session 1").wait_for()
    for page, line in ((asking, "Questions before answers."), (answering, "How it looks from below.")):
        await write(page, re.compile("One line is enough|learn from"), line)
        await page.keyboard.press("Enter")
    for page in (asking, answering):
        for line in ("Questions before answers.", "How it looks from below."):
            await page.get_by_text(line).first.wait_for()

    # End well.
    await tab_to(answering, answering.locator("summary", has_text="A break, more time, another direction"))
    await answering.keyboard.press("Enter")
    await press(answering, "link", "Ending well")
    await press(answering, "link", "Bring it to an end")
    await reach(answering, "radio", re.compile("We have come to a good end|It has faded"))
    await answering.keyboard.press("Space")
    await press(answering, "button", re.compile("Complete it"))
    await answering.get_by_role("heading", name=f"You and {junior.name.split()[0]} did it").wait_for()

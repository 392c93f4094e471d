"""What people say of themselves: on the screen for it, on the way in, and beside their requests."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.looking import faults_at
from tests.browser.undoing import leave_time
from tests.browser.windows import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.timeout(600)
MEETS_ANOTHER = r"412 .*/v1/me$"


async def me(page: Page) -> dict[str, Any]:
    """As the gateway has whoever is signed in."""
    shown: dict[str, Any] = await (await page.request.get("/v1/me")).json()
    return shown


def topics(shown: dict[str, Any], way: str) -> list[str]:
    return [skill["topic"] for skill in shown[way]]


async def test_what_one_says_stands_until_it_is_given_back(windows: Windows) -> None:
    page = await windows.page_of("joiner", "/me/profile")
    await leave_time(page)
    before = await me(page)
    gives = page.get_by_role("region", name="What you give")
    await gives.get_by_label("Something else that you give").fill("I taught two teams about public speaking")
    await gives.get_by_role("button", name="Add", exact=True).click()
    await gives.get_by_role("button", name="Public speaking", exact=True).click()
    await gives.get_by_label("Something else that you give").fill("  Sourdough   bread ")
    await page.keyboard.press("Enter")
    await gives.get_by_label("Sourdough bread: how well you know it").select_option(label="others come to ask")
    await gives.get_by_label("Sourdough bread: why").fill("Ten years of it")
    assert not await faults_at(page, PHONE)
    assert not await faults_at(page, DESKTOP)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved: it counts from now on")).to_be_visible()
    await expect(page.get_by_role("button", name="Save")).to_have_count(0)
    after = await me(page)
    assert topics(after, "gives") == [*topics(before, "gives"), "Public speaking", "Sourdough bread"]
    assert after["gives"][-1] == {"topic": "Sourdough bread", "level": 5, "why": "Ten years of it"}
    assert (after["said_by"]["gives"], after["said_by"]["gets"]) == ("you", before["said_by"]["gets"])
    await page.get_by_role("link", name="My data").click()
    await expect(page.get_by_role("region", name="Who you are here")).to_contain_text("Sourdough bread")
    await page.get_by_role("link", name="What I give and look for").click()
    await page.get_by_role("button", name="What you give: leave it to my organisation").click()
    await expect(page.get_by_text("Sourdough bread")).to_have_count(0)
    assert topics(await me(page), "gives") == topics(before, "gives")


async def test_of_two_windows_the_later_one_sees_both_versions_and_loses_nothing(windows: Windows) -> None:
    first = await windows.page_of("joiner", "/me/profile", allowing=[MEETS_ANOTHER])
    later = await windows.page_of("joiner", "/me/profile", allowing=[MEETS_ANOTHER])
    for page, count in ((first, "7"), (later, "9")):
        await leave_time(page)
        await page.get_by_label("How many you can mentor at once", exact=True).fill(count)
    await later.get_by_label("Others may find me").uncheck()
    await first.get_by_label("Hours a month", exact=True).fill("2.5")
    await first.get_by_role("button", name="Save").click()
    await expect(first.get_by_text("Saved: it counts from now on")).to_be_visible()
    await later.get_by_role("button", name="Save").click()
    both = later.get_by_role("alert")
    await expect(both).to_contain_text("7 people")
    await expect(both).to_contain_text("9 people")
    await both.get_by_role("button", name="Save mine").click()
    await expect(later.get_by_text("Saved: it counts from now on")).to_be_visible()
    shown = await me(later)
    assert (shown["capacity"], shown["hours_per_month"], shown["visible"]) == (9, 2.5, False)
    first = await windows.page_of("joiner", "/me/profile", allowing=[MEETS_ANOTHER])
    await later.get_by_label("Others may find me").check()
    await first.get_by_label("How many you can mentor at once", exact=True).fill("2")
    await later.get_by_role("button", name="Save").click()
    await expect(later.get_by_role("button", name="Save")).to_have_count(0)
    await first.get_by_role("button", name="Save").click()
    await expect(first.get_by_role("button", name="Save")).to_have_count(0)
    shown = await me(first)
    assert (shown["capacity"], shown["visible"]) == (2, True), "they changed different things: nobody has to choose"


async def test_what_a_newcomer_names_is_kept(windows: Windows) -> None:
    page = await windows.page_of("joiner", "/welcome")
    before = await me(page)
    await page.get_by_label("In a sentence").fill("I want to get better at public speaking")
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_role("checkbox", name="Public speaking")).to_be_checked()
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_role("heading", name="What you have to give")).to_be_visible()
    await page.get_by_role("checkbox", checked=True).first.uncheck()
    await page.get_by_label("Something else that you could give").fill("Bee keeping")
    await page.get_by_role("button", name="Show me people").click()
    await expect(page.get_by_role("heading", name="Five people at the most")).to_be_visible()
    after = await me(page)
    assert set(topics(after, "gets")) == {*topics(before, "gets"), "Public speaking"}
    assert topics(after, "gives") == [*topics(before, "gives"), "Bee keeping"], "what was there stays"


async def test_room_is_made_beside_the_requests(windows: Windows) -> None:
    page = await windows.page_of("joiner", "/requests")
    room = page.get_by_role("region", name="Your room for others")
    await room.get_by_label("I can mentor so many at once").fill("4")
    await room.get_by_role("button", name="Save").click()
    await expect(room).to_contain_text("0 of 4 places are taken")
    assert (await me(page))["capacity"] == 4
    await room.get_by_role("link", name="What I give and look for").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("What I give and look for")

"""From everywhere to everywhere: by keyboard, by name, by a wrong address."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.looking import faults_at
from tests.browser.windows import DESKTOP, PHONE, Windows, go_by_key

pytestmark = [pytest.mark.timeout(600), pytest.mark.feature("platform.accessibility")]


async def test_the_first_stop_leads_past_the_navigation(windows: Windows) -> None:
    page = await windows.page_of("mentee")
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()


async def test_every_place_is_found_by_its_name(windows: Windows) -> None:
    page = await windows.page_of("mentee")
    await page.keyboard.press("Control+k")
    wanted = page.get_by_role("combobox", name="Go to …")
    await expect(wanted).to_be_focused()
    assert [fault for width in (320, DESKTOP) for fault in await faults_at(page, width)] == []
    await page.keyboard.type("inb")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{windows.house.url}/inbox")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("main")).to_be_focused()


async def test_escape_leaves_the_palette_where_it_was_opened(windows: Windows) -> None:
    page = await windows.page_of("mentee")
    opener = page.get_by_role("button", name="Go to …")
    await opener.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="Go to …")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("Find somebody")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(opener).to_be_focused()


async def test_g_and_a_letter_lead_to_a_place_but_not_while_somebody_writes(windows: Windows) -> None:
    page = await windows.page_of("mentee")
    await go_by_key(page, "f", "/find")
    await expect(page).to_have_url(f"{windows.house.url}/find")
    await page.keyboard.press("Control+k")
    wanted = page.get_by_role("combobox", name="Go to …")
    await expect(wanted).to_be_focused()
    await page.keyboard.type("gt")
    await expect(wanted).to_have_value("gt")
    assert page.url == f"{windows.house.url}/find"


async def test_a_place_that_is_not_somebodys_is_not_offered(windows: Windows) -> None:
    member = await windows.page_of("mentee")
    await expect(member.get_by_role("link", name="Find somebody")).not_to_have_count(0)
    await expect(member.get_by_role("link", name="Organisation")).to_have_count(0)
    chief = await windows.page_of("organiser")
    await expect(chief.get_by_role("link", name="Organisation")).to_have_count(1)


@pytest.mark.feature("platform.mobile")
async def test_a_phone_shows_four_places_and_the_others_under_more(windows: Windows) -> None:
    page = await windows.page_of("mentee", viewport={"width": PHONE, "height": 780})
    inbox = page.get_by_role("link", name=re.compile("^Inbox"))
    more = page.get_by_role("button", name="More")
    await expect(more).to_have_attribute("aria-expanded", "false")
    await expect(inbox).to_be_hidden()
    await more.click()
    await expect(more).to_have_attribute("aria-expanded", "true")
    assert await faults_at(page, PHONE) == []
    await inbox.click()
    await expect(page).to_have_url(f"{windows.house.url}/inbox")
    await expect(inbox).to_be_hidden()


async def test_an_address_that_leads_nowhere_leads_home(windows: Windows) -> None:
    page = await windows.page_of("mentee", "/nowhere/at/all")
    await expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    assert [fault for width in (320, DESKTOP) for fault in await faults_at(page, width)] == []
    await page.get_by_role("link", name="Go to Today").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")

"""Today: what somebody sees first, at every width, in the light and in the dark."""

import pytest
from playwright.async_api import expect

from tests.browser.looking import WIDTHS, faults_at
from tests.browser.windows import Windows

pytestmark = pytest.mark.timeout(300)


async def test_it_tells_what_comes_next_and_what_flowed_both_ways(windows: Windows) -> None:
    page = await windows.page_of("mentee")
    first = windows.house.people["mentee"].name.split()[0]
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Good to see you, {first}")
    await expect(page).to_have_title(f"Good to see you, {first} · Bothways")
    await expect(page.get_by_role("region", name="Your next session")).to_contain_text(
        f"With {windows.house.people['mentor'].name}"
    )
    brought = page.get_by_role("region", name="What your mentoring brought you")
    await expect(brought).to_contain_text("2 taught")
    await expect(brought).to_contain_text("1 learnt")


async def test_whoever_has_no_pair_is_shown_one_way_on(windows: Windows) -> None:
    page = await windows.page_of("newcomer")
    await page.get_by_role("region", name="Begin in four minutes").get_by_role("link").click()
    await expect(page).to_have_url(f"{windows.house.url}/welcome")


@pytest.mark.feature("platform.accessibility")
@pytest.mark.parametrize("who", ["mentee", "newcomer"])
async def test_everybody_can_read_it_at_every_width(windows: Windows, who: str) -> None:
    page = await windows.page_of(who)
    assert [fault for width in WIDTHS for fault in await faults_at(page, width)] == []

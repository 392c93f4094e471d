"""Every screen, as everybody who has it: nothing for axe to find, nothing that sticks out, nothing said aloud."""

import pytest
from playwright.async_api import expect

from tests.browser.looking import faults_at
from tests.browser.screens import PATTERNS, SAID, address, viewers
from tests.browser.windows import DESKTOP, Windows

pytestmark = pytest.mark.timeout(600)
VISITS = [(pattern, who) for pattern in PATTERNS for who in viewers(pattern)]
NARROWEST = 320


def test_there_are_screens_and_no_two_of_one_address() -> None:
    assert "/" in PATTERNS
    assert sorted(set(PATTERNS)) == sorted(PATTERNS)


@pytest.mark.feature("platform.accessibility")
@pytest.mark.parametrize(("pattern", "who"), VISITS, ids=[f"{pattern} as {who}" for pattern, who in VISITS])
async def test_every_screen_is_for_everybody(windows: Windows, pattern: str, who: str) -> None:
    page = await windows.page_of(who, address(pattern, windows.house.ids), allowing=SAID.get(pattern, ()))
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert await page.title() not in ("", "Bothways")
    assert await page.get_by_role("heading", level=1).inner_text() != "There is nothing here"
    faults = [*await faults_at(page, NARROWEST, schemes=("light",)), *await faults_at(page, DESKTOP, schemes=("dark",))]
    assert not faults, "\n".join(faults)

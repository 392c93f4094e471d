"""Without a network: what somebody read is still there, and the app opens as an installed one does."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.browser.kept import kept, ready_for_offline
from tests.browser.windows import Windows
from tests.support.running import eventually

pytestmark = [pytest.mark.timeout(600), pytest.mark.feature("platform.mobile")]
NO_NETWORK = "ERR_INTERNET_DISCONNECTED"


async def test_today_still_shows_without_a_network(windows: Windows) -> None:
    partner = windows.house.people["mentor"].name
    page = await windows.page_of("mentee", service_workers="allow", allowing=[NO_NETWORK])
    session = page.get_by_role("region", name="Your next session")
    await expect(session).to_contain_text(f"With {partner}")
    await ready_for_offline(page, partner)
    await page.context.set_offline(True)
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")
    await expect(session).to_contain_text(f"With {partner}")


async def test_what_could_not_be_read_anew_is_not_forgotten(windows: Windows) -> None:
    """A day later it is opened twice without a network."""
    partner = windows.house.people["mentor"].name
    page = await windows.page_of("mentee", service_workers="allow", allowing=[NO_NETWORK])
    session = page.get_by_role("region", name="Your next session")
    await ready_for_offline(page, partner)
    await page.context.set_offline(True)
    await page.clock.set_system_time(datetime.now(UTC) + timedelta(days=1))
    await page.reload()
    await expect(session).to_contain_text(f"With {partner}")

    async def has_given_up() -> bool:
        """What is kept says so, or does not know the pairs any more."""
        queries = (await kept(page))["clientState"]["queries"]
        return all(one["state"]["errorUpdateCount"] for one in queries if one["queryKey"][1] == "/v1/pairs")

    await eventually(has_given_up, what="an end of trying to read the pairs")
    await page.reload()
    await expect(session).to_contain_text(f"With {partner}")


async def test_it_can_be_installed(windows: Windows) -> None:
    page = await windows.page_of("mentee")
    address = await page.locator("link[rel=manifest]").get_attribute("href")
    assert address
    manifest = await (await page.request.get(address)).json()
    assert (manifest["name"], manifest["display"], manifest["start_url"]) == ("Bothways", "standalone", "/")
    sizes = {(one["sizes"], one.get("purpose", "any")) for one in manifest["icons"]}
    assert sizes >= {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for one in manifest["icons"]:
        picture = await page.request.get(one["src"])
        assert (picture.ok, picture.headers["content-type"]) == (True, one["type"])

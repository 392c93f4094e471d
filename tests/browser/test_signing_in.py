"""The way in: with one click where something is tried out, else through the provider of one's organisation."""

import re
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Route, expect

from deploy.local.ports import choose_ports
from deploy.local.rabbit import UNENCRYPTED
from tests.browser.looking import faults_at
from tests.browser.windows import DESKTOP, Windows
from tests.support import node
from tests.support.doors import operator
from tests.support.issuer import AUDIENCE
from tests.support.running import PATIENCE_S

pytestmark = pytest.mark.timeout(600)
SECRET = "a secret: with signs/%"
"""As `provider.js` knows it."""


@pytest.mark.feature("platform.accessibility")
async def test_one_click_signs_in(windows: Windows) -> None:
    page = await windows.page_of(None)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mentoring that both want")
    assert [fault for width in (320, DESKTOP) for fault in await faults_at(page, width)] == []
    person = windows.house.people["mentee"]
    await page.get_by_role("button", name=re.compile(person.name)).click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text(person.name.split()[0])
    assert [one["name"] for one in await page.context.cookies()] == ["bothways"]


async def test_whoever_follows_a_link_is_there_once_they_are_signed_in(windows: Windows) -> None:
    page = await windows.page_of(None, "/pairs?from=mail")
    await page.get_by_role("button", name=re.compile(windows.house.people["mentor"].name)).click()
    await expect(page.get_by_role("navigation", name="Where to")).to_be_visible()
    assert page.url == f"{windows.house.url}/pairs?from=mail"


async def test_a_work_address_leads_to_the_provider_and_back_to_the_page(windows: Windows, tmp_path: Path) -> None:
    """The certified one, whose account of that address belongs to somebody of the demo."""
    (port,) = choose_ports(1)
    house, person = windows.house, windows.house.people["newcomer"]
    settings = {"PORT": str(port), "AUDIENCE": AUDIENCE, "APP_REDIRECT_URI": "http://127.0.0.1:7777/app"}
    settings["REDIRECT_URI"] = f"{house.url}/v1/sign-in/callback"
    issuer = f"http://127.0.0.1:{port}"
    provider = {"issuer": issuer, "client_id": "bothways", "client_secret": SECRET, "audience": AUDIENCE}
    domain = person.email.partition("@")[2]
    organisation = {"org": "demo", "name": "Demo", "mail_domains": [domain], "provider": provider}
    with node.running("provider.js", tmp_path / "log", settings, PATIENCE_S):
        async with httpx2.AsyncClient(timeout=PATIENCE_S, verify=UNENCRYPTED) as http:
            accounts = {person.email: {"email": person.email, "email_verified": True}}
            (await http.post(f"{issuer}/control/accounts", json=accounts)).raise_for_status()
            made = await http.post(f"{house.url}/v1/organisations", json=organisation, headers=operator(house.running))
            assert made.is_success, made.text
        page = await windows.page_of(None, "/inbox")
        await page.get_by_label("Your work e-mail").fill(person.email)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("navigation", name="Where to")).to_be_visible()
        assert page.url == f"{house.url}/inbox"
        assert (await (await page.request.get("/v1/me")).json())["person_id"] == person.person_id


async def test_an_address_that_nobody_knows_is_answered_with_what_to_do(windows: Windows) -> None:
    page = await windows.page_of(None, allowing=["404 .*/v1/sign-in/start"])
    await page.get_by_label("Your work e-mail").fill("somebody@elsewhere.example")
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page.get_by_text("Use your work address")).to_be_visible()
    await page.get_by_role("link").click()
    await expect(page.get_by_label("Your work e-mail")).to_be_visible()


@pytest.mark.feature("platform.languages")
async def test_the_language_is_the_browsers_until_somebody_says_otherwise(windows: Windows) -> None:
    page = await windows.page_of(None, locale="de-AT")
    await expect(page.locator("html")).to_have_attribute("lang", "de")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mentoring, das beide wollen")
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mentoring that both want")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")


async def test_while_the_gateway_is_away_it_says_so_and_comes_back(windows: Windows) -> None:
    """It is not taken for nobody being signed in."""
    page = await windows.page_of("mentee", allowing=["503 "])

    async def away(route: Route) -> None:
        problem = {"type": "x", "title": "Away", "status": 503, "code": "busy", "detail": "Come back."}
        await route.fulfill(status=503, json=problem, content_type="application/problem+json")

    await page.evaluate("() => indexedDB.deleteDatabase('bothways')")
    await page.route("**/v1/me", away)
    await page.reload()
    await expect(page.get_by_text("Away")).to_be_visible()
    await page.unroute("**/v1/me")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("navigation", name="Where to")).to_be_visible()

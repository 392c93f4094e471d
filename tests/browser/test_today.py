"""Today: what somebody sees first, at every width, in the light and in the dark."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.browser.house import done, own_pair, plan_session
from tests.browser.looking import WIDTHS, faults_at
from tests.browser.windows import Windows

pytestmark = pytest.mark.timeout(600)


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


READ = "() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/v1/'))"


@pytest.mark.parametrize("screen", ["today", "pair"])
async def test_what_comes_beside_the_code_of_a_screen_is_what_it_reads(windows: Windows, screen: str) -> None:
    """Written like that, letter by letter: else it would be read beside, for nobody, and read again."""
    pair = f"pairs/{windows.house.ids['/pairs']}"
    ledger = f"{pair}/exchanges"
    path, own = {"today": ("/", ["pairs", ledger]), "pair": (f"/{pair}", [pair, f"{ledger}?limit=100"])}[screen]
    page = await windows.page_of("mentee", path, is_told=False)
    read = Counter(url.partition("/v1/")[2] for url in await page.evaluate(READ))
    of_these = re.compile(rf"me|inbox.*|pairs(\?.*)?|{pair}(\?.*)?|{ledger}.*")
    expected = ["me", "inbox?state=new&limit=20", *own]
    assert {one: times for one, times in read.items() if of_these.fullmatch(one)} == dict.fromkeys(expected, 1)


async def test_whoever_has_no_pair_is_shown_one_way_on(windows: Windows) -> None:
    page = await windows.page_of("newcomer")
    await page.get_by_role("region", name="Begin in four minutes").get_by_role("link", name="Let us begin").click()
    await expect(page).to_have_url(f"{windows.house.url}/welcome")


async def test_a_date_that_was_moved_or_held_does_not_stay(windows: Windows) -> None:
    """What was said of it is in the inbox still, where it says that it is over."""
    async with own_pair(windows.house, "dated") as (_, mentor, pair):
        session = await plan_session(mentor, pair)
        page = await windows.page_of("dated_mentee")
        nudges = page.get_by_role("region", name="For you today")
        name = windows.house.first_name("dated_mentor")
        planned = nudges.get_by_role("heading", name=f"Talk with {name}")
        moved = nudges.get_by_role("heading", name=f"New time with {name}")
        await expect(planned).to_be_visible()
        later = {"starts_at": (datetime.now(UTC) + timedelta(days=5)).isoformat()}
        read = await mentor.get(f"/v1{session}")
        headers = {"If-Match": f'"{read["version"]}"'}
        done(await mentor.http.patch(f"/v1{session}", json=later, headers=headers))
        await expect(moved).to_be_visible()
        await expect(planned).to_have_count(0)
        done(await mentor.post(f"/v1{session}/held", {}))
        await expect(moved).to_have_count(0)
        await expect(nudges.get_by_role("heading", level=3)).not_to_have_count(0)
    await windows.show(page, "/inbox")
    await page.get_by_role("button", name=f"New time with {name}").click()
    await expect(page.get_by_text("This is over: there is nothing left to do.")).to_be_visible()


@pytest.mark.feature("platform.accessibility")
@pytest.mark.parametrize("who", ["mentee", "newcomer"])
async def test_everybody_can_read_it_at_every_width(windows: Windows, who: str) -> None:
    page = await windows.page_of(who)
    assert [fault for width in WIDTHS for fault in await faults_at(page, width)] == []

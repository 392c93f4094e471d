"""What the two of a pair that ended well find of it, in the windows of both."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from deploy.local.demo.events import ORG
from deploy.local.story.agreeing import PARTS, SHARED
from deploy.local.story.clients import Client
from libs.common.contracts import Service
from tests.browser.house import House, done, own_pair
from tests.browser.windows import Windows
from tests.support.running import eventually

pytestmark = pytest.mark.timeout(600)
WHO = ("ended_mentee", "ended_mentor")
LETTERS = ("Thank you for every question.", "I understand now what is new about it.")
THANKS = "You said what nobody says."
STILL_HELPS = "I ask before I answer."
PRINTED = "() => { window.printed = 0; window.print = () => { window.printed += 1; }; }"


async def live_and_end(mentee: Client, mentor: Client, pair: str) -> None:
    """They agree, talk once, write and thank, and have come to a good end."""
    path = f"/v1{pair}"
    done(await mentee.put(f"{path}/agreement/part", PARTS[0]))
    written = done(await mentor.put(f"{path}/agreement/part", PARTS[1]))
    arranged = done(await mentor.put(f"{path}/agreement/shared", SHARED, read=written["version"]))
    for client in (mentee, mentor):
        done(await client.sign(f"{path}/agreement/signature", read=arranged["version"]))
    done(await mentee.post(f"{path}/sessions", {}))
    done(await mentor.post(f"{path}/end", {"reason": "completed"}, wait=30))

    async def is_open() -> bool:
        return bool((await mentee.get(f"{path}/farewell"))["is_open"])

    await eventually(is_open, what="the time for closing words")
    for client, letter in zip((mentee, mentor), LETTERS, strict=True):
        done(await client.put(f"{path}/closing-letter", {"text": letter}))
    done(await mentee.post(f"{path}/kudos", {"strength": "is-honest", "line": THANKS}))


async def let_a_month_pass(house: House, mentee: Client, pair: str) -> None:
    """For this pair alone: what journal keeps of it becomes that much older, and so does what it waits for."""
    month, journal = timedelta(days=31), house.running.database(Service.JOURNAL)
    pair_id = pair.rpartition("/")[2]
    story = await journal["stories"].find_one({"org": ORG, "pair_id": pair_id})
    assert story
    older = {name: value - month for name, value in story.items() if isinstance(value, datetime)}
    await journal["stories"].update_one({"_id": story["_id"]}, {"$set": older})
    timer = {"org": ORG, "kind": "echo-clock", "subject": f"{pair_id}/30"}
    moved = await journal["timers"].update_one(timer, {"$set": {"due_at": datetime.now(UTC)}})
    assert moved.modified_count == 1

    async def is_asked() -> bool:
        return bool((await mentee.get(f"/v1{pair}/farewell"))["echoes_asked"] == [30])

    await eventually(is_asked, what="the first echo asked for")


@pytest.mark.feature("pair.close", "recognition.kudos", "ours.echo")
async def test_both_find_farewell_letters_certificate_and_what_still_helps(windows: Windows) -> None:
    house = windows.house
    async with own_pair(house, "ended") as (mentee, mentor, pair):
        await live_and_end(mentee, mentor, pair)
        await let_a_month_pass(house, mentee, pair)
    mine, theirs = [await windows.page_of(who, f"{pair}/farewell") for who in WHO]
    for page, partner in ((mine, WHO[1]), (theirs, WHO[0])):
        await expect(page.get_by_role("heading", name=f"You and {house.first_name(partner)} did it")).to_be_visible()
        letters = page.get_by_role("region", name="Closing letters")
        for letter in LETTERS:
            await expect(letters).to_contain_text(letter)
        await expect(page.get_by_role("region", name="Thank each other")).to_contain_text(THANKS)
    await mine.get_by_label(re.compile("still helps you")).fill(STILL_HELPS)
    await mine.get_by_role("button", name="Send the line").click()
    for page in (mine, theirs):
        await expect(page.get_by_role("region", name="What still helps").get_by_text(STILL_HELPS)).to_be_visible()
    for page, who, partner in ((mine, WHO[0], WHO[1]), (theirs, WHO[1], WHO[0])):
        await page.get_by_role("link", name="Your certificate").click()
        sheet = page.get_by_role("article", name="Certificate of mentoring")
        await expect(sheet).to_contain_text(house.people[who].name)
        await expect(sheet).to_contain_text(house.people[partner].name)
        await require_one_sheet(page, sheet)


async def require_one_sheet(page: Page, sheet: Locator) -> None:
    """Whoever presses the button prints the certificate, all of it on one page, and nothing around it."""
    await page.evaluate(PRINTED)
    button = page.get_by_role("button", name="Print")
    await button.click()
    assert await page.evaluate("() => window.printed") == 1
    await page.emulate_media(media="print")
    await expect(sheet).to_be_visible()
    for other in (button, page.get_by_role("navigation").first, page.get_by_role("heading", level=1)):
        await expect(other).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", await page.pdf(format="A4"))) == 1

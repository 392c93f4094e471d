"""What screens share, where it does something: people found by name, messages, deeds that are done at once."""

import asyncio
import re

import pytest
from playwright.async_api import Route, expect

from tests.browser.looking import faults_at
from tests.browser.screens import SAID
from tests.browser.undoing import as_usual, leave_time
from tests.browser.windows import NOBODY_YET, PHONE, Windows, go_by_key

pytestmark = pytest.mark.timeout(600)


@pytest.mark.feature("platform.accessibility")
async def test_people_are_found_and_chosen_by_keyboard(windows: Windows) -> None:
    wanted = windows.house.people["senior_learner"].name
    page = await windows.page_of("mentee", "/circles/new")
    search = page.get_by_role("textbox", name="Look for people by name")
    chosen = page.get_by_role("list", name="Chosen")
    found = page.get_by_role("list", name="Found").get_by_role("button", name=wanted)
    await search.focus()
    await page.keyboard.type(wanted)
    await expect(found).to_be_visible()
    assert await faults_at(page, PHONE) == []
    while not await found.evaluate("(one) => one === document.activeElement"):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(chosen).to_contain_text(wanted)
    await expect(search).to_be_focused()
    await expect(search).to_have_value("")
    await page.keyboard.type(wanted)
    await expect(page.get_by_role("status").filter(has_text=re.compile("found"))).not_to_have_count(0)
    await expect(found).to_have_count(0)
    await chosen.get_by_role("button").press("Enter")
    await expect(chosen).to_have_count(0)
    await expect(search).to_be_focused()


async def test_one_person_is_chosen_and_another_in_their_place(windows: Windows) -> None:
    house = windows.house
    wanted = house.people["mentor"].name
    page = await windows.page_of("mentee", "/reports/new")
    search = page.get_by_role("textbox", name="Whom is it about?")
    await search.fill(wanted)
    await page.get_by_role("list", name="Found").get_by_role("button", name=wanted).click()
    other = page.get_by_role("button", name="Choose somebody else")
    await expect(other).to_be_focused()
    await expect(page.get_by_role("group", name="Whom is it about?")).to_contain_text(wanted)
    await other.press("Enter")
    await expect(search).to_be_focused()


async def test_before_an_answer_the_two_write_to_each_other_as_a_pair_does(windows: Windows) -> None:
    path = f"/requests/{windows.house.ids['/requests']}/thread"
    asking, asked = await windows.page_of("mentee", path), await windows.page_of("senior_learner", path)
    await leave_time(asking)
    name = windows.house.people["senior_learner"].name.split()[0]
    await asking.get_by_role("textbox", name=f"Write to {name}").fill("Would Thursday suit you?")
    await asking.keyboard.press("Control+Enter")
    mine, theirs = (page.get_by_role("log").get_by_text("Would Thursday suit you?") for page in (asking, asked))
    await expect(mine).to_be_visible()
    await expect(asking.get_by_role("textbox")).to_have_value("")
    await expect(theirs).to_be_visible()
    assert await faults_at(asking, PHONE) == []
    await asking.get_by_role("button", name="Take away: Would Thursday suit you?").click()
    await expect(mine).to_have_count(0)
    await asking.get_by_role("button", name="Undo").click()
    await expect(mine).to_be_visible()
    await as_usual(asking)
    async with asking.expect_response(lambda response: response.request.method == "DELETE"):
        await asking.get_by_role("button", name="Take away: Would Thursday suit you?").click()
    await expect(asking.get_by_role("log")).to_contain_text("This message was taken away")
    (gone,) = (await (await asked.request.get(f"/v1{path}")).json())["messages"]
    assert (gone["text"], gone["is_deleted"]) == ("", True)


async def test_a_message_that_is_read_before_its_own_answer_is_here_stands_there_once(windows: Windows) -> None:
    path = f"/requests/{windows.house.ids['/requests']}/thread"
    page, is_seen = await windows.page_of("mentee", path), asyncio.Event()

    async def answer_late(route: Route) -> None:
        if route.request.method != "POST":
            return await route.fallback()
        answer = await route.fetch()
        await is_seen.wait()
        return await route.fulfill(response=answer)

    await page.route("**/thread", answer_late)
    shown = page.get_by_role("log").get_by_text("Or Friday?")
    await page.get_by_role("textbox").fill("Or Friday?")
    async with page.expect_response(lambda response: response.request.method == "POST"):
        await page.keyboard.press("Control+Enter")
        await expect(page.get_by_role("button", name="Take away: Or Friday?")).to_be_visible()
        assert await shown.count() == 1
        is_seen.set()
    await expect(shown).to_have_count(1)


async def test_the_rest_of_a_track_is_left_out_at_once_and_comes_back(windows: Windows) -> None:
    page = await windows.page_of("newcomer", "/preparation/core")
    await leave_time(page)
    leave = page.get_by_role("button", name="Leave the rest out")
    await leave.press("Enter")
    await expect(leave).to_have_count(0)
    await expect(page.get_by_text("All done")).to_be_visible()
    await expect(page.get_by_role("region", name="The steps")).to_be_focused()
    await page.get_by_role("button", name="Undo").click()
    await expect(leave).to_be_visible()


async def test_whoever_signs_out_hears_of_what_is_not_sent_yet(windows: Windows) -> None:
    page = await windows.page_of("newcomer", "/journal/new", allowing=["503 ", NOBODY_YET, *SAID["/journal"]])

    async def away(route: Route) -> None:
        problem = {"type": "x", "title": "Away", "status": 503, "code": "busy", "detail": "Come back."}
        await route.fulfill(status=503, json=problem, content_type="application/problem+json")

    await page.route(re.compile("/v1/journal/entries$"), away)
    await page.get_by_role("textbox", name="What is on your mind?").fill("Ask before answering.")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("region", name="One entry is not sent yet")).to_be_visible()
    await go_by_key(page, "s", "/preferences")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_text("One journal entry is not sent yet.")).to_be_visible()
    assert await faults_at(page, PHONE) == []
    await page.get_by_role("button", name="Stay").click()
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_role("button", name="Sign out all the same").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mentoring that both want")

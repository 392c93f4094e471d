"""Two write the same at once: both versions are in sight, and one's own words stay until they are saved."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from deploy.local.story.clients import Client
from tests.browser.house import done
from tests.browser.looking import faults_at
from tests.browser.windows import PHONE, Windows

pytestmark = pytest.mark.timeout(600)
LATE = (r"412 .*/actions/",)
"""What the browser says aloud of it."""

MINE, THEIRS = "Ask two people", "Ask the whole team"
TITLE = re.compile("changed this meanwhile")


class TestTwoWriteTheSame:
    async def test_both_versions_are_shown_and_what_is_chosen_of_each_is_saved(self, windows: Windows) -> None:
        page, action = await begin_to_write(windows)
        async with windows.house.client("mentor") as mentor:
            due = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"
            await change(mentor, action, what=THEIRS, due=due)
            # A message has everything read again: what they wrote is not written over unseen all the same.
            async with page.expect_response(re.compile(r"/actions\?")):
                message = {"text": "Look at our list."}
                done(await mentor.post(f"/v1/pairs/{windows.house.ids['/pairs']}/thread", message))
            await windows.settled(page)
            await page.get_by_role("button", name="Save").click()
            conflict = page.get_by_role("alert", name=TITLE)
            await expect(conflict).to_contain_text(THEIRS)
            await expect(conflict).to_contain_text(MINE)
            await expect(page.get_by_role("textbox", name="What?")).to_have_value(MINE)
            assert await faults_at(page, PHONE) == []
            await conflict.get_by_role("button", name="Take this: By when?").click()
            await page.get_by_role("button", name="Save", exact=True).click()
            await expect(conflict).to_have_count(0)
            after = await read(mentor, action)
        assert (after["what"], after["due"]) == (MINE, due)

    async def test_what_is_there_now_can_be_taken_as_it_is(self, windows: Windows) -> None:
        page, action = await begin_to_write(windows)
        async with windows.house.client("mentor") as mentor:
            await change(mentor, action, what=THEIRS)
            await page.get_by_role("button", name="Save").click()
            await page.get_by_role("alert", name=TITLE).get_by_role("button", name="Take what is there").click()
            await expect(page.get_by_role("textbox", name="What?")).to_have_count(0)
            await expect(page.get_by_text(THEIRS).first).to_be_visible()
            after = await read(mentor, action)
        assert after["what"] == THEIRS


async def begin_to_write(windows: Windows) -> tuple[Page, str]:
    """One of two is at an action of theirs, which is written and not saved; and where that is."""
    house = windows.house
    actions, what = f"/v1/pairs/{house.ids['/pairs']}/actions", f"Ask somebody at {datetime.now(UTC)}"
    async with house.client("mentee") as mentee:
        made = done(await mentee.post(actions, {"what": what, "owner_ids": [mentee.person_id]}))
    page = await windows.page_of("mentee", f"/pairs/{house.ids['/pairs']}/goals", allowing=LATE)
    await page.get_by_role("button", name=f"Change: {what}").click()
    await page.get_by_role("textbox", name="What?").fill(MINE)
    return page, f"{actions}/{made['action_id']}"


async def change(client: Client, action: str, **otherwise: str) -> None:
    """By the other one, upon what is there."""
    tag = {"If-Match": f'"{(await read(client, action))["version"]}"'}
    done(await client.http.patch(action, json=otherwise, headers=tag))


async def read(client: Client, action: str) -> Any:
    """As it stands."""
    actions, _, action_id = action.rpartition("/")
    return next(one for one in (await client.get(actions))["data"] if one["action_id"] == action_id)

"""The inbox over HTTP: what is the route's own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from libs.common.contracts.notices import ItemState, MarkDone, MarkNotUseful, MarkRead, ReadInbox, SnoozeNotice
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import Front, open_front
from tests.support.running import eventually
from tests.support.stack import TestStack

UNTIL = "2095-03-01T08:00:00Z"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack) -> AsyncIterator[Front]:
    async with open_front(stack) as opened:
        await opened.arrive("ada", "bob", "eve")
        yield opened


async def test_the_inbox_is_asked_for_page_by_page_and_by_state(front: Front) -> None:
    async with front.member("bob") as bob:
        cursor = (await bob.get("/v1/inbox")).json()["next_cursor"]
        answer = await bob.get("/v1/inbox", params={"state": "snoozed", "cursor": cursor, "limit": 7})
        assert answer.json()["items"][0]["text"] == "For bob of acme, at most 7"
        assert front.neighbours.telling.asked[-1] == ReadInbox(state=ItemState.SNOOZED, cursor="17/n", limit=7)
        assert (await bob.get("/v1/inbox", params={"cursor": "wrong"})).json()["code"] == "cursor-unknown"
        assert (await bob.get("/v1/inbox", params={"state": "lost"})).json()["errors"] == [
            {"parameter": "state", "detail": "One of: 'new', 'read', 'done', 'snoozed'."}
        ]


@pytest.mark.parametrize(("act", "asked"), [("read", MarkRead), ("done", MarkDone), ("not-useful", MarkNotUseful)])
async def test_what_is_done_with_a_message_reaches_who_keeps_it(
    front: Front, act: str, asked: type[MarkRead | MarkDone | MarkNotUseful]
) -> None:
    async with front.member("bob") as bob:
        assert (await bob.post(f"/v1/inbox/notice_1/{act}")).json()["notice_id"] == "notice_1"
        assert front.neighbours.telling.asked[-1] == asked(notice_id="notice_1")


async def test_a_snooze_needs_a_time(front: Front) -> None:
    async with front.member("bob") as bob:
        assert (await bob.post("/v1/inbox/notice_1/snooze", json={"until": UNTIL})).status_code == 200
        assert isinstance(front.neighbours.telling.asked[-1], SnoozeNotice)
        for wrong in ({}, {"until": "tomorrow"}, {"until": "2095-03-01T08:00:00"}):
            answer = await bob.post("/v1/inbox/notice_1/snooze", json=wrong)
            assert [error["pointer"] for error in answer.json()["errors"]] == ["#/until"]


async def test_why_leads_to_those_facts_that_the_log_shows_its_reader(front: Front) -> None:
    event = pair_formed(front.bench, "pair_1")
    await front.bench.publish(event)
    front.neighbours.telling.facts = (event.id, "event_unknown")
    async with front.member("bob") as bob, front.member("eve") as eve:

        async def link() -> str | None:
            known, unknown = (await bob.get("/v1/inbox/notice_1/why")).json()["facts"]
            assert unknown == {"event_id": "event_unknown", "path": None}
            return str(known["path"]) if known["path"] else None

        shown = await eventually(link, what="the fact in the log")
        (fact,) = (await bob.get(str(shown))).json()["data"]
        assert fact["id"] == event.id
        others = (await eve.get("/v1/inbox/notice_1/why")).json()["facts"]
    assert [one["path"] for one in others] == [None, None], "it is none of her news"

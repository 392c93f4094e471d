"""What readers do with what they were told, and what becomes of the rest of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from libs.common.asks import NotFound
from libs.common.contracts.asks import Ask
from libs.common.contracts.notices import (
    InboxItem,
    ItemState,
    MarkDone,
    MarkNotUseful,
    MarkRead,
    ReadInbox,
    ReadWhy,
    SnoozeNotice,
)
from libs.common.contracts.notifications import Kind
from libs.common.contracts.sessions import PlanChange
from libs.common.errors import Refused
from libs.common.mongo import Row
from tests.support.notifications import ADA, BOB, pair_formed, request_opened
from tests.support.plan import held, session_planned
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

DAY = timedelta(days=1)
SNOOZED_FOR = 2 * DAY
"""At any hour of the day, no row of the plan falls due within an hour of its end."""

OWN = ("inbox", "mail")


async def told_of_pairs(told: Told, *pair_ids: str) -> list[InboxItem]:
    """Ada and Bob are told of pairs; what Bob reads of it."""
    await told.joins(ADA, BOB)
    for number, pair_id in enumerate(pair_ids):
        await told.say(pair_formed(pair_id), pair_id, sequence=1)
        await told.settled(2 * (number + 1), person_id=BOB, channel={"$in": OWN})
    return await told.inbox(BOB)


async def test_a_page_says_where_the_next_begins_and_all_of_them_how_much_is_unread(told: Told) -> None:
    async with told.running():
        items = await told_of_pairs(told, "pair_1", "pair_2", "pair_3")
        first = await told.ask(ReadInbox(limit=2), BOB)
        second = await told.ask(ReadInbox(limit=2, cursor=first.next_cursor), BOB)
        await told.ask(MarkRead(notice_id=items[0].notice_id), BOB)
        unread = await told.ask(ReadInbox(state=ItemState.NEW, limit=1), BOB)
        with pytest.raises(NotFound):
            await told.ask(ReadInbox(cursor="wrong"), BOB)
    assert [item.subject_id for item in first.items] == ["pair_3", "pair_2"]
    assert [item.subject_id for item in second.items] == ["pair_1"]
    assert (first.unread, second.next_cursor) == (3, None)
    assert (unread.items[0].subject_id, unread.unread) == ("pair_2", 2)


async def test_only_its_reader_tidies_a_message_and_a_repeat_changes_nothing(told: Told) -> None:
    async with told.running():
        (item,) = await told_of_pairs(told, "pair_1")
        until = datetime.now(UTC) + DAY
        acts: list[Ask[Any]] = [
            MarkRead(notice_id=item.notice_id),
            MarkDone(notice_id=item.notice_id),
            MarkNotUseful(notice_id=item.notice_id),
            SnoozeNotice(notice_id=item.notice_id, until=until),
            ReadWhy(notice_id=item.notice_id),
        ]
        for act in acts:
            with pytest.raises(NotFound):
                await told.ask(act, ADA)
        read, again = [await told.ask(MarkRead(notice_id=item.notice_id), BOB) for _ in range(2)]
        done = [await told.ask(MarkDone(notice_id=item.notice_id), BOB) for _ in range(2)]
        for wrong in (datetime.now(UTC) - DAY, datetime.now(UTC) + 181 * DAY):
            with pytest.raises(Refused, match="snooze-time"):
                await told.ask(SnoozeNotice(notice_id=item.notice_id, until=wrong), BOB)
        row = await told.bench.database(SERVICE)["notices"].find_one({"notice_id": item.notice_id})
    assert (item.state, read.state, done[0].state) == (ItemState.NEW, ItemState.READ, ItemState.DONE)
    assert (read, done[0]) == (again, done[1])
    assert row
    assert row["revision"] == 3, "told, read, done"


async def test_what_is_snoozed_comes_back_at_its_time_once_on_any_number_of_replicas(told: Told) -> None:
    async with told.running(replicas=2):
        (item,) = await told_of_pairs(told, "pair_1")
        until = datetime.now(UTC) + SNOOZED_FOR
        snooze = SnoozeNotice(notice_id=item.notice_id, until=until)
        first, again = [await told.ask(snooze, BOB) for _ in range(2)]
        assert (first, first.state) == (again, ItemState.SNOOZED)
        assert await told.inbox(BOB) == []
        assert [one.notice_id for one in (await told.ask(ReadInbox(state=ItemState.SNOOZED), BOB)).items]
        await told.step(SNOOZED_FOR - timedelta(hours=1))
        assert await told.inbox(BOB) == [], "an hour too early"
        await told.step(timedelta(hours=2))
        rows = await told.settled(4, person_id=BOB, channel={"$in": OWN})
        (back,) = await told.inbox(BOB)
    assert [(row["channel"], row["state"]) for row in rows] == [("inbox", "sent"), ("mail", "sent")] * 2
    assert (back.notice_id, back.state, back.snoozed_until) == (item.notice_id, ItemState.NEW, None)
    assert back.at > item.at
    assert len({mail["Message-ID"] for mail in told.server.mails_to("bob@example.org")}) == 2


async def test_what_is_needless_by_then_does_not_come_back(told: Told) -> None:
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        await told.settled(2, person_id=ADA, channel={"$in": OWN})
        (item,) = await told.inbox(ADA)
        await told.ask(SnoozeNotice(notice_id=item.notice_id, until=datetime.now(UTC) + DAY), ADA)
        await told.blocks(ADA, BOB)
        await told.step(2 * DAY)

        async def is_dropped() -> Row | None:
            notices = told.bench.database(SERVICE)["notices"]
            return await notices.find_one({"notice_id": item.notice_id, "state": "dropped"})

        row = await eventually(is_dropped, what="a message that is not said again")
        assert await told.inbox(ADA) == []
        with pytest.raises(NotFound):
            await told.ask(MarkRead(notice_id=item.notice_id), ADA)
    assert row
    assert row["code"] == "out-of-sight"


async def test_a_talk_that_was_moved_held_or_missed_leaves_nothing_to_do_about_its_date(told: Told) -> None:
    now = datetime.now(UTC)

    async def over() -> list[tuple[str, bool]]:
        return [(one.template, one.is_over) for one in await told.inbox(BOB) if one.kind is Kind.SESSIONS]

    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.noticed("pair-formed", 2)
        await told.say(session_planned(starts_at=now + 2 * DAY, initiator_id=ADA), "pair_1", actorid=ADA, time=now)
        await told.noticed("session-arranged", 2)
        assert await over() == [("session-arranged-member", False)]
        moved = session_planned(PlanChange.MOVED, starts_at=now + DAY, initiator_id=ADA)
        await told.say(moved, "pair_1", actorid=ADA, time=now + timedelta(seconds=1))
        await told.noticed("session-moved", 2)
        assert await over() == [("session-moved-member", False), ("session-arranged-member", True)]
        await told.say(held(1, at=now), "pair_1", time=now + timedelta(seconds=2))
        await told.marked("session-held:s1")
        assert await over() == [("session-moved-member", True), ("session-arranged-member", True)]
        other = session_planned(session_id="s2", starts_at=now + timedelta(hours=1), initiator_id=ADA)
        await told.say(other, "pair_1", actorid=ADA, time=now + timedelta(seconds=3))
        await told.noticed("session-arranged", 4)
        assert ("session-arranged-member", False) in await over()
        await told.step(timedelta(hours=1))
        assert {is_over for _, is_over in await over()} == {True}, "its hour has come"


async def test_a_mail_that_has_not_gone_does_not_go_once_its_reader_is_done(told: Told) -> None:
    told.server.on_recipient["bob@example.org"].extend(["451 later"] * 9)
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(pair_formed(), "pair_1", sequence=1)

        async def is_put_off() -> bool:
            return bool(await told.rows(person_id=BOB, channel="mail", state="waiting", attempts={"$gte": 3}))

        await eventually(is_put_off, what="a mail that waits")
        (item,) = await told.inbox(BOB)
        await told.ask(MarkDone(notice_id=item.notice_id), BOB)
        (mail,) = await told.settled(1, person_id=BOB, channel="mail")
    assert (mail["state"], mail["code"]) == ("dropped", "read-already")

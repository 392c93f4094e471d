"""The house's own ideas: said to whom they concern, once, unless what they seek has happened."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from libs.common.contracts.notifications import NotificationSent, NudgeDropped
from tests.support.notifications import (
    ADA,
    BOB,
    pair_ended,
    pair_formed,
    phase_changed,
    session_held,
    session_suggested,
)
from tests.support.told import Told

A_DAY = timedelta(days=1)
NUDGES: dict[str, Any] = {"template": {"$regex": "^nudge-"}}


async def formed(told: Told, owner: str) -> None:
    """A pair that has formed just now, and whose turn it is."""
    await told.joins(ADA, BOB)
    await told.say(pair_formed(), "pair_1", sequence=1)
    await told.say(phase_changed(owner), "pair_1", sequence=1)
    await told.settled(4)
    await told.turn_known("pair_1")


@pytest.mark.feature("communication.nudges")
async def test_a_silence_is_told_to_whose_turn_it_is_once(told: Told) -> None:
    async with told.running(replicas=2):
        await formed(told, owner=BOB)
        await told.say(session_suggested(BOB), "pair_1", times=3)
        await told.noticed("nudge-first-session-gap")
        await told.by_day()
        rows = await told.settled(2, **NUDGES)
        await told.heard.expect(NotificationSent, 6)
        (item, _) = await told.inbox(BOB)
    assert {(row["person_id"], row["channel"], row["template"]) for row in rows} == {
        (BOB, "inbox", "nudge-first-session-gap-mentee"),
        (BOB, "mail", "nudge-first-session-gap-mentee"),
    }
    (_, mail) = told.server.mails_to("bob@example.org")
    assert mail["Subject"] == "Ein erstes Gespräch mit Ada Example?" == item.title
    assert len(told.server.mails_to("ada@example.org")) == 1, "of the pair alone"


async def test_a_session_that_was_held_since_makes_it_needless_whichever_is_heard_first(told: Told) -> None:
    at = datetime.now(UTC)
    async with told.running(replicas=2):
        await formed(told, owner=BOB)
        await told.say(session_held(at, ADA), "pair_1", time=at + timedelta(seconds=1))
        await told.marked("session-held:pair_1")
        await told.say(session_suggested(BOB), "pair_1", time=at)
        (fact,) = await told.heard.expect(NudgeDropped)
        assert isinstance(fact.data, NudgeDropped)
        assert (fact.data.nudge, fact.data.subject_id) == ("nudge-session-gap", "pair_1")
        assert fact.data.reason == "already-done"
        await told.step(A_DAY)
        assert await told.rows(**NUDGES) == []


async def test_nobody_is_nudged_who_left_or_whose_partner_left_or_whose_pair_ended(told: Told) -> None:
    async with told.running():
        await formed(told, owner=BOB)
        await told.leaves(BOB)
        await told.say(session_suggested(BOB), "pair_1")
        await told.heard.expect(NudgeDropped)
        await told.joins(BOB)
        await told.leaves(ADA)
        await told.say(session_suggested(BOB, days=19), "pair_1")
        await told.heard.expect(NudgeDropped, 2)
        await told.joins(ADA)
        await told.say(pair_ended(), "pair_1", sequence=2)
        await told.settled(8)
        await told.say(session_suggested(BOB, days=20), "pair_1")
        facts = [fact.data for fact in await told.heard.expect(NudgeDropped, 3)]
        assert await told.rows(**NUDGES) == []
    assert [fact.reason for fact in facts if isinstance(fact, NudgeDropped)] == [
        "person-left",
        "partner-left",
        "pair-rests",
    ]

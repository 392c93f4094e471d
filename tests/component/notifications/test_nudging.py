"""Fourteen days without a session: one nudge to whoever is next, whatever order the facts come in."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from libs.common.contracts import Contract
from libs.common.contracts.notifications import NotificationSent, NudgeDropped
from tests.support.notifications import ADA, BOB, pair_formed, phase_changed, session_held
from tests.support.running import eventually
from tests.support.told import Told

GAP = timedelta(days=14)
SOON = timedelta(minutes=1)
NUDGES: dict[str, Any] = {"template": {"$regex": "^nudge-"}}


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


async def due(told: Told, at: datetime) -> None:
    """Until the pair's timer stands there."""

    async def is_set() -> bool:
        timer = await told.timer("pair_1")
        return timer is not None and abs(timer["due_at"] - at) < timedelta(seconds=1)

    await eventually(is_set, what=f"the timer at {at}")


async def owner_is(told: Told, person_id: str) -> None:
    """Until it is known whose turn it is."""

    async def is_known() -> bool:
        pair = await told.pair("pair_1") or {}
        turns = [turn for turn in (pair.get("turn_by_phase"), pair.get("turn_by_session")) if turn]
        return person_id in [turn["owner_id"] for turn in turns]

    await eventually(is_known, what=f"{person_id} next")


async def formed(told: Told, owner: str) -> datetime:
    """A pair that has formed just now, and whose turn it is."""
    at = now()
    await told.joins(ADA, BOB)
    await told.say(pair_formed(), "pair_1", sequence=1, time=at)
    await told.say(phase_changed(owner), "pair_1", sequence=1)
    await told.settled(4)
    await due(told, at + GAP)
    await owner_is(told, owner)
    return at


@pytest.mark.feature("communication.nudges")
async def test_fourteen_days_after_the_pair_formed_the_next_owner_hears_of_it_once(told: Told) -> None:
    async with told.running(replicas=2):
        await formed(told, owner=BOB)
        await told.step(GAP - SOON)
        assert await told.timer("pair_1"), "a minute too early"
        await told.step(2 * SOON)
        rows = await told.settled(2, **NUDGES)
        await told.heard.expect(NotificationSent, 6)
        await told.step(10 * GAP)
        assert await told.timer("pair_1") is None, "it does not come again"
        (item, _) = await told.inbox(BOB)
    assert {(row["person_id"], row["channel"], row["template"]) for row in rows} == {
        (BOB, "inbox", "nudge-first-session-gap-mentee"),
        (BOB, "mail", "nudge-first-session-gap-mentee"),
    }
    (_, mail) = told.server.mails_to("bob@example.org")
    assert mail["Subject"] == "Ein erstes Gespräch mit Ada Example?" == item.title
    assert len(told.server.mails_to("ada@example.org")) == 1, "of the pair alone"


async def test_a_session_moves_the_nudge_and_hands_it_to_the_other_side(told: Told) -> None:
    async with told.running():
        at = await formed(told, owner=BOB)
        held = at + timedelta(days=10)
        event = await told.say(session_held(held, ADA), "pair_1")
        await due(told, held + GAP)
        await told.step(GAP + timedelta(days=1))
        assert await told.rows(**NUDGES) == [], "they met after ten days"
        await told.step(timedelta(days=10))
        rows = await told.settled(2, **NUDGES)
    assert {(row["person_id"], row["template"]) for row in rows} == {(ADA, "nudge-session-gap-mentor")}
    assert {tuple(row["facts"]) for row in rows} == {(event.id,)}, "the fact since which nothing happened"
    sent = [fact for fact in told.heard.of(NotificationSent) if fact.causationid == event.id]
    assert len(sent) == 2


async def test_the_next_session_arms_it_again_and_a_late_older_one_does_not(told: Told) -> None:
    async with told.running():
        at = await formed(told, owner=BOB)
        await told.step(GAP + SOON)
        await told.settled(2, **NUDGES)
        await told.say(session_held(at - timedelta(days=1), ADA, number=1), "pair_1")
        await owner_is(told, ADA)
        assert await told.timer("pair_1") is None, "that session was before the gap that was spoken of"
        met = at + GAP + timedelta(days=1)
        await told.say(session_held(met, ADA, number=2), "pair_1")
        await due(told, met + GAP)
        await told.say(session_held(at + timedelta(days=2), BOB, number=1), "pair_1")
        await told.step(GAP - timedelta(days=2))
        assert len(await told.rows(**NUDGES)) == 2
        await told.step(timedelta(days=5))
        rows = await told.settled(4, **NUDGES)
    assert Counter((row["person_id"], row["template"]) for row in rows) == {
        (BOB, "nudge-first-session-gap-mentee"): 2,
        (ADA, "nudge-session-gap-mentor"): 2,
    }


async def test_the_order_in_which_the_facts_come_changes_nothing(told: Told) -> None:
    """Journal ahead of matching, sessions backwards, everything twice: as if it had come in order."""
    at = now()
    facts: list[tuple[Contract, int | None]] = [
        (pair_formed(), 1),
        (phase_changed(BOB), 1),
        (phase_changed(ADA, sessions=1), 2),
        (phase_changed(BOB, sessions=3), 3),
        (session_held(at + timedelta(days=1), ADA, number=1), None),
        (session_held(at + timedelta(days=5), BOB, number=2), None),
        (session_held(at + timedelta(days=3), ADA, number=3), None),
    ]
    shuffled = [*facts, *facts]
    random.Random(7).shuffle(shuffled)  # noqa: S311 - the same shuffle every time
    events = {id(data): told.bench.event(data, "pair_1", sequence=seq, time=at) for data, seq in facts}
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        for data, _ in shuffled:
            await told.bench.publish(events[id(data)])
        await told.settled(4)
        await due(told, at + timedelta(days=5) + GAP)

        async def all_known() -> bool:
            pair = await told.pair("pair_1") or {}
            return bool(
                pair.get("formed")
                and (pair.get("turn_by_phase") or {}).get("sequence") == 3
                and (pair.get("turn_by_session") or {}).get("sessions") == 3
            )

        await eventually(all_known, what="every fact heard")
        await told.step(GAP + timedelta(days=6))
        rows = await told.settled(2, **NUDGES)
    assert {row["person_id"] for row in rows} == {BOB}, "after three sessions journal says Bob, and so it is"


async def test_nobody_is_nudged_who_left_or_whose_partner_left(told: Told) -> None:
    async with told.running():
        await formed(told, owner=BOB)
        await told.leaves(BOB)
        await told.step(GAP + SOON)
        (fact,) = await told.heard.expect(NudgeDropped)
        assert isinstance(fact.data, NudgeDropped)
        assert (fact.data.nudge, fact.data.subject_id, fact.data.reason) == ("session-gap", "pair_1", "person-left")
        await told.joins(BOB)
        await told.leaves(ADA)
        await told.say(session_held(now() + GAP + timedelta(days=1), BOB), "pair_1")
        await due(told, now() + 2 * GAP + timedelta(days=1))
        await told.step(2 * GAP)
        facts = await told.heard.expect(NudgeDropped, 2)
        assert isinstance(facts[1].data, NudgeDropped)
        assert facts[1].data.reason == "partner-left"
        assert await told.rows(**NUDGES) == []
        assert await told.timer("pair_1") is None


async def test_a_nudge_whose_owner_nobody_has_named_yet_waits_for_the_name(told: Told) -> None:
    at = now()
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(pair_formed(), "pair_1", sequence=1, time=at)
        await due(told, at + GAP)
        await told.step(GAP + SOON)
        await eventually(lambda: tried(told), what="a first try")
        assert await told.rows(**NUDGES) == []
        await told.say(phase_changed(ADA), "pair_1", sequence=1)
        rows = await told.settled(2, **NUDGES)
    assert {row["person_id"] for row in rows} == {ADA}


async def tried(told: Told) -> bool:
    timer = await told.timer("pair_1")
    return timer is not None and timer["tries"] > 0

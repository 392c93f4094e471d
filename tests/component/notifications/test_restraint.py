"""Restraint on real servers: budgets and digests, with two replicas that do everything at once."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter

from libs.common.contracts.notifications import Digest, Kind
from services.notifications.domain.attention import Attention, Nudged
from services.notifications.domain.preferences import Preferences
from tests.support.notifications import (
    ADA,
    BOB,
    circle_reminded,
    dividend_ready,
    pair_formed,
    phase_changed,
    request_reminded,
    session_held,
    session_suggested,
)
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

WEEK, SOON = timedelta(days=7), timedelta(minutes=1)
NUDGES = {"row": {"$in": ["request-reminded", "dividend-ready", "circle-reminded"]}}


async def put(told: Told, collection: str, document: Preferences | Attention) -> None:
    """As if it had been written before: settings have routes of their own."""
    row = TypeAdapter(type(document)).dump_python(document)
    known = {"_id": f"{told.bench.org}/{document.person_id}", "revision": 1}
    await told.bench.database(SERVICE)[collection].insert_one(row | known)


async def said(told: Told, count: int) -> Counter[str]:
    """To whom how many nudges were said, once there are so many."""

    async def enough() -> list[Any]:
        found = await told.notices(**NUDGES, state="said")
        return found if len(found) >= count else []

    return Counter(row["person_id"] for row in await eventually(enough, what=f"{count} nudges"))


@pytest.mark.feature("communication.nudge-budget")
async def test_two_replicas_spend_the_last_of_a_budget_once(told: Told) -> None:
    people = [f"person{number}" for number in range(12)]
    async with told.running(replicas=2):
        await put(told, "preferences", Preferences(told.bench.org, budget=1))
        await told.joins(ADA, BOB, *people)
        await told.by_day()
        facts = [
            fact
            for one in people
            for fact in (
                told.say(request_reminded(request_id=f"of {one}", mentor_id=one), one, sequence=2),
                told.say(dividend_ready(one), one),
                told.say(circle_reminded(one, circle_id=f"of {one}", members=(ADA,), invited=(one,)), one, sequence=2),
            )
        ]
        await asyncio.gather(*facts)
        first = await told.noticed(NUDGES["row"], 3 * len(people))
        assert Counter(row["state"] for row in first) == {"said": len(people), "waiting": 2 * len(people)}
        assert {row["code"] for row in first if row["state"] == "waiting"} == {"over-budget"}
        assert set(Counter(row["person_id"] for row in first if row["state"] == "said").values()) == {1}
        await told.step(WEEK - 2 * SOON)
        await told.step(4 * SOON)
        assert set((await said(told, 2 * len(people))).values()) == {2}
        late = await told.silenced(len(people), **NUDGES)
    assert {(row["person_id"], row["code"]) for row in late} == {(one, "stale") for one in people}, (
        "two weeks are too long"
    )


@pytest.mark.feature("communication.preferences")
async def test_a_daily_digest_brings_what_is_left_of_the_day_as_one_mail_or_as_itself(told: Told) -> None:
    async with told.running(replicas=2):
        await put(told, "preferences", Preferences(told.bench.org, BOB, digest=Digest.DAILY, budget=9))
        await told.joins(ADA, BOB)
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.say(phase_changed(BOB), "pair_1", sequence=1)
        await told.settled(4)
        now = await told.by_day()
        await told.say(session_suggested(BOB), "pair_1")
        await told.say(dividend_ready(BOB), BOB)
        await told.say(circle_reminded(BOB, members=(ADA,), invited=(BOB,)), "circle_1", sequence=2)
        await told.settled(3, channel="inbox", person_id=BOB, created_at={"$gte": now})
        assert len(told.server.mails_to("bob@example.org")) == 1, "of the pair, at once"
        (digest,) = await told.noticed("digest")
        await told.say(session_held(told.now, ADA), "pair_1", time=told.now)
        await told.marked("session-held:pair_1")
        await told.step_to(digest["not_before"] + SOON)
        (row,) = await told.settled(1, template="digest")
        await told.say(request_reminded(mentor_id=BOB, mentee_id=ADA), "req_1", sequence=2)
        (_, next_day) = await told.noticed("digest", 2)
        await told.step_to(next_day["not_before"] + SOON)
        (alone,) = await told.settled(1, template="request-reminded-mentor", channel="mail")
    assert (row["channel"], row["notice_id"], row["state"]) == ("mail", digest["notice_id"], "sent")
    gathered = {item["notice_id"]: item["row"] for item in await told.notices(digest_id=digest["notice_id"])}
    assert sorted(gathered[item] for item in row["items"]) == ["circle-reminded", "dividend-ready"]
    assert sorted(gathered.values()) == ["circle-reminded", "dividend-ready", "nudge-first-session-gap"]
    (_, together, single) = told.server.mails_to("bob@example.org")
    assert together["Subject"] == "2 Dinge für dich, in einer Mail"
    assert (alone["state"], alone["items"]) == ("sent", [])
    assert single["Subject"] == "Ada Example hofft noch auf eine Antwort von dir"


async def test_who_lets_a_kind_go_by_is_asked_once_and_hears_of_it_less_often(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        now = await told.by_day()
        ignored = tuple(Nudged(now - timedelta(days=days), Kind.LEARNING, f"n{days}") for days in (30, 20, 10))
        await put(told, "attentions", Attention(told.bench.org, BOB, ignored))
        await told.say(dividend_ready(BOB, "2026-04"), BOB)
        (question,) = await told.noticed("less-often")
        assert (question["person_id"], question["state"], question["importance"]) == (BOB, "said", "personal")
        (nudge,) = await told.noticed("dividend-ready")
        assert question["facts"] == nudge["facts"] != []
        await told.step(timedelta(days=3))
        await told.by_day()
        await told.say(dividend_ready(BOB, "2026-05"), BOB)
        (_, later) = await told.noticed("dividend-ready", 2)
        assert (later["state"], later["code"]) == ("waiting", "too-soon")
        assert later["not_before"] - nudge["said_at"] == timedelta(days=6)
        await told.noticed("less-often")

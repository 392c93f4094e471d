"""A pair that falls silent, pauses and meets again, in stepped time at two replicas. On a real broker and database."""

from datetime import timedelta

import pytest

from libs.common.contracts.care import ClosingOffered, SessionSuggested
from libs.common.contracts.pairs import PairEnded
from libs.common.contracts.requests import Direction
from libs.common.contracts.session_asks import PlanSession
from libs.common.house import House
from tests.component.journal.caring import DAY, SOON, fading, meet, resumed, step
from tests.component.journal.speaking import Speaking
from tests.support.running import eventually

CLOCKS = {"rhythm-clock", "pulse-clock"}


async def clocks(speaking: Speaking) -> set[str]:
    return {row["kind"] for row in await speaking.rows("timers")} & CLOCKS


async def until_they_stand_still(speaking: Speaking) -> None:
    async def none_left() -> bool:
        return await clocks(speaking) == set()

    await eventually(none_left, what="the end of the clocks")


@pytest.mark.feature("ours.rhythm", "insight.auto-conclude")
async def test_a_silence_is_suggested_on_fades_may_be_closed_and_ends_with_a_session_each_of_them_once(
    journal: House, speaking: Speaking
) -> None:
    async with speaking.running():
        pair = await speaking.open()
        await step(speaking, 18 * DAY)
        assert speaking.of(pair, SessionSuggested) == []
        await step(speaking, timedelta(hours=7))
        (suggested,) = speaking.of(pair, SessionSuggested)
        assert isinstance(suggested.data, SessionSuggested)
        assert (suggested.data.next_owner_id, suggested.data.days_since) == ("bob", 18)
        await step(speaking, 10 * DAY)
        assert fading(speaking, pair) == [False, True]
        assert speaking.of(pair, ClosingOffered) == []
        await step(speaking, 21 * DAY + SOON)
        (closing,) = speaking.of(pair, ClosingOffered)
        assert closing.data.concerns() == {"ada", "bob"}
        assert speaking.of(pair, PairEnded) == []
        await step(speaking, 60 * DAY)
        await meet(speaking, pair, "s1")
        await meet(speaking, pair, "s1", "bob")
        await speaking.quiet()
        assert fading(speaking, pair) == [False, True, False]
        await step(speaking, 19 * DAY)
    assert [len(speaking.of(pair, fact)) for fact in (SessionSuggested, ClosingOffered)] == [2, 1]
    assert await journal.dead_letters.list_() == []


async def test_a_pause_stops_the_clocks_and_its_end_counts_the_days_anew_whatever_is_told_first(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    await speaking.bench.publish(speaking.paused(pair, 2), times=2)
    await until_they_stand_still(speaking)
    await step(speaking, 40 * DAY)
    await speaking.bench.publish(resumed(speaking, pair, 3), times=2)
    await speaking.quiet()
    await speaking.bench.publish(speaking.paused(pair, 2))
    await speaking.quiet()
    assert await clocks(speaking) == CLOCKS
    await step(speaking, 18 * DAY)
    assert (speaking.of(pair, SessionSuggested), fading(speaking, pair)) == ([], [False])
    await step(speaking, 10 * DAY + SOON)
    assert fading(speaking, pair) == [False, True]


async def test_who_has_planned_to_meet_needs_no_suggestion_to(journal: House, speaking: Speaking) -> None:
    pair = await speaking.open()
    plan = PlanSession(pair_id=pair.subject, session_id="s1", starts_at=pair.time + 25 * DAY, minutes=45)
    await speaking.questions.ask(plan, speaking.asker("bob"))
    await step(speaking, 19 * DAY)
    assert speaking.of(pair, SessionSuggested) == []


async def test_an_ended_pair_and_one_for_a_single_talk_have_no_clocks(journal: House, speaking: Speaking) -> None:
    await speaking.open(speaking.formed("pair_talk", direction=Direction.FLASH))
    assert await clocks(speaking) == set()
    pair = await speaking.open()
    assert await clocks(speaking) == CLOCKS
    await speaking.bench.publish(speaking.ended(pair, 2))
    await until_they_stand_still(speaking)

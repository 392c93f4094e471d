"""A pair for one talk that nobody holds, on a real broker and database: a word to both, its end, its place free."""

from datetime import timedelta

import pytest

from libs.common.contracts.pairs import (
    PairChanged,
    PairEnded,
    PairExtendAsked,
    PairFormed,
    PairPauseAsked,
    PairReminded,
)
from libs.common.contracts.requests import Direction, PlaceFreed
from tests.component.matching.speaking import Matching, person
from tests.component.matching.test_pairs import form, held, places
from tests.support.running import eventually

DAY, SOON = timedelta(days=1), timedelta(seconds=30)


async def agree(matching: Matching) -> str:
    """Mia and Ada, who has no other place, are to talk once."""
    await matching.know(person("ada", capacity=1), person("eve"))
    await matching.known()
    return await form(matching, direction=Direction.FLASH)


async def has_no_clock(matching: Matching) -> bool:
    return "talk-clock" not in {row["kind"] for row in await matching.rows("timers")}


@pytest.mark.feature("programme.flash-and-peer", "matching.capacity")
async def test_both_hear_a_week_before_it_ends_and_who_came_too_late_hears_of_the_free_place(
    matching: Matching,
) -> None:
    await matching.know(person("ada", capacity=1), person("eve"))
    await matching.known()
    await matching.ask("ada", mentee="eve", request="req_eve")
    pair_id = await form(matching, direction=Direction.FLASH)
    await matching.closed("req_eve")
    await matching.step(23 * DAY + SOON)
    (word,) = await matching.heard.expect(PairReminded)
    assert isinstance(word.data, PairReminded)
    assert (word.subject, word.sequence, word.actorid, sorted(word.data.concerns())) == (
        pair_id,
        2,
        None,
        ["ada", "mia"],
    )
    assert word.data.ends_at == word.data.formed_at + 30 * DAY
    (formed,) = matching.heard.of(PairFormed)
    assert isinstance(formed.data, PairFormed)
    assert formed.data.ends_at is not None
    assert abs(formed.data.ends_at - word.data.ends_at) < SOON
    assert (await places(matching))["ada"] == 1
    await matching.step(7 * DAY)
    (ended,) = await matching.heard.expect(PairEnded)
    assert isinstance(ended.data, PairEnded)
    assert (ended.data.ending, ended.data.left_id, ended.actorid, ended.sequence) == ("no-fault", None, None, 3)
    assert (await places(matching))["ada"] == 0
    (freed,) = await matching.heard.expect(PlaceFreed)
    assert freed.data.concerns() == {"eve"}
    await eventually(lambda: has_no_clock(matching), what="no clock left")


async def test_an_extension_moves_its_end_and_brings_another_word(matching: Matching) -> None:
    pair_id = await agree(matching)
    await matching.step(23 * DAY + SOON)
    (first,) = await matching.heard.expect(PairReminded)
    assert isinstance(first.data, PairReminded)
    until = first.data.formed_at + 60 * DAY
    await matching.claim(PairExtendAsked(pair_id=pair_id, until=until), pair_id, "mia")
    await matching.step(30 * DAY)
    last = (await matching.heard.expect(PairReminded, 2))[-1]
    assert isinstance(last.data, PairReminded)
    assert (last.data.ends_at, matching.heard.of(PairEnded)) == (until, [])
    await matching.step(7 * DAY)
    await matching.heard.expect(PairEnded)


async def test_a_pause_stops_its_clock_which_counts_anew_afterwards(matching: Matching) -> None:
    pair_id = await agree(matching)
    await matching.claim(PairPauseAsked(pair_id=pair_id, paused=True), pair_id, "ada")
    assert await has_no_clock(matching)
    await matching.step(40 * DAY)
    back = await matching.claim(PairPauseAsked(pair_id=pair_id, paused=False), pair_id, "mia")
    assert isinstance(back.data, PairChanged)
    (clock,) = [row for row in await matching.rows("timers") if row["kind"] == "talk-clock"]
    assert back.data.resumed_at is not None
    assert abs(clock["due_at"] - (back.data.resumed_at + 23 * DAY)) < SOON
    assert matching.heard.of(PairReminded) == []


async def test_a_talk_that_was_held_has_no_clock_any_more(matching: Matching) -> None:
    pair_id = await agree(matching)
    assert not await has_no_clock(matching)
    await matching.bench.publish(matching.bench.event(held(pair_id), pair_id))
    (ended,) = await matching.heard.expect(PairEnded)
    assert isinstance(ended.data, PairEnded)
    await eventually(lambda: has_no_clock(matching), what="no clock left")
    await matching.step(31 * DAY)
    assert (ended.data.ending, matching.heard.of(PairReminded)) == ("completed", [])

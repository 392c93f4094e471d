"""A pair for one talk that nobody holds: when its word and its end come, and what moves them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.directions import Direction
from services.matching.domain.errors import RuleBroken
from services.matching.domain.one_talk import REMIND_BEFORE, TALK_WITHIN, ends_at, next_due, tick
from services.matching.domain.pairs import End, EndReason, Pair, Standing, Turn
from services.matching.domain.standings import TOLD, Change, Ending, Step, come_back, extend, hold, pause, resume, turn
from tests.unit.matching.builders import WINTER
from tests.unit.matching.test_standings import make_pair

DAY = timedelta(days=1)


def make_talk(**changes: Any) -> Pair:
    return make_pair(direction=Direction.FLASH, formed_at=WINTER, **changes)


@pytest.mark.feature("programme.flash-and-peer")
def test_both_hear_a_week_before_and_then_it_ends_by_itself_as_nobodys_fault() -> None:
    assert next_due(make_talk()) == WINTER + 23 * DAY
    assert tick(make_talk(), WINTER + 23 * DAY - timedelta(seconds=1)).change is None
    word = tick(make_talk(), WINTER + 23 * DAY)
    assert (word.change, word.pair.standing, word.pair.sequence) == (Change.REMINDED, Standing.CONSENTED, 2)
    assert tick(word.pair, WINTER + 29 * DAY).change is None, "once"
    over = tick(word.pair, WINTER + 30 * DAY)
    assert (over.change, over.pair.end) == (Change.ENDED, End(None, EndReason.FADED, WINTER + 30 * DAY))
    assert TOLD[EndReason.FADED] is Ending.NO_FAULT
    assert next_due(over.pair) is None


CASES: dict[str, tuple[dict[str, Any], datetime | None]] = {
    "left alone": ({}, WINTER + 30 * DAY),
    "extended": ({"planned_until": WINTER + 45 * DAY}, WINTER + 45 * DAY),
    "planned for a nearer day, which shortens nothing": ({"planned_until": WINTER + 2 * DAY}, WINTER + 30 * DAY),
    "after a pause": ({"resumed_at": WINTER + 10 * DAY}, WINTER + 40 * DAY),
    "in a pause": ({"standing": Standing.PAUSED, "paused_until": WINTER + 10 * DAY}, None),
    "in an open pause": ({"standing": Standing.PAUSED}, None),
    "over": ({"standing": Standing.ENDED, "end": End(None, EndReason.COMPLETED, WINTER)}, None),
    "for more than one talk": ({"direction": Direction.FORWARD}, None),
}


@pytest.mark.parametrize(("changes", "end"), CASES.values(), ids=CASES)
def test_when_it_ends(changes: dict[str, Any], end: datetime | None) -> None:
    pair = replace(make_talk(), **changes)
    assert ends_at(pair) == end
    assert next_due(pair) == (end and end - REMIND_BEFORE)
    if end is None:
        assert tick(pair, WINTER + 999 * DAY).change is None


def test_an_extension_after_the_word_brings_another_before_the_new_end() -> None:
    told = tick(make_talk(), WINTER + 23 * DAY).pair
    later = extend(told, "mia", WINTER + 60 * DAY, WINTER + 24 * DAY).pair
    assert tick(later, WINTER + 30 * DAY).change is None
    assert next_due(later) == WINTER + 53 * DAY
    assert tick(later, WINTER + 53 * DAY).change is Change.REMINDED


def test_of_an_end_that_has_come_nobody_is_reminded() -> None:
    assert tick(make_talk(), WINTER + 31 * DAY).change is Change.ENDED


ACTS: dict[str, Callable[[Pair, datetime], Step]] = {
    "pause": lambda pair, at: pause(pair, "mia", at + 5 * DAY, at),
    "come back": come_back,
    "resume": lambda pair, at: resume(pair, "tom", at),
    "extend": lambda pair, at: extend(pair, "tom", at + 20 * DAY, at),
    "wish to turn": lambda pair, _: turn(pair, "mia", Turn(Direction.REVERSE, "mia")),
    "agree to turn": lambda pair, _: turn(pair, "tom", Turn(Direction.REVERSE, "mia")),
    "hold": hold,
    "nothing": lambda pair, _: Step(pair),
}


def passing(pair: Pair, until: datetime) -> Pair:
    """The clock goes on by itself; each time that it is due it has something to do."""
    while (due := next_due(pair)) and due <= until:
        before, step = pair, tick(pair, due)
        pair = step.pair
        if step.change is Change.ENDED:
            assert before.told_end == due, "both have heard of just this end"
            assert due >= max(before.formed_at, before.resumed_at or before.formed_at) + TALK_WITHIN
            assert due >= (before.planned_until or due)
        else:
            assert (step.change, pair.told_end) == (Change.REMINDED, ends_at(pair))
    return pair


@given(st.lists(st.tuples(st.integers(0, 25), st.sampled_from(sorted(ACTS))), max_size=8))
def test_whatever_the_two_do_it_never_ends_unheard_and_left_alone_it_ends(acts: list[tuple[int, str]]) -> None:
    pair, at = make_talk(), WINTER
    for days, name in acts:
        at += days * DAY
        pair = passing(pair, at)
        try:
            pair = ACTS[name](pair, at).pair
        except RuleBroken:
            continue
    alone = passing(pair, at + 999 * DAY)
    assert alone.end is not None or alone.standing is Standing.PAUSED or alone.direction is not Direction.FLASH

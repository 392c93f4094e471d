"""How a pair goes on, and that an end is an end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import NotYours, RuleBroken, WrongState
from services.matching.domain.pairs import End, EndReason, Pair, Standing, Turn, Wish, form_pair
from services.matching.domain.requests import accept
from services.matching.domain.standings import (
    TOLD,
    Change,
    Ending,
    Step,
    break_off,
    come_back,
    end,
    extend,
    hold,
    pause,
    reinstate,
    resume,
    suspend,
    turn,
)
from tests.unit.matching.builders import LATER, WINTER, make_open_request

DAY = timedelta(days=1)
SPRING = LATER + 90 * DAY
REVERSE = Turn(Direction.REVERSE, "mia")


def make_pair(**changes: Any) -> Pair:
    """Mia learns from Tom."""
    return replace(form_pair(accept(make_open_request(), "tom", WINTER).request, (), WINTER), **changes)


@pytest.mark.feature("programme.flash-and-peer")
@pytest.mark.parametrize("changes", [{}, {"standing": Standing.PAUSED, "paused_until": SPRING}])
def test_one_talk_completes_a_flash_pair_by_itself_and_no_other(changes: dict[str, Any]) -> None:
    held = hold(make_pair(direction=Direction.FLASH, **changes), LATER)
    assert (held.change, held.pair.standing, held.pair.paused_until) == (Change.ENDED, Standing.ENDED, None)
    assert held.pair.end == End(None, EndReason.COMPLETED, LATER)
    assert held.pair.went_well
    assert hold(held.pair, LATER + DAY).change is None, "a second session ends nothing again"
    for direction in set(Direction) - {Direction.FLASH}:
        assert hold(make_pair(direction=direction), LATER).change is None


@pytest.mark.parametrize("by", ["mia", "tom"])
def test_either_member_pauses_and_the_other_may_resume(by: str) -> None:
    paused = pause(make_pair(), by, SPRING, LATER)
    assert (paused.change, paused.pair.standing, paused.pair.paused_until) == (Change.PAUSED, Standing.PAUSED, SPRING)
    other = "tom" if by == "mia" else "mia"
    back = resume(paused.pair, other, LATER + DAY)
    assert (back.change, back.pair.standing, back.pair.paused_until) == (Change.RESUMED, Standing.CONSENTED, None)
    assert (back.pair.resumed_at, back.pair.sequence) == (LATER + DAY, 3)


def test_pause_may_be_moved_and_its_repeat_changes_nothing() -> None:
    paused = pause(make_pair(), "mia", SPRING, LATER).pair
    assert pause(paused, "tom", SPRING, LATER).change is None
    assert pause(paused, "tom", None, LATER).pair.paused_until is None
    assert resume(make_pair(), "mia", LATER).change is None


def test_pause_that_would_be_over_is_refused() -> None:
    with pytest.raises(WrongState) as refused:
        pause(make_pair(), "mia", LATER, LATER)
    assert refused.value.code is Code.PAUSE_IS_OVER


def test_paused_pair_comes_back_when_its_time_has_come_and_not_before() -> None:
    paused = pause(make_pair(), "mia", SPRING, LATER).pair
    assert come_back(paused, SPRING - DAY).change is None
    assert come_back(paused, SPRING).change is Change.RESUMED
    assert come_back(pause(paused, "mia", None, LATER).pair, SPRING + DAY).change is None, "it is open now"
    assert come_back(make_pair(), SPRING).change is None
    assert come_back(end(paused, "mia", EndReason.MOVED, LATER).pair, SPRING).change is None


def test_extension_goes_on_for_longer_and_never_for_less() -> None:
    longer = extend(make_pair(), "tom", SPRING, LATER)
    assert (longer.change, longer.pair.planned_until) == (Change.EXTENDED, SPRING)
    assert extend(longer.pair, "mia", SPRING, LATER).change is None
    for earlier in (SPRING - DAY, LATER):
        with pytest.raises(WrongState) as refused:
            extend(longer.pair, "mia", earlier, LATER)
        assert refused.value.code is Code.NOT_AN_EXTENSION
    with pytest.raises(WrongState):
        extend(make_pair(), "mia", LATER, LATER)


def test_direction_turns_when_both_wish_the_same() -> None:
    wished = turn(make_pair(), "mia", REVERSE)
    assert (wished.change, wished.pair.wish) == (Change.TURN_WISHED, Wish("mia", REVERSE))
    assert (wished.pair.direction, wished.pair.mentor_id) == (Direction.FORWARD, "tom")
    assert turn(wished.pair, "mia", REVERSE).change is None, "who asks twice has not agreed for two"
    turned = turn(wished.pair, "tom", REVERSE)
    assert (turned.change, turned.pair.wish) == (Change.TURNED, None)
    assert (turned.pair.direction, turned.pair.mentor_id) == (Direction.REVERSE, "mia")


def test_other_wish_replaces_the_first_and_staying_drops_it() -> None:
    wished = turn(make_pair(), "mia", REVERSE).pair
    both_ways = Turn(Direction.RECIPROCAL, "tom")
    assert turn(wished, "tom", both_ways).pair.wish == Wish("tom", both_ways)
    stays = turn(wished, "tom", Turn(Direction.FORWARD, "tom"))
    assert (stays.change, stays.pair.wish) == (Change.TURN_DROPPED, None)
    assert turn(make_pair(), "tom", Turn(Direction.FORWARD, "tom")).change is None


def test_who_gives_must_be_one_of_the_two() -> None:
    with pytest.raises(WrongState) as refused:
        turn(make_pair(), "mia", Turn(Direction.REVERSE, "eve"))
    assert refused.value.code is Code.MENTOR_NOT_IN_PAIR


@pytest.mark.parametrize("reason", EndReason)
@pytest.mark.parametrize("standing", [Standing.CONSENTED, Standing.PAUSED])
def test_either_member_ends_alone_and_at_once_for_every_reason(reason: EndReason, standing: Standing) -> None:
    living = make_pair(standing=standing, paused_until=SPRING, wish=Wish("tom", REVERSE))
    ended = end(living, "mia", reason, LATER)
    assert (ended.change, ended.pair.standing, ended.pair.end) == (
        Change.ENDED,
        Standing.ENDED,
        End("mia", reason, LATER),
    )
    assert (ended.pair.paused_until, ended.pair.wish) == (None, None)


def test_safety_is_told_as_no_fault_and_nobody_can_find_out_by_asking() -> None:
    assert TOLD[EndReason.SAFETY] is TOLD[EndReason.NO_FAULT] is TOLD[EndReason.FADED] is Ending.NO_FAULT
    ends = {reason: end(make_pair(), "mia", reason, LATER).pair for reason in (EndReason.SAFETY, EndReason.NO_FAULT)}
    for asked in EndReason:
        answers = []
        for ended in ends.values():
            try:
                answers.append(str(end(ended, "tom", asked, LATER).change))
            except WrongState as refused:
                answers.append(refused.code)
        assert len(set(answers)) == 1, asked


STRANGE: dict[str, Callable[[], Step]] = {
    "pause": lambda: pause(make_pair(), "eve", None, LATER),
    "resume": lambda: resume(make_pair(), "eve", LATER),
    "extend": lambda: extend(make_pair(), "eve", SPRING, LATER),
    "turn": lambda: turn(make_pair(), "eve", REVERSE),
    "end": lambda: end(make_pair(), "eve", EndReason.SAFETY, LATER),
}


@pytest.mark.parametrize("act", STRANGE.values(), ids=STRANGE)
def test_strangers_learn_nothing(act: Callable[[], Step]) -> None:
    with pytest.raises(NotYours) as refused:
        act()
    assert refused.value.code is Code.PAIR_UNKNOWN


WISHES: dict[str, Callable[[Pair, str], Step]] = {
    "pause": lambda pair, by: pause(pair, by, SPRING, LATER),
    "pause openly": lambda pair, by: pause(pair, by, None, LATER),
    "resume": lambda pair, by: resume(pair, by, LATER),
    "extend": lambda pair, by: extend(pair, by, SPRING, LATER),
    "turn": lambda pair, by: turn(pair, by, REVERSE),
    "stay": lambda pair, by: turn(pair, by, Turn(Direction.FORWARD, "tom")),
    "complete": lambda pair, by: end(pair, by, EndReason.COMPLETED, LATER),
    "flee": lambda pair, by: end(pair, by, EndReason.SAFETY, LATER),
    "come back": lambda pair, by: come_back(pair, SPRING),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(WISHES)), st.sampled_from(["mia", "tom", "eve"])), max_size=12))
def test_terminal_is_terminal_sequences_rise_and_no_direction_turns_without_two(acts: list[tuple[str, str]]) -> None:
    pair, wished = make_pair(), set[str]()
    for name, by in acts:
        before = pair
        try:
            step = WISHES[name](pair, by)
        except RuleBroken:
            continue
        pair = step.pair
        assert pair.sequence == before.sequence + (step.change is not None)
        assert (step.change is None) == (pair == before)
        assert before.end is None or step.change is None
        assert (pair.end is None) == (pair.standing is not Standing.ENDED)
        if step.change is Change.TURN_WISHED:
            wished = {by}
        if step.change is Change.TURNED:
            assert {*wished, by} == {"mia", "tom"}
        assert pair.direction is before.direction or step.change is Change.TURNED
        assert {consent.person_id for consent in pair.consents} == {"mia", "tom"}


@pytest.mark.feature("platform.safeguarding")
@pytest.mark.parametrize(
    ("before", "changes"),
    [
        ({}, [Change.PAUSED, Change.RESUMED]),
        ({"standing": Standing.PAUSED}, [None, None]),
        ({"standing": Standing.PAUSED, "paused_until": SPRING}, [None, None]),
        ({"standing": Standing.PAUSED, "paused_until": LATER}, [None, Change.RESUMED]),
    ],
)
def test_a_suspension_takes_nothing_from_a_pause_of_their_own(
    before: dict[str, Any], changes: list[Change | None]
) -> None:
    rests = suspend(make_pair(**before))
    assert suspend(rests.pair) == Step(rests.pair), "twice is once"
    assert come_back(rests.pair, SPRING + DAY) == Step(rests.pair), "time ends a pause and no suspension"
    goes_on = reinstate(rests.pair, LATER)
    assert [rests.change, goes_on.change] == changes
    assert (goes_on.pair.suspended_from, reinstate(goes_on.pair, LATER)) == (None, Step(goes_on.pair))


@pytest.mark.feature("platform.safeguarding")
def test_while_a_pair_is_suspended_only_an_end_moves_it() -> None:
    rests = suspend(make_pair()).pair
    moves: list[Callable[[], Step]] = [
        lambda: resume(rests, "tom", LATER),
        lambda: pause(rests, "tom", None, LATER),
        lambda: extend(rests, "mia", SPRING, LATER),
        lambda: turn(rests, "mia", REVERSE),
    ]
    for move in moves:
        with pytest.raises(WrongState) as broken:
            move()
        assert broken.value.code is Code.PAIR_SUSPENDED
    ended = end(rests, "tom", EndReason.NO_FAULT, LATER)
    assert (ended.change, ended.pair.suspended_from) == (Change.ENDED, None)
    assert suspend(ended.pair) == Step(ended.pair)


@pytest.mark.feature("platform.safeguarding")
def test_a_pair_that_a_moderator_ends_ends_as_nobodys_fault_and_once() -> None:
    over = break_off(make_pair(), LATER)
    assert over.pair.end is not None
    assert (over.change, TOLD[over.pair.end.reason]) == (Change.ENDED, Ending.NO_FAULT)
    assert break_off(over.pair, LATER + DAY) == Step(over.pair)

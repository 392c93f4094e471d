"""The learning echo: after a completed pair alone, once for each time, and not when its time has long passed."""

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.endings import EchoDays
from libs.common.contracts.pairs import Ending
from services.journal.domain import echoes as domain
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.echoes import ASKED_WITHIN, ECHO_DAYS
from services.journal.domain.farewells import Echo, Farewell
from services.journal.domain.hours import HOUR
from services.journal.domain.keys import SealedText
from services.journal.domain.stories import Standing, Story
from tests.unit.journal.builders import NOW, make_story

DAYS = timedelta(days=1)
NOTHING = Farewell(org="acme", pair_id="pair_1")
COMPLETED = make_story(standing=Standing.ENDED, ended_at=NOW, ending="completed")
WORDS = SealedText("key", b"sealed")


def asked(story: Story, *days_later: float) -> list[tuple[int, ...]]:
    """What was asked for after each of these days, at which every clock fires that is due, and fires again."""
    farewell, found = NOTHING, []
    for later in days_later:
        for days in ECHO_DAYS * 2:
            farewell = domain.ask_echo(farewell, story, days, NOW + later * DAYS)
        found.append(farewell.echoes_asked)
    return found


def test_the_days_are_those_of_the_wire() -> None:
    assert get_args(EchoDays) == ECHO_DAYS


def test_after_a_month_three_months_and_a_year_both_are_asked() -> None:
    assert asked(COMPLETED, 29.9, 30, 89.9, 90, 364.9, 365) == [
        (),
        (30,),
        (30,),
        (30, 90),
        (30, 90),
        (30, 90, 365),
    ]


@pytest.mark.parametrize(
    ("later", "asks"), [(59.9, (30,)), (60, ()), (100, (90,)), (300, ()), (394.9, (365,)), (395, ()), (9_999, ())]
)
def test_after_a_jump_of_the_clock_only_what_is_not_long_past_is_asked(later: float, asks: tuple[int, ...]) -> None:
    assert asked(COMPLETED, later) == [asks]


@given(st.lists(st.integers(0, 500), max_size=20).map(sorted))
def test_each_is_asked_at_most_once_whenever_clocks_fire(moments: list[int]) -> None:
    final = asked(COMPLETED, *moments)[-1:] or [()]
    assert len(set(final[0])) == len(final[0])
    expected = {days for days in ECHO_DAYS if any(days <= moment < days + ASKED_WITHIN / DAYS for moment in moments)}
    assert set(final[0]) == expected


@pytest.mark.parametrize("ending", [one for one in Ending if one is not Ending.COMPLETED])
def test_after_every_other_end_nobody_is_asked(ending: Ending) -> None:
    story = make_story(standing=Standing.ENDED, ended_at=NOW, ending=ending.value)
    assert [domain.echo_due(story, days) for days in ECHO_DAYS] == [None] * 3
    assert asked(story, 30, 90, 365) == [()] * 3


def test_it_falls_due_at_a_full_hour() -> None:
    story = make_story(standing=Standing.ENDED, ended_at=NOW + timedelta(minutes=1), ending="completed")
    assert domain.echo_due(story, 30) == NOW + 30 * DAYS + HOUR


def test_nobody_answers_what_was_not_asked_and_it_is_never_too_late() -> None:
    farewell = domain.ask_echo(NOTHING, COMPLETED, 30, NOW + 30 * DAYS)
    domain.require_asked(farewell, 30)
    with pytest.raises(RuleBroken) as refused:
        domain.require_asked(farewell, 90)
    assert refused.value.code is Code.ECHO_NOT_DUE


def test_each_side_has_one_echo_for_each_time() -> None:
    first, other, later = Echo("ada", 30, WORDS, NOW), Echo("bob", 30, WORDS, NOW), Echo("ada", 90, WORDS, NOW)
    better = Echo("ada", 30, SealedText("key", b"better"), NOW + DAYS)
    farewell = NOTHING
    for echo in (first, other, later, better):
        farewell = domain.answer(farewell, echo)
    assert farewell.echoes == (other, later, better)
    assert domain.has_answered(farewell, "ada", 30)
    assert not domain.has_answered(farewell, "bob", 90)

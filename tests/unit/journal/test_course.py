"""The course of a pair: looked at half-way, winding down near its planned end, standing still in a pause."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from services.journal.domain.course import DEFAULT_COURSE, REVIEW_WITHIN, next_due, rethought, review_over, tick
from services.journal.domain.hours import HOUR
from services.journal.domain.stories import Phase, Standing, Story
from tests.unit.journal.builders import FORMED_AT, make_story

DAYS = timedelta(days=1)
HALF, NEARLY = FORMED_AT + 50 * DAYS, FORMED_AT + 85 * DAYS


def make_course(**changes: object) -> Story:
    """A pair that means to go on for a hundred days."""
    course = make_story(active_since=FORMED_AT, planned_until=FORMED_AT + 100 * DAYS)
    return replace(course, **changes)  # type: ignore[arg-type]


def test_half_way_its_review_is_due_and_not_before() -> None:
    story = make_course()
    assert next_due(story) == HALF
    assert tick(story, HALF - HOUR) == story
    assert tick(story, HALF).phase is Phase.REVIEW_DUE


def test_near_its_planned_end_it_winds_down_once() -> None:
    reviewed = review_over(tick(make_course(), HALF), HALF + DAYS)
    assert next_due(reviewed) == NEARLY
    winding = tick(reviewed, NEARLY)
    assert (winding.phase, winding.winding_down_since) == (Phase.WINDING_DOWN, NEARLY)
    assert next_due(winding) is None
    assert tick(winding, NEARLY + DAYS) == winding


def test_where_nobody_said_how_long_it_goes_on_for_half_a_year() -> None:
    assert next_due(make_course(planned_until=None)) == FORMED_AT + DEFAULT_COURSE / 2


def test_a_recognised_pair_begins_when_it_was_recognised() -> None:
    years_ago = FORMED_AT - 1000 * DAYS
    assert next_due(make_course(formed_at=years_ago)) == HALF


def test_its_clock_falls_due_at_full_hours() -> None:
    begun_at = FORMED_AT + timedelta(minutes=17)
    assert next_due(make_course(begun_at=begun_at, planned_until=begun_at + 100 * DAYS)) == HALF + HOUR


@pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.ENDED])
def test_in_a_pause_and_after_the_end_its_clock_stands_still(standing: Standing) -> None:
    story = make_course(standing=standing)
    assert next_due(story) is None
    assert tick(story, NEARLY) == story


def test_what_fell_due_in_a_pause_is_due_when_it_goes_on() -> None:
    paused = tick(make_course(standing=Standing.PAUSED), HALF + DAYS)
    resumed = replace(paused, standing=Standing.CONSENTED)
    assert tick(resumed, HALF + 2 * DAYS).review_due_since == HALF + 2 * DAYS


def test_a_review_that_not_both_gave_is_over_after_three_weeks_and_comes_no_second_time() -> None:
    due = tick(make_course(), HALF)
    assert next_due(due) == HALF + REVIEW_WITHIN
    assert tick(due, HALF + REVIEW_WITHIN - HOUR) == due
    over = tick(due, HALF + REVIEW_WITHIN)
    assert (over.phase, over.review_over_at) == (Phase.ACTIVE, HALF + REVIEW_WITHIN)
    longer = rethought(replace(over, planned_until=FORMED_AT + 400 * DAYS), over.review_over_at or HALF)
    assert tick(longer, FORMED_AT + 200 * DAYS).phase is Phase.ACTIVE


def test_a_review_goes_on_while_the_pair_winds_down() -> None:
    story = make_course(planned_until=FORMED_AT + 20 * DAYS)
    due = tick(story, FORMED_AT + 10 * DAYS)
    winding = tick(due, FORMED_AT + 17 * DAYS)
    assert (winding.phase, winding.review_due_since) == (Phase.WINDING_DOWN, FORMED_AT + 10 * DAYS)
    assert next_due(winding) == FORMED_AT + 31 * DAYS
    assert tick(winding, FORMED_AT + 31 * DAYS).review_over_at == FORMED_AT + 31 * DAYS


def test_who_comes_to_both_at_once_is_asked_for_the_end_alone() -> None:
    late = tick(make_course(), NEARLY)
    assert (late.phase, late.review_due_since) == (Phase.WINDING_DOWN, None)


@pytest.mark.parametrize(
    ("until", "phase"),
    [
        (FORMED_AT + 100 * DAYS, Phase.WINDING_DOWN),
        (FORMED_AT + 104 * DAYS, Phase.WINDING_DOWN),
        (FORMED_AT + 106 * DAYS, Phase.ACTIVE),
        (FORMED_AT + 400 * DAYS, Phase.ACTIVE),
    ],
)
@pytest.mark.parametrize("standing", [Standing.CONSENTED, Standing.PAUSED])
def test_an_end_that_is_put_off_far_enough_is_not_near_any_more(
    standing: Standing, until: datetime, phase: Phase
) -> None:
    winding = review_over(tick(make_course(), NEARLY + 4 * DAYS), NEARLY + 4 * DAYS)
    longer = rethought(replace(winding, planned_until=until, standing=standing), NEARLY + 5 * DAYS)
    assert longer.phase is phase


def test_one_talk_has_no_course() -> None:
    story = make_course(direction="flash")
    assert next_due(story) is None
    assert tick(story, NEARLY) == story

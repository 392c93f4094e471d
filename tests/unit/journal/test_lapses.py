"""Cancelled and missed: by whom, how often in a row, whose task the new time is, and which times are near."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.requests import Direction
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.lapses import cancel, miss, near_slots
from services.journal.domain.planning import Wish, change, plan
from services.journal.domain.sessions import Calendar, Lapse, Plan, State
from tests.unit.journal.builders import NOW, held, make_calendar

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TOMORROW = NOW + DAY

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


def lapse_of(calendar: Calendar, session_id: str = "s1") -> Lapse:
    found = calendar.get(session_id).lapse
    assert found
    return found


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("who", ["ada", "bob"])
def test_whoever_lets_the_other_down_finds_the_new_time(direction: Direction, who: str) -> None:
    calendar = make_calendar(TOMORROW, TOMORROW + DAY, direction=direction.value)
    assert cancel(calendar, "s1", who, NOW).story.next_owner_id == who
    assert miss(calendar, "s1", who, TOMORROW).story.next_owner_id == who


def test_where_neither_came_it_is_nobodys_fault() -> None:
    calendar = make_calendar(TOMORROW, next_owner_id="ada")
    after = miss(calendar, "s1", None, TOMORROW)
    assert (lapse_of(after), after.story) == (Lapse(State.MISSED), calendar.story)


def test_nobody_can_be_absent_before_it_begins() -> None:
    calendar = make_calendar(TOMORROW)
    with pytest.raises(RuleBroken) as broken:
        miss(calendar, "s1", "bob", TOMORROW - 5 * MINUTE - timedelta(microseconds=1))
    assert broken.value.code is Code.SESSION_NOT_BEGUN
    assert miss(calendar, "s1", "bob", TOMORROW - 5 * MINUTE).get("s1").state is State.MISSED


@pytest.mark.parametrize("stranger", ["eve", ""])
def test_only_the_two_can_be_named(stranger: str) -> None:
    calendar = make_calendar(TOMORROW)
    for lapse in (cancel, miss):
        with pytest.raises(RuleBroken) as broken:
            lapse(calendar, "s1", stranger, TOMORROW)
        assert broken.value.code is Code.NOT_A_MEMBER


def test_what_was_called_off_stays_as_it_was_said_first() -> None:
    first = cancel(make_calendar(TOMORROW), "s1", "bob", NOW)
    assert cancel(first, "s1", "ada", NOW) == miss(first, "s1", "ada", TOMORROW) == first


@pytest.mark.feature("ours.senior-guard")
def test_a_row_is_each_ones_own_counts_both_kinds_and_ends_when_they_meet() -> None:
    calendar = make_calendar(*(TOMORROW + number * DAY for number in range(6)), direction="reverse")
    calendar = cancel(calendar, "s1", "bob", NOW)
    calendar = cancel(calendar, "s2", "ada", NOW)
    calendar = miss(calendar, "s3", "bob", NOW + 9 * DAY)
    assert [lapse_of(calendar, one).in_a_row for one in ("s1", "s2", "s3")] == [1, 1, 2]
    calendar = cancel(held(calendar, "s4"), "s5", "bob", NOW)
    assert lapse_of(calendar, "s5").in_a_row == 1


@pytest.mark.feature("ours.senior-guard")
def test_one_session_that_is_moved_and_cancelled_again_counts_again() -> None:
    calendar = cancel(make_calendar(TOMORROW, direction="reverse"), "s1", "bob", NOW)
    again = cancel(change(calendar, "s1", Wish(starts_at=TOMORROW + DAY), NOW), "s1", "bob", NOW)
    assert lapse_of(again).in_a_row == 2


@pytest.mark.feature("ours.senior-guard")
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("who", ["ada", "bob"])
def test_near_times_are_for_the_senior_of_a_reverse_pair_alone(direction: Direction, who: str) -> None:
    after = cancel(make_calendar(TOMORROW, direction=direction.value), "s1", who, NOW)
    is_senior = (direction, who) == (Direction.REVERSE, "bob")
    assert len(lapse_of(after).slots) == (3 if is_senior else 0)


def test_the_same_weekday_comes_first_then_the_nearest_working_days() -> None:
    """Monday the first of June, 9:00; the session would have been on Wednesday at 15:30."""
    starts_at = NOW + 2 * DAY + timedelta(hours=6, minutes=30)
    slots = near_slots(make_calendar(starts_at), Plan(starts_at, 60), NOW)
    assert [at.isoformat()[:16] for at in slots] == ["2026-06-02T15:30", "2026-06-04T15:30", "2026-06-10T15:30"]


def test_what_is_taken_by_another_session_of_the_two_is_not_proposed() -> None:
    calendar = make_calendar(TOMORROW)
    (first, *_) = near_slots(calendar, Plan(TOMORROW, 60), NOW)
    busier = plan(calendar, "s2", "bob", Plan(first, 60), NOW)
    assert first not in near_slots(busier, Plan(TOMORROW, 60), NOW)


@given(moments, moments)
def test_proposed_times_are_three_in_order_near_on_working_days_and_at_that_time_of_day(
    starts_at: datetime, now: datetime
) -> None:
    slots = near_slots(make_calendar(), Plan(starts_at, 60), now)
    assert len(set(slots)) == 3
    assert list(slots) == sorted(slots)
    for at in slots:
        assert now + 20 * HOUR <= at <= now + 10 * DAY
        assert at.weekday() < 5
        assert (at.hour, at.minute) == (starts_at.hour, starts_at.minute)
        assert at != starts_at

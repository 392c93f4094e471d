"""What a session held changes, which is meant, which cannot have been, and that telling it again changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.requests import Direction
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.holding import Report, hold
from services.journal.domain.lapses import cancel
from services.journal.domain.planning import Wish, change, flip, plan
from services.journal.domain.sessions import Calendar, Held, Plan, State, session_key
from services.journal.domain.stories import Phase
from tests.unit.journal.builders import FORMED_AT, NOW, held, make_calendar, make_report, make_story

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PEOPLE = ("ada", "bob", "eve")

times = st.datetimes(min_value=datetime(2026, 4, 1), max_value=datetime(2026, 7, 1), timezones=st.just(UTC))
reports = st.builds(Report, st.sampled_from(["s1", "s2", "s3", "s4", "s5"]), st.sampled_from(PEOPLE), times)


def how(calendar: Calendar, session_id: str = "s1") -> Held:
    found = calendar.get(session_id).held
    assert found
    return found


@pytest.mark.parametrize("direction", Direction)
def test_only_a_pair_for_one_talk_is_active_with_its_first_session(direction: Direction) -> None:
    after = hold(make_calendar(direction=direction.value), make_report(), NOW)
    phase = Phase.ACTIVE if direction is Direction.FLASH else Phase.PREPARING
    assert (after.story.phase, after.story.sessions_held, how(after).number) == (phase, 1, 1)
    assert (how(after).reported_by, after.get("s1").session_key) == ("ada", "pair_1:s1")


@pytest.mark.parametrize("teller", ["ada", "bob"])
def test_after_each_session_the_next_step_goes_to_the_other_side_whoever_told_of_it(teller: str) -> None:
    after = hold(make_calendar(), make_report(person_id=teller), NOW)
    assert (after.story.next_owner_id, how(after).next_owner_id) == ("ada", "ada")


def test_a_session_told_late_counts_on_and_does_not_move_the_last_one_back() -> None:
    after = hold(held(make_calendar(), "s1"), make_report("s2", "bob", NOW - timedelta(days=7)), NOW)
    assert (how(after, "s2").number, after.story.last_held_at) == (2, NOW)


def test_a_session_that_is_known_changes_nothing_even_with_another_time_and_teller() -> None:
    calendar = held(make_calendar(), "s1", "s2")
    assert hold(calendar, make_report("s1", "bob", NOW - MINUTE), NOW) == calendar


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (make_report(person_id="eve"), Code.NOT_A_MEMBER),
        (make_report(held_at=NOW + 5 * MINUTE + timedelta(microseconds=1)), Code.SESSION_IN_THE_FUTURE),
        (make_report(held_at=datetime.max.replace(tzinfo=UTC)), Code.SESSION_IN_THE_FUTURE),
        (make_report(held_at=FORMED_AT - 5 * MINUTE - timedelta(microseconds=1)), Code.SESSION_BEFORE_THE_PAIR),
        (make_report(held_at=datetime.min.replace(tzinfo=UTC)), Code.SESSION_BEFORE_THE_PAIR),
    ],
)
def test_what_cannot_have_been_is_refused(report: Report, code: Code) -> None:
    with pytest.raises(RuleBroken) as broken:
        hold(make_calendar(), report, NOW)
    assert broken.value.code is code


@pytest.mark.parametrize("held_at", [NOW + 5 * MINUTE, FORMED_AT, FORMED_AT - 5 * MINUTE])
def test_a_clock_that_is_a_little_off_is_believed(held_at: datetime) -> None:
    assert how(hold(make_calendar(), make_report(held_at=held_at), NOW)).number == 1


def test_a_stranger_is_refused_also_for_a_session_that_is_known() -> None:
    with pytest.raises(RuleBroken) as broken:
        hold(held(make_calendar(), "s1"), make_report(person_id="eve"), NOW)
    assert broken.value.code is Code.NOT_A_MEMBER


@given(times.filter(lambda at: FORMED_AT <= at <= NOW))
def test_the_time_is_kept_in_whole_milliseconds_and_never_moved_by_more(held_at: datetime) -> None:
    """The database keeps no finer ones: the first answer has to be what a repeat reads back."""
    kept = how(hold(make_calendar(), make_report(held_at=held_at), NOW)).at
    assert kept.microsecond % 1000 == 0
    assert timedelta(0) <= held_at - kept < timedelta(milliseconds=1)


def test_a_time_in_another_zone_is_the_same_moment() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    assert how(hold(make_calendar(), make_report(held_at=there), NOW)).at == NOW


@pytest.mark.parametrize(("said", "at"), [(NOW + HOUR, NOW + HOUR), (NOW - HOUR, NOW - HOUR)])
def test_who_taps_without_a_time_met_as_planned_but_not_later_than_now(said: datetime, at: datetime) -> None:
    calendar = make_calendar(NOW + HOUR)
    assert how(hold(calendar, Report("s1", "ada"), said)).at == at


@pytest.mark.parametrize("off", [-12 * HOUR, timedelta(0), 12 * HOUR])
def test_a_tap_close_to_a_planned_session_means_that_one_and_both_taps_count_once(off: timedelta) -> None:
    calendar = make_calendar(NOW + 12 * HOUR)
    later, at = NOW + timedelta(days=2), NOW + 12 * HOUR + off
    once = hold(calendar, Report("tap of ada", "ada", at), later)
    again = hold(once, Report("tap of bob", "bob", at), later)
    assert [one.session_id for one in again.sessions] == ["s1"]
    assert again.story.sessions_held == 1
    assert how(again, "tap of ada") == how(again, "tap of bob") == how(again, "s1")


def test_a_tap_further_away_is_a_session_of_its_own() -> None:
    calendar = make_calendar(NOW + HOUR)
    after = hold(calendar, Report("tap", "ada", NOW - 11 * HOUR - MINUTE), NOW)
    assert (after.get("s1").state, after.get("tap").state) == (State.PLANNED, State.HELD)


def test_a_tap_that_comes_again_stays_what_it_was_whatever_is_planned_meanwhile() -> None:
    """Its time is that of its repeat, where none was said: closer to another session by then."""
    once = hold(make_calendar(NOW + HOUR), Report("tap", "ada", NOW + HOUR), NOW + HOUR)
    known = hold(once, Report("other", "bob", NOW + HOUR), NOW + HOUR)
    busier = plan(known, "s2", "bob", Plan(NOW + 4 * HOUR, 60), NOW + HOUR)
    for tap in ("tap", "other"):
        assert hold(busier, Report(tap, "ada", NOW + 4 * HOUR), NOW + 4 * HOUR) == busier


def test_of_two_planned_sessions_the_closer_one_is_meant_and_one_called_off_only_where_there_is_no_other() -> None:
    calendar = cancel(make_calendar(NOW + HOUR, NOW + 5 * HOUR), "s1", "bob", NOW)
    after = hold(calendar, Report("tap", "ada", NOW + HOUR), NOW + HOUR)
    assert (after.get("s1").state, after.get("s2").state) == (State.CANCELLED, State.HELD)
    alone = hold(cancel(make_calendar(NOW + HOUR), "s1", "bob", NOW), Report("tap", "ada", NOW + HOUR), NOW + HOUR)
    assert (alone.get("tap").session_id, alone.get("s1").state) == ("s1", State.HELD)


def test_of_a_held_session_nothing_can_be_changed() -> None:
    calendar = held(make_calendar(NOW + HOUR), "s1")
    changes: list[Callable[[], Calendar]] = [
        lambda: flip(calendar, "s1", is_flipped=True),
        lambda: change(calendar, "s1", Wish(starts_at=NOW + 2 * HOUR), NOW),
        lambda: cancel(calendar, "s1", "bob", NOW),
    ]
    for changed in changes:
        with pytest.raises(RuleBroken) as broken:
            changed()
        assert broken.value.code is Code.SESSION_WAS_HELD


@given(st.lists(reports, max_size=25))
def test_whatever_is_told_sessions_count_without_gap_and_the_turn_alternates(told: list[Report]) -> None:
    """Against a book kept the simplest way: the first report of a session that may stand is the one that counts."""
    calendar, book = make_calendar(), list[Report]()
    for report in told:
        try:
            after = hold(calendar, report, NOW)
        except RuleBroken:
            assert not _may_stand(report, calendar)
            continue
        assert _may_stand(report, calendar)
        if calendar.find(report.session_id):
            assert after == calendar
        else:
            book.append(report)
        calendar = after
    _agree(calendar, book)


def _may_stand(report: Report, calendar: Calendar) -> bool:
    assert report.held_at
    possible = FORMED_AT - 5 * MINUTE <= report.held_at <= NOW + 5 * MINUTE
    return report.person_id != "eve" and (calendar.find(report.session_id) is not None or possible)


def _agree(calendar: Calendar, book: list[Report]) -> None:
    story, kept = calendar.story, [how(calendar, report.session_id) for report in book]
    assert [one.number for one in kept] == list(range(1, len(book) + 1))
    assert [one.next_owner_id for one in kept] == [("ada", "bob")[number % 2] for number in range(len(book))]
    assert (story.sessions_held, story.phase) == (len(book), Phase.PREPARING)
    assert story.last_held_at == max((one.at for one in kept), default=None)
    assert story.next_owner_id == ("bob", "ada")[len(book) % 2]
    assert replace(story, sessions_held=0, last_held_at=None, next_owner_id="bob") == make_story()


def test_a_session_of_one_pair_has_one_key() -> None:
    assert session_key("pair_1", "s1") == "pair_1:s1"

"""What a session changes, which cannot have been, and that telling it again changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.requests import Direction
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.sessions import Report, Session, Step, hold, session_key
from services.journal.domain.stories import Phase, Story
from tests.unit.journal.builders import FORMED_AT, NOW, make_report, make_session, make_story

MINUTE = timedelta(minutes=1)
PEOPLE = ("ada", "bob", "eve")

times = st.datetimes(min_value=datetime(2026, 4, 1), max_value=datetime(2026, 7, 1), timezones=st.just(UTC))
reports = st.builds(Report, st.sampled_from(["s1", "s2", "s3", "s4", "s5"]), st.sampled_from(PEOPLE), times)


@pytest.mark.parametrize("direction", Direction)
def test_only_a_pair_for_one_talk_is_active_with_its_first_session(direction: Direction) -> None:
    step = hold(make_story(direction=direction.value), None, make_report(), NOW)
    phase = Phase.ACTIVE if direction is Direction.FLASH else Phase.PREPARING
    assert (step.story.phase, step.story.sessions_held, step.session.number) == (phase, 1, 1)
    assert (step.session.reported_by, step.session.session_key) == ("ada", "pair_1:s1")


@pytest.mark.parametrize("teller", ["ada", "bob"])
def test_after_each_session_the_next_step_goes_to_the_other_side_whoever_told_of_it(teller: str) -> None:
    step = hold(make_story(), None, make_report(person_id=teller), NOW)
    assert (step.story.next_owner_id, step.session.next_owner_id) == ("ada", "ada")


def test_a_session_told_late_counts_on_and_does_not_move_the_last_one_back() -> None:
    story = hold(make_story(), None, make_report("s1"), NOW).story
    step = hold(story, None, make_report("s2", "bob", NOW - timedelta(days=7)), NOW)
    assert (step.session.number, step.story.last_held_at) == (2, NOW)


def test_a_session_that_is_known_changes_nothing_even_with_another_time_and_teller() -> None:
    story, known = make_story(sessions_held=3, next_owner_id="ada", revision=4), make_session(number=2)
    assert hold(story, known, make_report("s1", "bob", NOW - MINUTE), NOW) == Step(story, known, already=True)


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
        hold(make_story(), None, report, NOW)
    assert broken.value.code is code


@pytest.mark.parametrize("held_at", [NOW + 5 * MINUTE, FORMED_AT, FORMED_AT - 5 * MINUTE])
def test_a_clock_that_is_a_little_off_is_believed(held_at: datetime) -> None:
    assert hold(make_story(), None, make_report(held_at=held_at), NOW).session.number == 1


def test_a_stranger_is_refused_also_for_a_session_that_is_known() -> None:
    with pytest.raises(RuleBroken) as broken:
        hold(make_story(), make_session(), make_report(person_id="eve"), NOW)
    assert broken.value.code is Code.NOT_A_MEMBER


@given(times.filter(lambda at: FORMED_AT <= at <= NOW))
def test_the_time_is_kept_in_whole_milliseconds_and_never_moved_by_more(held_at: datetime) -> None:
    """The database keeps no finer ones: the first answer has to be what a repeat reads back."""
    kept = hold(make_story(), None, make_report(held_at=held_at), NOW).session.held_at
    assert kept.microsecond % 1000 == 0
    assert timedelta(0) <= held_at - kept < timedelta(milliseconds=1)


def test_a_time_in_another_zone_is_the_same_moment() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    assert hold(make_story(), None, make_report(held_at=there), NOW).session.held_at == NOW


@given(st.lists(reports, max_size=25))
def test_whatever_is_told_sessions_count_without_gap_and_the_turn_alternates(told: list[Report]) -> None:
    """Against a book kept the simplest way: the first report of a session that may stand is the one that counts."""
    story, kept = make_story(), dict[str, Session]()
    book: list[Report] = []
    for report in told:
        before = story
        try:
            step = hold(story, kept.get(report.session_id), report, NOW)
        except RuleBroken:
            assert not _may_stand(report, kept)
            continue
        assert _may_stand(report, kept)
        if step.already:
            assert step == Step(before, kept[report.session_id], already=True)
            continue
        story, kept[report.session_id] = step.story, step.session
        book.append(report)
    _agree(story, kept, book)


def _may_stand(report: Report, kept: dict[str, Session]) -> bool:
    possible = FORMED_AT - 5 * MINUTE <= report.held_at <= NOW + 5 * MINUTE
    return report.person_id != "eve" and (report.session_id in kept or possible)


def _agree(story: Story, kept: dict[str, Session], book: list[Report]) -> None:
    assert [kept[report.session_id].number for report in book] == list(range(1, len(book) + 1))
    assert [kept[report.session_id].next_owner_id for report in book] == [
        ("ada", "bob")[number % 2] for number in range(len(book))
    ]
    assert (story.sessions_held, story.phase) == (len(book), Phase.PREPARING)
    assert story.last_held_at == max((kept[report.session_id].held_at for report in book), default=None)
    assert story.next_owner_id == ("bob", "ada")[len(book) % 2]
    assert replace(story, sessions_held=0, last_held_at=None, next_owner_id="bob") == make_story()


def test_a_session_of_a_pair_has_one_key() -> None:
    assert session_key("pair_1", "s1") == "pair_1:s1"

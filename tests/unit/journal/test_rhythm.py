"""A pair's own rhythm: what is usual for them, when a silence is long, and that nothing is said of it twice."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.journal.domain.hours import at_full_hour
from services.journal.domain.rhythm import (
    CLOSE_AFTER,
    Attention,
    Course,
    Rhythm,
    concern_after,
    look,
    next_due,
    suggestion_after,
    usual_gap,
)
from tests.unit.journal.builders import FORMED_AT

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LONG = 280
START = FORMED_AT.replace(hour=0)
QUIET = Rhythm(org="acme", pair_id="pair_1", silent_since=START)

days_of_meeting = st.lists(st.integers(0, 150), max_size=12)


def at(day: float) -> datetime:
    return START + timedelta(days=day)


def make_course(*days: float, resumed: tuple[float, ...] = (), agreed: int | None = None) -> Course:
    return Course(
        began_at=START,
        held=tuple(map(at, days)),
        resumed=tuple(map(at, resumed)),
        agreed_gap=timedelta(days=agreed) if agreed else None,
    )


@pytest.mark.feature("ours.rhythm")
@pytest.mark.parametrize(
    ("course", "days"),
    [
        (make_course(), 14),
        (make_course(agreed=21), 21),
        (make_course(0, 7, agreed=21), 21),
        (make_course(0, 7, 14, agreed=21), 7),
        (make_course(0, 7, 14, 44), 7),
        (make_course(0, 10, 30), 15),
        (make_course(0, 0.1, 0.2, 30, 60.1, 60.2), 30),
        (make_course(0, 7, 90, 97, resumed=(85,)), 7),
        (make_course(0, 7, 90, resumed=(85,)), 14),
    ],
)
def test_their_own_gap_is_the_median_between_days_without_the_pauses_and_needs_two(course: Course, days: float) -> None:
    assert usual_gap(course) == days * DAY


@pytest.mark.parametrize(
    ("gap", "suggestion", "concern"),
    [(7, 18.2, 28), (14, 18.2, 28), (20, 26, 40), (30, 39, 60), (45, 39, 60)],
)
def test_a_suggestion_comes_at_13_tenths_of_the_gap_and_a_concern_at_twice_within_28_and_60_days(
    gap: int, suggestion: float, concern: int
) -> None:
    assert (suggestion_after(gap * DAY), concern_after(gap * DAY)) == (suggestion * DAY, concern * DAY)


@given(days_of_meeting, st.integers(1, 400))
def test_no_silence_fades_before_28_days_or_after_60_and_every_word_comes_at_a_full_hour(
    days: list[int], agreed: int
) -> None:
    course = make_course(*days, agreed=agreed)
    rhythm = look(QUIET, course, course.silent_since)
    suggested = next_due(rhythm, course)
    rhythm = look(rhythm, course, suggested or START)
    faded = next_due(rhythm, course)
    assert suggested is not None
    assert faded is not None
    assert suggested < faded
    assert 28 * DAY <= faded - course.silent_since < 60 * DAY + HOUR
    for due in (suggested, faded):
        assert (due.minute, due.second, due.microsecond) == (0, 0, 0)


def test_the_full_hour_is_the_first_that_is_not_before() -> None:
    assert at_full_hour(START) == START
    assert at_full_hour(START + timedelta(microseconds=1)) == START + HOUR
    assert at_full_hour(START + 59 * timedelta(minutes=1)) == START + HOUR


def test_a_silence_is_suggested_on_then_fades_then_may_be_closed_and_nothing_more() -> None:
    rhythm, course, said = QUIET, make_course(), []
    while (due := next_due(rhythm, course)) is not None:
        assert look(rhythm, course, due - timedelta(seconds=1)) == rhythm
        rhythm = look(rhythm, course, due)
        assert look(rhythm, course, due) == rhythm
        said.append((rhythm.attention, due - START))
    assert said == [
        (Attention.SUGGESTED, 18 * DAY + 5 * HOUR),
        (Attention.FADING, 28 * DAY),
        (Attention.CLOSING, 28 * DAY + CLOSE_AFTER),
    ]
    assert rhythm.fading_since == at(28)


def test_a_late_look_catches_up_with_nothing_and_closes_no_sooner_than_21_days_after_it_said_so() -> None:
    faded = look(QUIET, make_course(), at(200))
    assert (faded.attention, faded.fading_since) == (Attention.FADING, at(200))
    assert next_due(faded, make_course()) == at(221)


@pytest.mark.parametrize("course", [make_course(60), make_course(resumed=(60,))], ids=["a session", "a pause's end"])
def test_a_session_or_the_end_of_a_pause_ends_the_silence(course: Course) -> None:
    after = look(look(QUIET, make_course(), at(50)), course, at(60))
    assert (after.attention, after.fading_since, after.silent_since) == (Attention.NONE, None, at(60))


def test_an_older_session_told_late_does_not_end_a_silence_and_nothing_is_said_of_it_twice() -> None:
    course = make_course(0, 20)
    faded = look(QUIET, course, at(49))
    told_late = look(faded, make_course(0, 10, 20), at(50))
    assert told_late == faded
    slower = make_course(0, 20, agreed=30)
    assert look(faded, slower, at(50)) == faded


@dataclass
class History:
    """What happens to a pair, by the day on which it is told: a session of another day, a pause or its end."""

    sessions: list[tuple[int, int]]
    pauses: list[tuple[int, int]]

    def told_on(self, day: int) -> list[tuple[str, int]]:
        held = [("held", held) for told, held in self.sessions if told == day]
        resumed = [("resumed", day) for _, end in self.pauses if end == day]
        return held + resumed + [("paused", day) for begun, _ in self.pauses if begun == day]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Sessions told at once, late or twice; pauses, none in another."""
    held = draw(st.lists(st.integers(0, 200), max_size=10))
    sessions = [(day + draw(st.sampled_from([0, 0, 0, 3, 40])), day) for day in held]
    sessions += draw(st.lists(st.sampled_from(sessions), max_size=3)) if sessions else []
    ends = sorted(draw(st.sets(st.integers(1, 250), max_size=6)))
    return History(sessions, [(a, b) for a, b in list(pairwise(ends))[::2]])


@dataclass
class Lived:
    """A pair as the service keeps it: looked at when its timer is due, and whenever something is told."""

    rhythm: Rhythm = QUIET
    course: Course = field(default_factory=make_course)
    is_paused: bool = False
    said: list[tuple[str, int]] = field(default_factory=list)
    of: list[tuple[str, datetime]] = field(default_factory=list)
    """What was said of the silence that began then."""

    def until(self, day: int) -> None:
        while not self.is_paused and (due := next_due(self.rhythm, self.course)) and due <= at(day):
            self.look(due)

    def tell(self, day: int, news: list[tuple[str, int]]) -> None:
        for what, of in news:
            match what:
                case "held":
                    self.course = replace(self.course, held=(*self.course.held, at(of)))
                case "resumed":
                    self.course, self.is_paused = replace(self.course, resumed=(*self.course.resumed, at(of))), False
                case _:
                    self.is_paused = True
        if news and not self.is_paused:
            self.look(at(day))

    def look(self, now: datetime) -> None:
        before, self.rhythm = self.rhythm, look(self.rhythm, self.course, now)
        day = -((START - now) // DAY)
        if before.fading_since and not self.rhythm.fading_since:
            self.said.append(("back", day))
        is_new = self.rhythm.silent_since > before.silent_since
        if self.rhythm.attention > (Attention.NONE if is_new else before.attention):
            self.said.append((self.rhythm.attention.name, day))
            self.of.append((self.rhythm.attention.name, self.rhythm.silent_since))


def live(history: History, days: int = LONG) -> Lived:
    lived = Lived()
    for day in range(days):
        lived.until(day)
        lived.tell(day, history.told_on(day))
    return lived


@dataclass
class Book:
    """The same rules kept the simplest way: day by day, with whole numbers."""

    held: set[int] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)
    silent_since: int = 0
    level: int = 0
    fading_from: int | None = None
    is_paused: bool = False
    said: list[tuple[str, int]] = field(default_factory=list)

    def gap(self) -> float:
        days = sorted(self.held)
        gaps = sorted(b - a for a, b in pairwise(days) if not any(a < end <= b for end in self.ends))
        middle = (len(gaps) - 1) / 2
        return (gaps[int(middle)] + gaps[-int(middle) - 1]) / 2 if len(gaps) >= 2 else 14

    def day(self, day: int) -> None:
        if self.is_paused:
            return
        newest = max({0} | self.held | self.ends)
        if newest > self.silent_since:
            if self.fading_from is not None and day - newest < self.concern():
                self.said.append(("back", day))
            self.silent_since, self.level, self.fading_from = newest, 0, None
        silent = day - self.silent_since
        if self.level < 2 and silent >= self.concern():
            self.level, self.fading_from = 2, day
            self.said.append(("FADING", day))
        elif self.level < 1 and silent * 20 >= self.concern() * 13:
            self.level = 1
            self.said.append(("SUGGESTED", day))
        elif self.level == 2 and self.fading_from is not None and day - self.fading_from >= 21:
            self.level = 3
            self.said.append(("CLOSING", day))

    def concern(self) -> float:
        return min(max(2 * self.gap(), 28), 60)


def keep_book(history: History, days: int = LONG) -> Book:
    book = Book()
    for day in range(days):
        book.day(day)
        for what, of in history.told_on(day):
            match what:
                case "held":
                    book.held.add(of)
                case "resumed":
                    book.ends.add(of)
                    book.is_paused = False
                case _:
                    book.is_paused = True
        book.day(day)
    return book


@given(histories())
def test_what_is_said_is_what_a_book_kept_day_by_day_says(history: History) -> None:
    assert live(history).said == keep_book(history).said


@given(histories())
def test_of_one_silence_nothing_is_said_twice(history: History) -> None:
    """A silence begins with the pair, a session or the end of a pause, and with nothing else."""
    lived = live(history)
    beginnings = {0} | {day for _, day in history.sessions} | {end for _, end in history.pauses}
    assert {(since - START).days for _, since in lived.of} <= beginnings
    assert len(set(lived.of)) == len(lived.of)


@settings(max_examples=40)
@given(histories(), st.randoms(use_true_random=False))
def test_in_whatever_order_and_however_often_it_is_told_the_rhythm_is_the_same(
    history: History, chance: Random
) -> None:
    mixed = Lived()
    for day in range(LONG):
        mixed.until(day)
        told = history.told_on(day) * 2
        chance.shuffle(told)
        mixed.tell(day, told)
    lived = live(history)
    assert (mixed.rhythm, mixed.said) == (lived.rhythm, lived.said)


@given(histories(), st.randoms(use_true_random=False))
def test_who_hears_of_everything_at_once_knows_the_same_in_any_order(history: History, chance: Random) -> None:
    told = [held for _, held in history.sessions]
    course = make_course(*told, resumed=tuple(end for _, end in history.pauses))
    told += told
    chance.shuffle(told)
    again = make_course(*told, resumed=tuple(end for _, end in reversed(history.pauses)))
    assert look(QUIET, course, at(LONG)) == look(QUIET, again, at(LONG))
    assert next_due(QUIET, course) == next_due(QUIET, again)


EVERY_14_DAYS = 14


@pytest.mark.feature("ours.rhythm")
@given(st.integers(1, 29), st.lists(st.integers(-10, 10), min_size=6, max_size=20))
def test_who_keeps_to_their_own_pace_within_a_tenth_is_never_reminded_where_a_calendar_would(
    pace: int, unrest: list[int]
) -> None:
    """From their third gap on; a calendar reminds of every fortnight without a session."""
    days = [0]
    for percent in unrest:
        days.append(days[-1] + max(1, round(pace * (100 + percent) / 100)))
    own = [word for word in live(History([(day, day) for day in days], []), days[-1] + 1).said if word[1] > days[3]]
    by_calendar = sum((later - day - 1) // EVERY_14_DAYS for day, later in pairwise(days[3:]))
    assert len(own) <= by_calendar
    assert own == []


@pytest.mark.feature("ours.rhythm")
@given(st.sampled_from([4, 7, 10, 21, 28]), st.integers(3, 10), st.integers(0, 200))
def test_who_falls_silent_is_reminded_less_often_than_by_a_calendar_and_once_at_most(
    pace: int, met: int, silent: int
) -> None:
    days = [pace * number for number in range(met)]
    lived = live(History([(day, day) for day in days], []), days[-1] + silent + 1)
    own = [day for what, day in lived.said if what == "SUGGESTED" and day > days[2]]
    by_calendar = silent // EVERY_14_DAYS
    assert len(own) <= min(1, by_calendar)
    assert len(own) == (silent >= suggestion_after(pace * DAY) / DAY)

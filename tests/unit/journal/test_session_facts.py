"""What is told of a change, and to whom: a junior hears of a senior's cancellation in the new date alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from libs.common.contracts.pairs import PairFact, SessionHeld
from libs.common.contracts.requests import Direction
from libs.common.contracts.sessions import (
    PlanChange,
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionMissed,
    SessionPlanned,
)
from services.journal.domain.keys import SealedText
from services.journal.domain.lapses import cancel, miss
from services.journal.domain.planning import Wish, change, flip
from services.journal.domain.sessions import Calendar, State
from services.journal.use_cases.session_facts import facts_of
from tests.unit.journal.builders import NOW, held, make_calendar

DAY = timedelta(days=1)
TOMORROW = NOW + DAY
NO_SENIOR = [(one, who) for one in Direction for who in ("ada", "bob") if (one, who) != (Direction.REVERSE, "bob")]


def told(before: Calendar, after: Calendar) -> list[PairFact]:
    return [fact for fact, _ in facts_of(before, after)]


def only(before: Calendar, after: Calendar) -> PairFact:
    (fact,) = told(before, after)
    return fact


def test_each_change_of_a_plan_says_the_whole_plan_and_what_is_new() -> None:
    empty, planned = make_calendar(), make_calendar(TOMORROW)
    steps = [
        (planned, PlanChange.PLANNED),
        (change(planned, "s1", Wish(starts_at=TOMORROW + DAY), NOW), PlanChange.MOVED),
        (change(planned, "s1", Wish(minutes=30), NOW), PlanChange.CHANGED),
        (change(planned, "s1", Wish(link=SealedText("key_1", b"sealed")), NOW), PlanChange.CHANGED),
        (flip(planned, "s1", is_flipped=True), PlanChange.FLIPPED),
    ]
    for after, expected in steps:
        fact = only(empty if after is planned else planned, after)
        assert isinstance(fact, SessionPlanned)
        plan = after.get("s1").plan
        assert plan
        assert (fact.change, fact.starts_at, fact.minutes, fact.flipped) == (
            expected,
            plan.starts_at,
            plan.minutes,
            expected is PlanChange.FLIPPED,
        )
        assert fact.concerns() == {"ada", "bob"}


def test_what_was_called_off_and_has_a_time_again_is_told_as_moved() -> None:
    cancelled = cancel(make_calendar(TOMORROW), "s1", "bob", NOW)
    fact = only(cancelled, change(cancelled, "s1", Wish(starts_at=TOMORROW), NOW))
    assert isinstance(fact, SessionPlanned)
    assert fact.change is PlanChange.MOVED


@pytest.mark.feature("ours.senior-guard")
@pytest.mark.parametrize("kind", [State.CANCELLED, State.MISSED])
def test_the_senior_alone_hears_what_the_senior_did_and_the_junior_hears_of_the_new_date(kind: State) -> None:
    before = make_calendar(TOMORROW, direction="reverse")
    lapsed = cancel(before, "s1", "bob", NOW) if kind is State.CANCELLED else miss(before, "s1", "bob", TOMORROW)
    fact, guard = told(before, lapsed)
    assert isinstance(guard, SeniorCancelled)
    assert (guard.senior_id, guard.in_a_row, len(guard.slots)) == ("bob", 1, 3)
    assert fact.concerns() == guard.concerns() == {"bob"}
    again = only(lapsed, change(lapsed, "s1", Wish(starts_at=guard.slots[0]), NOW))
    assert isinstance(again, SessionPlanned)
    assert again.concerns() == {"ada", "bob"}


@pytest.mark.feature("ours.senior-guard")
@pytest.mark.parametrize(("direction", "who"), NO_SENIOR)
def test_of_everybody_else_both_hear_who_called_off(direction: Direction, who: str) -> None:
    before = make_calendar(TOMORROW, direction=direction.value)
    cancelled, missed = only(before, cancel(before, "s1", who, NOW)), only(before, miss(before, "s1", who, TOMORROW))
    assert isinstance(cancelled, SessionCancelled)
    assert isinstance(missed, SessionMissed)
    assert (cancelled.by_id, missed.absent_id, cancelled.in_a_row, missed.in_a_row) == (who, who, 1, 1)
    assert cancelled.role == missed.role == before.story.role_of(who).value
    assert cancelled.concerns() == missed.concerns() == {"ada", "bob"}


def test_where_neither_came_both_hear_it_and_no_role_is_named() -> None:
    before = make_calendar(TOMORROW, direction="reverse")
    fact = only(before, miss(before, "s1", None, TOMORROW))
    assert isinstance(fact, SessionMissed)
    assert (fact.absent_id, fact.role, fact.in_a_row) == (None, None, 0)
    assert fact.concerns() == {"ada", "bob"}


def test_a_session_held_says_whether_it_was_planned_flipped_and_who_began_it() -> None:
    planned = flip(make_calendar(TOMORROW), "s1", is_flipped=True)
    facts = [only(planned, held(planned, "s1")), only(make_calendar(), held(make_calendar(), "s1"))]
    told_of = [(one.planned, one.flipped, one.initiator_id) for one in facts if isinstance(one, SessionHeld)]
    assert told_of == [(True, True, "bob"), (False, False, "ada")]


@pytest.mark.feature("ours.flip")
@pytest.mark.parametrize("direction", Direction)
def test_the_third_session_held_flipped_offers_once_to_learn_both_ways_for_good(direction: Direction) -> None:
    days = [TOMORROW + number * DAY for number in range(5)]
    calendar, offers = make_calendar(*days, direction=direction.value), list[int]()
    for number in range(1, 6):
        before = flip(calendar, f"s{number}", is_flipped=True)
        calendar = held(before, f"s{number}")
        offers += [fact.flips for fact in told(before, calendar) if isinstance(fact, ReciprocalOffered)]
    assert offers == ([3] if direction in (Direction.FORWARD, Direction.REVERSE) else [])


@pytest.mark.feature("ours.flip")
def test_who_was_offered_it_once_and_has_turned_and_turned_back_is_not_offered_it_again() -> None:
    calendar = make_calendar(*(TOMORROW + number * DAY for number in range(5)))
    for number in range(1, 4):
        calendar = held(flip(calendar, f"s{number}", is_flipped=True), f"s{number}")
    turned = replace(calendar, story=replace(calendar.story, direction=Direction.RECIPROCAL.value))
    back = held(turned, "s4")
    back = replace(back, story=replace(back.story, direction=Direction.FORWARD.value))
    flipped = flip(back, "s5", is_flipped=True)
    assert [type(fact) for fact in told(flipped, held(flipped, "s5"))] == [SessionHeld]


def test_what_did_not_change_is_not_told() -> None:
    calendar = held(make_calendar(TOMORROW, TOMORROW + DAY), "s1")
    assert told(calendar, calendar) == []
    assert told(calendar, held(calendar, "s1", person_id="bob")) == []
    known_by_two_names = held(calendar, "a tap", held_at=TOMORROW)
    assert known_by_two_names.changed_since(calendar)
    assert told(calendar, known_by_two_names) == []

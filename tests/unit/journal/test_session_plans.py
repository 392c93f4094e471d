"""Which plans there can be, and what is a change of one."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from services.journal.domain.agendas import settled
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import SealedText
from services.journal.domain.lapses import cancel
from services.journal.domain.planning import MOST_PLANNED, Wish, change, flip, plan, rebook
from services.journal.domain.sessions import Calendar, Plan, State, leader_of, role_in
from services.journal.domain.stories import Role, Standing
from tests.unit.journal.builders import NOW, held, make_calendar

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TOMORROW = NOW + DAY
LINK = SealedText("key_1", b"sealed")


def refusal(changed: Callable[[], Calendar]) -> Code:
    with pytest.raises(RuleBroken) as broken:
        changed()
    return broken.value.code


def test_a_plan_that_is_made_again_is_the_first_one() -> None:
    calendar = make_calendar(TOMORROW)
    assert plan(calendar, "s1", "ada", Plan(TOMORROW + DAY, 30), NOW) == calendar


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        (NOW - 5 * MINUTE - timedelta(microseconds=1), Code.SESSION_IN_THE_PAST),
        (NOW + 366 * DAY + timedelta(microseconds=1), Code.SESSION_TOO_FAR_AHEAD),
    ],
)
def test_a_plan_is_for_the_year_ahead(starts_at: datetime, code: Code) -> None:
    calendar = make_calendar(TOMORROW)
    assert refusal(lambda: plan(calendar, "s2", "bob", Plan(starts_at, 60), NOW)) is code
    assert refusal(lambda: change(calendar, "s1", Wish(starts_at=starts_at), NOW)) is code
    for possible in (NOW - 5 * MINUTE, NOW + 366 * DAY):
        assert plan(calendar, "s2", "bob", Plan(possible, 60), NOW).get("s2").state is State.PLANNED


def test_no_pair_plans_more_sessions_than_it_can_oversee() -> None:
    full = make_calendar(*(TOMORROW + number * DAY for number in range(MOST_PLANNED)))
    assert refusal(lambda: plan(full, "more", "bob", Plan(TOMORROW, 60), NOW)) is Code.TOO_MANY_PLANNED
    assert plan(cancel(full, "s1", "bob", NOW), "more", "bob", Plan(TOMORROW, 60), NOW).find("more")


def test_a_pair_that_has_ended_plans_nothing_and_one_that_pauses_may() -> None:
    ended, paused = make_calendar(standing=Standing.ENDED), make_calendar(standing=Standing.PAUSED)
    assert refusal(lambda: plan(ended, "s1", "bob", Plan(TOMORROW, 60), NOW)) is Code.PAIR_ENDED
    assert plan(paused, "s1", "bob", Plan(TOMORROW, 60), NOW).find("s1")


def test_a_change_touches_what_it_names_alone() -> None:
    calendar = make_calendar(TOMORROW)
    for wish, wanted in (
        (Wish(minutes=30), Plan(TOMORROW, 30)),
        (Wish(channel="video"), Plan(TOMORROW, 60, "video")),
        (Wish(link=LINK), Plan(TOMORROW, 60, None, LINK)),
        (Wish(starts_at=TOMORROW + DAY), Plan(TOMORROW + DAY, 60)),
    ):
        assert change(calendar, "s1", wish, NOW).get("s1").plan == wanted
    linked = change(calendar, "s1", Wish(link=LINK), NOW)
    assert change(linked, "s1", Wish(minutes=30), NOW).get("s1").plan == Plan(TOMORROW, 30, None, LINK)
    assert change(linked, "s1", Wish(drops_link=True), NOW).get("s1").plan == Plan(TOMORROW, 60)


def test_a_change_that_changes_nothing_is_not_told() -> None:
    calendar = make_calendar(TOMORROW)
    assert change(calendar, "s1", Wish(TOMORROW, 60), NOW) == calendar
    assert flip(calendar, "s1", is_flipped=False) == calendar


def test_every_change_of_a_plan_is_one_fact_more() -> None:
    calendar = make_calendar(TOMORROW)
    moved = change(calendar, "s1", Wish(starts_at=TOMORROW + DAY), NOW)
    flipped = flip(moved, "s1", is_flipped=True)
    cancelled = cancel(flipped, "s1", "bob", NOW)
    back = change(cancelled, "s1", Wish(starts_at=TOMORROW), NOW)
    assert [one.get("s1").facts for one in (calendar, moved, flipped, cancelled, back)] == [1, 2, 3, 4, 5]


def test_a_new_time_brings_back_what_was_called_off_and_nothing_else_does() -> None:
    cancelled = cancel(make_calendar(TOMORROW), "s1", "bob", NOW)
    assert change(cancelled, "s1", Wish(minutes=30), NOW).get("s1").state is State.CANCELLED
    assert change(cancelled, "s1", Wish(starts_at=TOMORROW), NOW).get("s1").state is State.PLANNED
    flipped = flip(cancelled, "s1", is_flipped=True).get("s1")
    assert (flipped.state, flipped.is_flipped, flipped.facts) == (State.CANCELLED, True, cancelled.get("s1").facts)


def test_one_of_the_proposed_times_is_taken_once_and_no_other() -> None:
    cancelled = cancel(make_calendar(TOMORROW, direction="reverse"), "s1", "bob", NOW)
    lapse = cancelled.get("s1").lapse
    assert lapse
    assert refusal(lambda: rebook(cancelled, "s1", TOMORROW, NOW)) is Code.NO_SUCH_SLOT
    booked = rebook(cancelled, "s1", lapse.slots[1], NOW)
    kept = booked.get("s1")
    assert (kept.state, kept.plan) == (State.PLANNED, Plan(lapse.slots[1], 60))
    assert rebook(booked, "s1", lapse.slots[1], NOW) == booked
    assert refusal(lambda: rebook(booked, "s1", lapse.slots[0], NOW)) is Code.NO_SUCH_SLOT


def test_the_story_knows_the_soonest_of_what_is_planned() -> None:
    calendar = settled(make_calendar(TOMORROW + DAY, TOMORROW), NOW)
    assert calendar.story.next_session_at == TOMORROW
    assert settled(cancel(calendar, "s2", "bob", NOW), NOW).story.next_session_at == TOMORROW + DAY
    assert settled(held(calendar, "s1", "s2"), NOW).story.next_session_at is None


@pytest.mark.feature("ours.flip")
@pytest.mark.parametrize(
    ("direction", "leader"),
    [("forward", "bob"), ("reverse", "ada"), ("flash", "bob"), ("reciprocal", "bob"), ("peer", "bob")],
)
def test_a_flip_swaps_who_leads_and_every_role_and_another_one_swaps_them_back(direction: str, leader: str) -> None:
    """The mentee drives; of a reverse pair, the mentor; among equals, whoever has the next step."""
    usual = make_calendar(TOMORROW, direction=direction)
    flipped = flip(usual, "s1", is_flipped=True)
    back = flip(flipped, "s1", is_flipped=False)

    def roles(calendar: Calendar) -> tuple[str, Role, Role]:
        story, session = calendar.story, calendar.get("s1")
        return leader_of(story, session), role_in(story, session, "ada"), role_in(story, session, "bob")

    other = {"ada": "bob", "bob": "ada"}[leader]
    assert roles(usual) == roles(back) == (leader, Role.MENTOR, Role.MENTEE)
    assert roles(flipped) == (other, Role.MENTEE, Role.MENTOR)


@pytest.mark.parametrize("direction", ["reciprocal", "peer"])
def test_among_equals_each_leads_in_turn_and_it_is_still_known_afterwards(direction: str) -> None:
    calendar, led = make_calendar(direction=direction), list[str]()
    for number in range(4):
        session_id = f"s{number}"
        calendar = plan(calendar, session_id, "bob", Plan(TOMORROW + number * DAY, 60), NOW)
        led.append(leader_of(calendar.story, calendar.get(session_id)))
        calendar = held(calendar, session_id)
    assert led == ["bob", "ada", "bob", "ada"]
    assert [leader_of(calendar.story, session) for session in calendar.sessions] == led


def test_a_calendar_finds_what_changed() -> None:
    before = make_calendar(TOMORROW, TOMORROW + DAY)
    after = plan(cancel(before, "s2", "bob", NOW), "s3", "bob", Plan(TOMORROW, 60), NOW)
    changed = after.changed_since(before)
    assert [one.session_id for one in changed] == ["s2", "s3"]

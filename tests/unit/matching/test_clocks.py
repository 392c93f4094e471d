"""Reminders and the end that comes by itself."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.clocks import EXPIRE_AFTER, REMIND_AFTER, expires_at, needs_follow_up, next_due, tick
from services.matching.domain.requests import (
    Request,
    RequestState,
    accept,
    confirm,
    decline,
    propose,
    supersede,
    withdraw,
)
from tests.unit.matching.builders import LATER, WINTER, make_open_request, make_request

DAY = timedelta(days=1)


def make_proposed_request() -> Request:
    return propose(make_request(asked_by_member=False), WINTER).request


def test_an_open_request_is_due_on_day_three_seven_and_ten() -> None:
    request, days = make_open_request(), []
    while (due := next_due(request)) is not None:
        days.append((due - WINTER).days)
        request = tick(request, due).request
    assert days == [3, 7, 10]
    assert (request.state, request.closed_at, request.sequence) == (RequestState.EXPIRED, WINTER + 10 * DAY, 4)


def test_nothing_happens_before_it_is_due() -> None:
    request = make_open_request()
    assert tick(request, WINTER + REMIND_AFTER[0] - timedelta(seconds=1)).already
    reminded = tick(request, WINTER + REMIND_AFTER[0]).request
    assert tick(reminded, WINTER + REMIND_AFTER[1] - timedelta(seconds=1)).already


def test_reminders_that_were_missed_are_not_caught_up_with() -> None:
    reminded = tick(make_open_request(), WINTER + 8 * DAY).request
    assert (reminded.reminded, reminded.sequence) == (2, 2)
    assert next_due(reminded) == WINTER + EXPIRE_AFTER


def test_what_was_never_confirmed_ends_without_a_reminder() -> None:
    proposed = make_proposed_request()
    assert next_due(proposed) == expires_at(proposed) == WINTER + EXPIRE_AFTER
    expired = tick(proposed, WINTER + EXPIRE_AFTER).request
    assert (expired.state, expired.was_opened, needs_follow_up(expired)) == (RequestState.EXPIRED, False, False)


def test_confirming_starts_the_days_anew() -> None:
    confirmed = confirm(make_proposed_request(), "mia", WINTER + 9 * DAY).request
    assert expires_at(confirmed) == WINTER + 19 * DAY


def test_who_got_no_yes_is_helped_on_and_nobody_else() -> None:
    request = make_open_request()
    helped = {
        state: needs_follow_up(ended)
        for state, ended in {
            "accepted": accept(request, "tom", LATER).request,
            "withdrawn": withdraw(request, "mia", LATER).request,
            "declined": decline(request, "tom", LATER).request,
            "superseded": supersede(request, LATER).request,
            "expired": tick(request, WINTER + EXPIRE_AFTER).request,
            "open": request,
        }.items()
    }
    assert {state for state, is_helped in helped.items() if is_helped} == {"declined", "superseded", "expired"}


@given(st.booleans(), st.lists(st.integers(0, 12), max_size=8))
def test_whenever_the_clock_is_looked_at_the_end_is_the_same(is_proposed: bool, days: list[int]) -> None:
    request = make_proposed_request() if is_proposed else make_open_request()
    for day in sorted(days):
        request = tick(request, WINTER + day * DAY).request
    assert request.state.is_terminal == (max(days, default=0) >= 10)
    last = tick(request, WINTER + EXPIRE_AFTER).request
    assert last.state is RequestState.EXPIRED
    assert next_due(last) is None
    assert tick(last, WINTER + 100 * DAY).already

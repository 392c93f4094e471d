"""Who is invited to a circle is reminded on their own days, and never of what is over."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.circle_clocks import expires_at, next_due, tick
from services.matching.domain.circles import Change, Circle, CircleState, agree, end, invite, leave
from services.matching.domain.clocks import EXPIRE_AFTER, REMIND_AFTER
from tests.unit.matching.builders import WINTER
from tests.unit.matching.test_circles import formed, proposed

DAY = timedelta(days=1)


@pytest.mark.feature("programme.circles")
@pytest.mark.parametrize(("days", "number"), [(3, 1), (7, 2), (9, 2)])
def test_the_newest_reminder_that_is_due_is_for_those_who_have_not_answered(days: int, number: int) -> None:
    waiting = agree(proposed(), "ada", WINTER).circle
    step = tick(waiting, WINTER + days * DAY)
    assert (step.change, step.people, step.newcomers) == (Change.REMINDED, ("tom", "bob"), frozenset())
    assert {one.reminded for one in step.circle.invitations} == {number}
    assert (step.circle.members, step.circle.invited) == (waiting.members, waiting.invited)
    assert tick(step.circle, WINTER + days * DAY).change is None, "once each time"


def test_nobody_is_reminded_a_day_too_early_or_once_they_answered_or_the_circle_ended() -> None:
    assert tick(proposed(), WINTER + REMIND_AFTER[0] - timedelta(seconds=1)).change is None
    answered = leave(agree(proposed("tom", "ada", "bob"), "tom", WINTER).circle, "bob", WINTER).circle
    assert tick(answered, WINTER + 3 * DAY).people == ("ada",)
    over = end(formed(), "tom", WINTER).circle
    assert (tick(over, WINTER + 3 * DAY).change, next_due(over)) == (None, None)


def test_everybody_has_the_days_of_their_own_invitation() -> None:
    both = invite(formed(), "mia", ("eve",), WINTER + 4 * DAY).circle
    first = tick(both, WINTER + 7 * DAY)
    assert first.people == ("bob",)
    assert next_due(first.circle) == WINTER + 7 * DAY, "Eve is told by the next turn of the clock"
    second = tick(first.circle, WINTER + 7 * DAY)
    assert (second.people, [one.reminded for one in second.circle.invitations]) == (("eve",), [2, 1])
    assert next_due(second.circle) == WINTER + EXPIRE_AFTER
    assert tick(second.circle, WINTER + 11 * DAY).circle.invited == ("eve",)


def test_an_end_comes_before_a_reminder_that_is_late() -> None:
    both = invite(formed(), "mia", ("eve",), WINTER + 4 * DAY).circle
    late = tick(both, WINTER + 12 * DAY)
    assert (late.change, late.people) == (Change.FEWER_INVITED, ("bob",))


def alone(circle: Circle, until: datetime) -> list[tuple[Change, tuple[str, ...], datetime]]:
    """What the clock does by itself, each time when it is due."""
    found = []
    while (due := next_due(circle)) and due <= until:
        step = tick(circle, due)
        assert step.change is not None, "a clock that is due has something to do, so it comes to its end"
        found.append((step.change, step.people, due))
        circle = step.circle
    return found


@given(
    st.lists(st.tuples(st.sampled_from(["eve", "ann", "kim"]), st.integers(0, 9)), max_size=3, unique_by=lambda x: x[0])
)
def test_whoever_never_answers_is_reminded_twice_and_then_not_waited_for(later: list[tuple[str, int]]) -> None:
    circle = formed()
    for one, days in sorted(later, key=lambda invited: invited[1]):
        circle = invite(circle, "mia", (one,), WINTER + days * DAY).circle
    invited_at = {one.person_id: one.at for one in circle.invitations}
    done = alone(circle, WINTER + 30 * DAY)
    for one, at in invited_at.items():
        turns = [(change, when - at) for change, people, when in done if one in people]
        assert turns == [(Change.REMINDED, after) for after in REMIND_AFTER] + [(Change.FEWER_INVITED, EXPIRE_AFTER)]


def test_a_circle_that_nobody_answers_ends_on_the_day_that_its_invitations_say() -> None:
    waiting = proposed()
    (until,) = {expires_at(one) for one in waiting.invitations}
    *_, (change, _, ended_at) = alone(waiting, WINTER + 30 * DAY)
    assert (change, ended_at) == (Change.ENDED, until)
    assert tick(waiting, until).circle.state is CircleState.ENDED

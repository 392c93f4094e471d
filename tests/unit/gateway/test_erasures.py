"""An erasure from the wish to the receipt: whatever comes in whatever order, it is begun once and done once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts import Service
from services.gateway.domain import erasures as domain
from services.gateway.domain.erasures import LATE_AFTER, WAIT, Answer, AskedBy, Erasure, State
from services.gateway.domain.refusals import NotTaken

NOW = datetime(2026, 5, 1, tzinfo=UTC)
ALL = [Answer(service, NOW + timedelta(seconds=number), {"rows": number}) for number, service in enumerate(Service)]


def asked(at: datetime = NOW, *, wait: timedelta = WAIT, by: AskedBy = AskedBy.ONESELF) -> Erasure:
    return Erasure(org="acme", erasure_id="e", person_id="ada", asked_by=by, asked_at=at, due_at=at + wait)


@given(st.permutations([*ALL, *ALL[:2]]), st.data())
def test_answers_come_in_any_order_in_any_parts_and_again_and_are_each_counted_once(
    answers: list[Answer], data: st.DataObject
) -> None:
    erasure, heard = domain.begun(asked(), "event", NOW), set[str]()
    while answers:
        size = data.draw(st.integers(1, len(answers)))
        erasure = domain.answered(erasure, answers[:size])
        heard |= {one.service for one in answers[:size]}
        answers = answers[size:]
        assert set(erasure.missing()) == set(Service) - heard
        assert erasure.is_answered is (heard == set(Service))
        assert erasure.late(NOW + LATE_AFTER) == erasure.missing()
    assert erasure.answers == tuple(sorted(ALL, key=lambda one: one.service))


STEPS = ("ask", "ask again", "at once", "take back", "begin", "finish")


@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_whatever_is_tried_in_whatever_order_nothing_that_has_begun_is_taken_back_or_asked_again(
    steps: list[str],
) -> None:
    erasure: Erasure | None = None
    for number, step in enumerate(steps):
        before, at = erasure, NOW + timedelta(hours=number)
        erasure = tried(erasure, step, at)
        if before and before.state in (State.UNDER_WAY, State.DONE):
            assert erasure is not None
            assert (before.state, erasure.state) != (State.DONE, State.UNDER_WAY)
            assert erasure.state in (State.UNDER_WAY, State.DONE)
            assert (erasure.begun_at, erasure.event_id) == (before.begun_at, before.event_id)
        if before and erasure and before.state is erasure.state is State.WAITING:
            assert erasure.due_at <= before.due_at, "asking again puts nothing off"
        if erasure:
            assert (erasure.person_id is None) is (erasure.state is State.DONE)


def tried(erasure: Erasure | None, step: str, at: datetime) -> Erasure | None:
    """As it stands then; what is refused changes nothing."""
    try:
        match step:
            case "ask" | "ask again":
                return domain.asked_again(erasure, asked(at))
            case "at once":
                return domain.asked_again(erasure, asked(at, wait=timedelta(0), by=AskedBy.ADMINISTRATOR))
            case "take back" if erasure:
                return domain.taken_back(erasure)
            case "begin" if erasure and erasure.state is State.WAITING:
                return domain.begun(erasure, f"event at {at}", at)
            case "finish" if erasure and erasure.state is State.UNDER_WAY:
                return domain.done(domain.answered(erasure, ALL), at)
    except NotTaken:
        assert erasure is not None
        assert erasure.state is not State.WAITING, "who waits can always ask, and always stay"
    return erasure


def test_who_took_it_back_can_ask_anew_and_has_all_the_days_again() -> None:
    back = replace(domain.taken_back(asked()), revision=3)
    later = NOW + timedelta(days=30)
    assert domain.asked_again(back, asked(later)) == replace(asked(later), revision=3)


def test_a_receipt_names_nobody_and_nobody_is_late_before_the_hour_is_over() -> None:
    begun = domain.begun(asked(), "event", NOW)
    assert begun.late(NOW + LATE_AFTER - timedelta(seconds=1)) == []
    assert asked().late(NOW + timedelta(days=90)) == []
    assert domain.done(begun, NOW).person_id is None
    with pytest.raises(NotTaken, match="erasure-begun"):
        domain.taken_back(begun)

"""How far somebody has prepared: what they wrote counts, what they left out knowingly counts, what is open does not."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.preparation import Done, Preparation, recorded
from tests.unit.journal.builders import NOW

STEPS = ("core.hello", "core.goodbye")
NOTHING = Preparation(org="acme", person_id="ada")
LATER = NOW + timedelta(days=1)

dones = st.builds(
    Done,
    at=st.integers(0, 3).map(lambda days: NOW + timedelta(days=days)),
    answer_id=st.none() | st.sampled_from(["a", "b"]),
)


def test_who_did_nothing_has_every_step_open() -> None:
    assert NOTHING.open_steps(STEPS) == STEPS
    assert not NOTHING.is_ready(STEPS)


@pytest.mark.parametrize("last", [Done(NOW, "answer"), Done(NOW)], ids=["answered", "left out"])
def test_who_answered_or_knowingly_left_out_every_step_is_ready(last: Done) -> None:
    half = recorded(NOTHING, "core.hello", Done(NOW, "answer"))
    assert (half.open_steps(STEPS), half.is_ready(STEPS)) == (("core.goodbye",), False)
    assert recorded(half, "core.goodbye", last).is_ready(STEPS)


def test_the_newer_answer_counts_and_one_that_arrives_late_changes_nothing() -> None:
    newer = recorded(recorded(NOTHING, "core.hello", Done(NOW, "first")), "core.hello", Done(LATER, "second"))
    assert newer.done["core.hello"] == Done(LATER, "second")
    assert recorded(newer, "core.hello", Done(NOW, "first")) == newer


def test_leaving_a_step_out_takes_no_answer_back() -> None:
    answered = recorded(NOTHING, "core.hello", Done(NOW, "answer"))
    assert recorded(answered, "core.hello", Done(LATER)) == answered


def test_what_was_left_out_may_be_answered_after_all() -> None:
    left_out = recorded(NOTHING, "core.hello", Done(NOW))
    assert recorded(left_out, "core.hello", Done(LATER, "answer")).done["core.hello"].answer_id == "answer"


@given(st.lists(st.tuples(st.sampled_from(STEPS), dones)))
def test_any_order_and_repetition_ends_in_the_same_preparation(told: list[tuple[str, Done]]) -> None:
    ends = []
    for order in (told, [*reversed(told), *told]):
        preparation = NOTHING
        for step_id, done in order:
            preparation = recorded(preparation, step_id, done)
        ends.append(preparation)
    assert ends[0] == ends[1]

"""A mentoring that is there already: no pair before two have said so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.codes import Code
from services.matching.domain.directions import Direction
from services.matching.domain.errors import ConsentMissing, NotYours, RuleBroken, WrongState
from services.matching.domain.pairs import Consent, Means
from services.matching.domain.recognitions import (
    Recognition,
    RecognitionState,
    Step,
    agree,
    decline,
    form_recognised_pair,
    leave,
    propose,
    tick,
)
from tests.unit.matching.builders import LATER, WINTER

SINCE = WINTER - timedelta(days=200)


def make_recognition(**changes: Any) -> Recognition:
    """Mia has learned from Tom since spring; worded and not yet made."""
    recognition = Recognition(
        org="acme",
        recognition_id="rec_1",
        mentor_id="tom",
        mentee_id="mia",
        direction=Direction.FORWARD,
        topics=("Python",),
        since=SINCE,
    )
    return replace(recognition, **changes)


def test_who_names_it_has_said_yes_and_the_other_makes_it_a_pair_with_its_history() -> None:
    named = propose(make_recognition(), "tom", WINTER).recognition
    assert (named.awaiting, named.sequence) == (("mia",), 1)
    recognised = agree(named, "mia", LATER).recognition
    pair = form_recognised_pair(recognised)
    assert pair.consents == (Consent("tom", Means.NAMED, WINTER), Consent("mia", Means.AGREED, LATER))
    assert (pair.since, pair.formed_at, pair.mentor_id, pair.request_id) == (SINCE, LATER, "tom", None)


def test_what_a_platform_names_waits_for_both() -> None:
    named = propose(make_recognition(), None, WINTER).recognition
    assert named.awaiting == ("tom", "mia")
    once = agree(named, "mia", LATER).recognition
    assert (once.state, once.awaiting) == (RecognitionState.PROPOSED, ("tom",))
    assert agree(once, "mia", LATER).already, "who says it twice has not said it for two"
    assert agree(once, "tom", LATER).recognition.state is RecognitionState.RECOGNISED


def test_a_no_ends_it_and_the_end_is_an_end() -> None:
    declined = decline(propose(make_recognition(), "tom", WINTER).recognition, "mia", LATER).recognition
    assert (declined.state, declined.awaiting) == (RecognitionState.DECLINED, ())
    assert decline(declined, "tom", LATER).already
    for by in ("mia", "tom"):
        with pytest.raises(WrongState) as refused:
            agree(declined, by, LATER)
        assert refused.value.code is Code.RECOGNITION_CLOSED


def test_strangers_learn_nothing_and_no_history_lies_in_the_future() -> None:
    named = propose(make_recognition(), "tom", WINTER).recognition
    for act in (agree, decline):
        with pytest.raises(NotYours) as stranger:
            act(named, "eve", LATER)
        assert stranger.value.code is Code.RECOGNITION_UNKNOWN
    with pytest.raises(WrongState) as early:
        propose(make_recognition(since=LATER), "tom", WINTER)
    assert early.value.code is Code.SINCE_IN_THE_FUTURE
    with pytest.raises(WrongState):
        propose(named, "tom", WINTER)


@pytest.mark.parametrize(
    ("days", "reminded", "state"),
    [
        (2.9, 0, RecognitionState.PROPOSED),
        (3, 1, RecognitionState.PROPOSED),
        (7, 2, RecognitionState.PROPOSED),
        (10, 0, RecognitionState.EXPIRED),
    ],
)
def test_the_clock_reminds_and_then_ends_it(days: float, reminded: int, state: RecognitionState) -> None:
    named = propose(make_recognition(), "tom", WINTER).recognition
    after = tick(named, WINTER + timedelta(days=days)).recognition
    assert (after.reminded, after.state) == (reminded, state)
    assert tick(after, WINTER + timedelta(days=days)).already, "each once"
    if state is RecognitionState.EXPIRED:
        with pytest.raises(WrongState):
            agree(after, "mia", LATER)
        with pytest.raises(WrongState):
            decline(after, "tom", LATER)


def test_who_left_leaves_no_question_behind_but_changes_no_answer() -> None:
    named = propose(make_recognition(), "tom", WINTER).recognition
    left = leave(named, "tom", LATER).recognition
    assert (left.state, left.left_id, left.awaiting, left.next_due) == (RecognitionState.LEFT, "tom", (), None)
    recognised = agree(named, "mia", LATER).recognition
    assert leave(recognised, "tom", LATER).already


ACTS: dict[str, Callable[[Recognition, str], Step]] = {
    "names": lambda recognition, by: propose(recognition, by, WINTER),
    "agrees": lambda recognition, by: agree(recognition, by, LATER),
    "declines": lambda recognition, by: decline(recognition, by, LATER),
    "waits": lambda recognition, _: tick(recognition, WINTER + timedelta(days=5)),
    "lets it lapse": lambda recognition, _: tick(recognition, WINTER + timedelta(days=10)),
    "leaves": lambda recognition, by: leave(recognition, by, LATER),
}


@pytest.mark.feature("ours.recognise")
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(["mia", "tom", "eve", ""])), max_size=10))
def test_no_path_leads_to_a_pair_without_two_who_said_so_themselves(acts: list[tuple[str, str]]) -> None:
    recognition, said = make_recognition(), set[str]()
    for name, by in acts:
        try:
            step = ACTS[name](recognition, by)
        except RuleBroken:
            continue
        recognition = step.recognition
        if name in ("names", "agrees"):
            said.add(by)
    if recognition.state is RecognitionState.RECOGNISED:
        assert said >= {"mia", "tom"}
        assert {consent.person_id for consent in form_recognised_pair(recognition).consents} == {"mia", "tom"}
    else:
        with pytest.raises(ConsentMissing):
            form_recognised_pair(recognition)

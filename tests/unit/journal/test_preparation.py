"""How far somebody has prepared: what they wrote counts, what they left out knowingly counts, what is open does not."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.preparation import TrackName
from libs.common.contracts.requests import Direction
from services.journal.domain.preparation import (
    Done,
    Finished,
    Preparation,
    is_prepared,
    newly_finished,
    proof,
    recorded,
    tracks_for,
)
from services.journal.domain.stories import Role
from tests.unit.journal.builders import NOW

STEPS = ("core.hello", "core.goodbye")
TRACKS = {TrackName.CORE: STEPS, TrackName.MENTOR: ("mentor.power",)}
NOTHING = Preparation(org="acme", person_id="ada")
LATER = NOW + timedelta(days=1)
BOTH = (TrackName.CORE, TrackName.MENTOR)

dones = st.builds(
    Done,
    step_id=st.sampled_from([*STEPS, "mentor.power"]),
    at=st.integers(0, 3).map(lambda days: NOW + timedelta(days=days)),
    is_answered=st.booleans(),
)


def after(*dones: Done) -> Preparation:
    preparation = NOTHING
    for done in dones:
        preparation = recorded(preparation, done)
    return preparation


def test_who_did_nothing_has_every_step_open() -> None:
    assert NOTHING.open_steps(STEPS) == STEPS
    assert newly_finished(NOTHING, TRACKS) == ()


@pytest.mark.parametrize("is_answered", [True, False], ids=["answered", "left out"])
def test_a_track_is_finished_by_answering_or_knowingly_leaving_out_every_step(is_answered: bool) -> None:
    half = after(Done("core.hello", NOW, is_answered=True))
    assert (half.open_steps(STEPS), newly_finished(half, TRACKS)) == (("core.goodbye",), ())
    assert newly_finished(recorded(half, Done("core.goodbye", NOW, is_answered)), TRACKS) == (TrackName.CORE,)


def test_the_newer_answer_counts_and_one_that_arrives_late_changes_nothing() -> None:
    newer = after(Done("core.hello", NOW, is_answered=True), Done("core.hello", LATER, is_answered=True))
    assert newer.done == (Done("core.hello", LATER, is_answered=True),)
    assert recorded(newer, Done("core.hello", NOW, is_answered=True)) == newer


def test_leaving_a_step_out_takes_no_answer_back() -> None:
    answered = after(Done("core.hello", NOW, is_answered=True))
    assert recorded(answered, Done("core.hello", LATER, is_answered=False)) == answered


def test_what_was_left_out_may_be_answered_after_all() -> None:
    left_out = after(Done("core.hello", NOW, is_answered=False))
    assert recorded(left_out, Done("core.hello", LATER, is_answered=True)).step("core.hello") == Done(
        "core.hello", LATER, is_answered=True
    )


def test_a_track_that_was_told_is_not_told_again_nor_undone_by_a_step_written_later() -> None:
    finished = Preparation(org="acme", person_id="ada", finished=(Finished("core", "event_1"),))
    assert newly_finished(finished, {TrackName.CORE: (*STEPS, "core.new")}) == ()
    assert is_prepared(finished, [TrackName.CORE])


@pytest.mark.feature("preparation.reverse-tracks")
@pytest.mark.parametrize(
    ("direction", "mentor", "mentee"),
    [
        (Direction.FORWARD, ["core", "mentor"], ["core", "mentee"]),
        (Direction.REVERSE, ["core", "reverse-mentor"], ["core", "senior-as-mentee"]),
        (Direction.RECIPROCAL, ["core", "mentor"], ["core", "mentee"]),
        (Direction.FLASH, ["core", "mentor"], ["core", "mentee"]),
        (Direction.PEER, ["core"], ["core"]),
    ],
)
def test_each_part_has_its_track(direction: Direction, mentor: list[str], mentee: list[str]) -> None:
    assert [list(tracks_for(role, direction)) for role in (Role.MENTOR, Role.MENTEE)] == [mentor, mentee]


def test_every_direction_has_tracks() -> None:
    assert all(tracks_for(role, direction)[0] is TrackName.CORE for role in Role for direction in Direction)


def test_who_finished_both_tracks_is_prepared_and_the_last_of_them_shows_it() -> None:
    core, other, mentor = Finished("core", "event_1"), Finished("organiser", "event_3"), Finished("mentor", "event_2")
    half = Preparation(org="acme", person_id="ada", finished=(core,))
    assert (is_prepared(half, BOTH), proof(half, BOTH)) == (False, None)
    whole = Preparation(org="acme", person_id="ada", finished=(core, mentor, other))
    assert (is_prepared(whole, BOTH), proof(whole, BOTH)) == (True, "event_2")


@given(st.lists(dones))
def test_any_order_and_repetition_ends_in_the_same_preparation(told: list[Done]) -> None:
    assert after(*told) == after(*reversed(told), *told)


@given(st.lists(dones))
def test_each_track_is_finished_once_whatever_is_done_in_whatever_order(told: list[Done]) -> None:
    preparation, ends = NOTHING, []
    for done in told:
        preparation = recorded(preparation, done)
        for track in newly_finished(preparation, TRACKS):
            ends.append(track)
            finished = (*preparation.finished, Finished(track, f"event_{len(ends)}"))
            preparation = Preparation(org="acme", person_id="ada", done=preparation.done, finished=finished)
    over = {done.step_id for done in told}
    assert sorted(ends) == sorted(track for track, steps in TRACKS.items() if over.issuperset(steps))

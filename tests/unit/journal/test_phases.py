"""Which phase and stage a story is in, worked out from what has happened."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from services.journal.domain.stages import Stage, stage_of
from services.journal.domain.stories import Phase, Standing
from tests.unit.journal.builders import NOW, make_story

FIELDS = {
    "fading_since": Phase.FADING,
    "winding_down_since": Phase.WINDING_DOWN,
    "review_due_since": Phase.REVIEW_DUE,
    "active_since": Phase.ACTIVE,
}
"""What sets which phase: of several that are true, the first one here is the phase."""


@pytest.mark.parametrize("true", list(product([True, False], repeat=len(FIELDS))))
def test_of_all_that_is_true_the_phase_is_what_matters_most(true: tuple[bool, ...]) -> None:
    is_set = dict(zip(FIELDS, true, strict=True))
    story = make_story(**{name: NOW for name in FIELDS if is_set[name]})
    assert story.phase is next((FIELDS[name] for name in FIELDS if is_set[name]), Phase.PREPARING)
    assert replace(story, standing=Standing.PAUSED).phase is story.phase
    assert replace(story, standing=Standing.ENDED, ended_at=NOW).phase is Phase.AFTERLIFE


@pytest.mark.parametrize(
    ("held", "stage"),
    [(0, Stage.PREPARE), (1, Stage.RAPPORT), (2, Stage.DIRECTION), (3, Stage.PROGRESS), (40, Stage.PROGRESS)],
)
def test_the_stage_goes_by_sessions_while_the_pair_goes_on(held: int, stage: Stage) -> None:
    story = make_story(sessions_held=held)
    assert stage_of(story) is stage
    assert stage_of(replace(story, fading_since=NOW)) is stage
    assert stage_of(replace(story, winding_down_since=NOW + timedelta(days=1))) is Stage.WIND_DOWN
    assert stage_of(replace(story, standing=Standing.ENDED)) is Stage.AFTER


def test_a_pair_for_one_talk_has_only_before_and_after() -> None:
    assert [stage_of(make_story(direction="flash", sessions_held=held)) for held in (0, 1)] == [
        Stage.PREPARE,
        Stage.AFTER,
    ]

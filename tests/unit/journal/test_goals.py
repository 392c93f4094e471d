"""Goals live on beside the agreement: which a version makes, takes up and leaves out, and what owners say of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.agreements import GoalState
from services.journal.domain.agreements import Goal, Part, Terms, Version, version_key
from services.journal.domain.goals import AgreedGoal, agreed, marked
from tests.unit.journal.builders import NOW, sealed

LATER = NOW + timedelta(days=1)


def make_version(number: int, **goals: tuple[Goal, ...]) -> Version:
    """With these goals of Ada and Bob."""
    return Version(
        org="acme",
        version_key=version_key("pair_1", number),
        pair_id="pair_1",
        number=number,
        terms=Terms(parts={person_id: Part(goals=theirs) for person_id, theirs in goals.items()}),
        signed={"ada": NOW, "bob": NOW},
        live_at=NOW,
    )


def known(*goals: AgreedGoal) -> dict[str, AgreedGoal]:
    return {goal.goal_id: goal for goal in goals}


def test_the_goals_of_both_begin_open_as_they_were_agreed() -> None:
    made = agreed(
        {}, make_version(1, ada=(Goal("a", sealed("listen"), sealed("asked")),), bob=(Goal("b", sealed("go")),))
    )
    assert [(goal.person_id, goal.goal_id, goal.state, goal.number) for goal in made] == [
        ("ada", "a", GoalState.OPEN, 1),
        ("bob", "b", GoalState.OPEN, 1),
    ]
    assert (made[0].text, made[0].measure, made[0].agreed_at) == (sealed("listen"), sealed("asked"), NOW)


@pytest.mark.parametrize("state", GoalState)
def test_what_its_owner_said_of_a_goal_stays_where_the_next_version_has_it_in_the_same_words(state: GoalState) -> None:
    (goal,) = agreed({}, make_version(1, ada=(Goal("a", sealed("listen")),)))
    said = marked(goal, state, sealed("so"), LATER)
    (after,) = agreed(known(said), make_version(2, ada=(Goal("a", sealed("listen"), sealed("asked")),)))
    assert after == replace(said, measure=sealed("asked"), number=2)


def test_in_other_words_it_is_a_goal_to_reach_again() -> None:
    (goal,) = agreed({}, make_version(1, ada=(Goal("a", sealed("listen")),)))
    said = marked(goal, GoalState.REACHED, sealed("so"), LATER)
    (after,) = agreed(known(said), make_version(2, ada=(Goal("a", sealed("ask")),)))
    assert (after.goal_id, after.state, after.line, after.text) == ("a", GoalState.OPEN, None, sealed("ask"))


@pytest.mark.parametrize("state", GoalState)
def test_a_goal_that_is_left_out_was_dropped_unless_it_was_reached(state: GoalState) -> None:
    (goal,) = agreed({}, make_version(1, ada=(Goal("a", sealed("listen")),)))
    said = marked(goal, state, None, LATER)
    left_out = {one.goal_id: one for one in agreed(known(said), make_version(2))}.get("a", said)
    assert left_out.state is (GoalState.REACHED if state is GoalState.REACHED else GoalState.DROPPED)
    assert left_out.number == 1


def test_to_say_the_same_again_changes_nothing() -> None:
    (goal,) = agreed({}, make_version(1, ada=(Goal("a", sealed("listen")),)))
    said = marked(goal, GoalState.REACHED, sealed("so"), NOW)
    assert marked(said, GoalState.REACHED, sealed("so"), LATER) == said
    assert marked(said, GoalState.REACHED, sealed("or so"), LATER).marked_at == LATER


@given(st.lists(st.sets(st.sampled_from(["a", "b", "c"])), min_size=1, max_size=6))
def test_a_version_that_is_taken_in_twice_changes_nothing_the_second_time(texts: list[set[str]]) -> None:
    kept: dict[str, AgreedGoal] = {}
    for number, ids in enumerate(texts, 1):
        version = make_version(number, ada=tuple(Goal(goal_id, sealed(goal_id)) for goal_id in sorted(ids)))
        kept |= known(*agreed(kept, version))
        assert agreed(kept, version) == ()
        assert {goal.goal_id for goal in kept.values() if goal.state is GoalState.OPEN} <= ids

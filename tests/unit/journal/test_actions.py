"""Action items: what a change leaves as it was, when one counts as done, and in which order they are read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.journal.domain.actions import Action, ActionState, Change, changed, has_done, is_newly_done, place
from tests.unit.journal.builders import NOW
from tests.unit.journal.test_ledgers import SEALED

LATER = NOW + timedelta(days=3)
DONE = Change(state=ActionState.DONE)


def make_action(action_id: str = "a1", **changes: Any) -> Action:
    action = Action(
        org="acme",
        action_id=action_id,
        pair_id="pair_1",
        written_by="ada",
        what=SEALED,
        owner_ids=("bob",),
        added_at=NOW,
        due="2026-07-01",
    )
    return replace(action, **changes)


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (Change(), make_action()),
        (Change(owner_ids=("ada", "bob")), make_action(owner_ids=("ada", "bob"))),
        (Change(due="2026-08-01"), make_action(due="2026-08-01")),
        (Change(without_due=True), make_action(due=None)),
        (DONE, make_action(state=ActionState.DONE, done_at=LATER)),
        (Change(state=ActionState.DROPPED), make_action(state=ActionState.DROPPED)),
    ],
)
def test_only_what_is_named_changes(change: Change, after: Action) -> None:
    assert changed(make_action(), change, LATER) == after


def test_done_is_done_since_it_first_was_until_it_is_opened_again() -> None:
    done = changed(make_action(), DONE, NOW)
    again = changed(done, replace(DONE, due="2026-08-01"), LATER)
    assert again.done_at == NOW
    assert not is_newly_done(done, again)
    assert is_newly_done(make_action(), done)
    assert changed(done, Change(state=ActionState.OPEN), LATER) == make_action()


def test_what_is_open_comes_first_by_its_day_and_then_the_newest() -> None:
    actions = [
        make_action("done", state=ActionState.DONE, added_at=LATER),
        make_action("dropped", state=ActionState.DROPPED),
        make_action("some day", due=None, added_at=LATER),
        make_action("august", due="2026-08-01"),
        make_action("july"),
        make_action("july, newer", added_at=LATER),
    ]
    assert [one.action_id for one in sorted(actions, key=place)] == [
        "july, newer",
        "july",
        "august",
        "some day",
        "done",
        "dropped",
    ]


def test_something_of_both_is_done_by_each() -> None:
    shared = make_action(owner_ids=("ada", "bob"), state=ActionState.DONE)
    assert [has_done(person_id, [shared]) for person_id in ("ada", "bob", "eve")] == [True, True, False]
    assert not has_done("bob", [make_action(), make_action(state=ActionState.DROPPED)])

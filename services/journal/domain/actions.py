"""Action items: what one of a pair, or both, mean to do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from libs.common.pages import Place, newest
from services.journal.domain.keys import SealedText

NO_DAY = "~"
"""Behind every day."""


class ActionState(StrEnum):
    """Where an action item is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One of them. `what` is sealed for whoever wrote it last."""

    org: str
    action_id: str
    pair_id: str
    written_by: str
    what: SealedText
    owner_ids: tuple[str, ...]
    added_at: datetime
    due: str | None = None
    """A day: `2026-05-31`."""

    state: ActionState = ActionState.OPEN
    done_at: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants otherwise. What is None stays."""

    owner_ids: tuple[str, ...] | None = None
    due: str | None = None
    without_due: bool = False
    state: ActionState | None = None


def changed(action: Action, change: Change, at: datetime) -> Action:
    """The same, otherwise. One that was done stays done since then."""
    state = change.state or action.state
    done_at = (action.done_at or at) if state is ActionState.DONE else None
    due = None if change.without_due else change.due or action.due
    return replace(action, owner_ids=change.owner_ids or action.owner_ids, due=due, state=state, done_at=done_at)


def is_newly_done(before: Action, after: Action) -> bool:
    """It was not before."""
    return after.state is ActionState.DONE and before.state is not ActionState.DONE


def place(action: Action) -> Place:
    """What is open first, by its day; then the others, the newest first."""
    is_open = action.state is ActionState.OPEN
    by_day: Place = [0, action.due or NO_DAY] if is_open else [1, ""]
    return [*by_day, newest(action.added_at), action.action_id]


def has_done(person_id: str, actions: Iterable[Action]) -> bool:
    """They have done something that was theirs, alone or with the other."""
    return any(one.state is ActionState.DONE and person_id in one.owner_ids for one in actions)

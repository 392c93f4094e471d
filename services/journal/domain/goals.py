"""Goals that were agreed: they live on beside the agreement, and their owners say what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from libs.common.contracts.agreements import GoalState
from services.journal.domain.agreements import Goal, Sealed, Version
from services.journal.domain.keys import SealedText


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedGoal:
    """One goal of one member; `number` is the newest version of the agreement that has it."""

    org: str
    goal_id: str
    pair_id: str
    person_id: str
    text: SealedText
    measure: Sealed
    number: int
    agreed_at: datetime
    state: GoalState = GoalState.OPEN
    line: Sealed = None
    marked_at: datetime | None = None
    revision: int = 0


def agreed(known: Mapping[str, AgreedGoal], version: Version) -> tuple[AgreedGoal, ...]:
    """Every goal that `version` makes or changes. One that it leaves out was dropped, unless it was reached."""
    named = {goal.goal_id: (person_id, goal) for person_id, part in version.terms.parts.items() for goal in part.goals}
    taken_up = [_taken_up(known.get(goal.goal_id), version, person_id, goal) for person_id, goal in named.values()]
    left_out = [_left_out(goal) for goal_id, goal in known.items() if goal_id not in named]
    return tuple(goal for goal in (*taken_up, *left_out) if goal != known.get(goal.goal_id))


def marked(goal: AgreedGoal, state: GoalState, line: Sealed, at: datetime) -> AgreedGoal:
    """What its owner says of it. Said again it changes nothing."""
    if (goal.state, goal.line) == (state, line):
        return goal
    return replace(goal, state=state, line=line, marked_at=at)


def _taken_up(known: AgreedGoal | None, version: Version, person_id: str, goal: Goal) -> AgreedGoal:
    if known is None:
        return AgreedGoal(
            org=version.org,
            goal_id=goal.goal_id,
            pair_id=version.pair_id,
            person_id=person_id,
            text=goal.text,
            measure=goal.measure,
            number=version.number,
            agreed_at=version.live_at,
        )
    after = replace(known, text=goal.text, measure=goal.measure, number=version.number)
    # In other words it is a goal to reach again.
    return after if goal.text == known.text else replace(after, state=GoalState.OPEN, line=None)


def _left_out(goal: AgreedGoal) -> AgreedGoal:
    return goal if goal.state is GoalState.REACHED else replace(goal, state=GoalState.DROPPED)

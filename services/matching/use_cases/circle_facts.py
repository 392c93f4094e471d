"""Circles as the wire has them: the whole public state, and nothing of why somebody is not in one any more."""

from typing import Any

from libs.common.contracts import circles as wire
from libs.common.contracts.circles import (
    CircleChanged,
    CircleEnded,
    CircleFact,
    CircleFormed,
    CircleProposed,
    CircleReminded,
)
from services.matching.domain.circle_clocks import expires_at
from services.matching.domain.circles import Change, Circle, Step


def fact_of(step: Step) -> CircleFact:
    """What became of it."""
    state = _state(step.circle)
    match step.change:
        case Change.PROPOSED:
            return CircleProposed(**state)
        case Change.FORMED:
            return CircleFormed(**state)
        case Change.REMINDED:
            first = next(one for one in step.circle.invitations if one.person_id in step.people)
            news = {"people": step.people, "number": first.reminded, "expires_at": expires_at(first)}
            return CircleReminded.model_validate(state | news)
        case Change.ENDED:
            return CircleEnded.model_validate(state | {"ending": step.circle.ending, "ended_at": step.circle.ended_at})
        case change:
            return CircleChanged.model_validate(state | {"change": change, "people": step.people})


def _state(circle: Circle) -> dict[str, Any]:
    return {
        "circle_id": circle.circle_id,
        "programme_id": circle.programme_id,
        "started_by": circle.started_by,
        "mentor_id": circle.mentor_id,
        "topics": circle.topics,
        "state": wire.CircleState(circle.state.value),
        "members": circle.members,
        "invited": circle.invited,
        "proposed_at": circle.proposed_at,
        "formed_at": circle.formed_at,
    }

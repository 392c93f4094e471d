"""Action items, as they are sent."""

from pydantic import ConfigDict, Field

from libs.common.contracts.actions import ActionState, OwnerIds, What
from libs.common.contracts.base import Day
from services.gateway.schemas.shown import Body


class NewAction(Body):
    """What one of you, or both, mean to do."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"what": "Ask two people for feedback", "owner_ids": ["person_0815"], "due": "2026-12-18"}]
        }
    )

    what: What
    owner_ids: OwnerIds
    due: Day | None = None


class ActionChange(Body):
    """Only what you name changes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"state": "done"}, {"due": None}]})

    what: What | None = None
    owner_ids: OwnerIds | None = None
    due: Day | None = Field(default=None, description="`null`: it has no day any more.")
    state: ActionState | None = None

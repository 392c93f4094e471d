"""What a pair agrees on, and what becomes of its goals."""

from pydantic import ConfigDict, Field

from libs.common.contracts.agreements import GoalState, OptionalLine, PartWritten, SharedWritten
from services.gateway.schemas.shown import Body


class OwnPart(Body, PartWritten):
    """Your part, in the place of what you had there. What both read, and nobody but you writes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "goals": [{"text": "Lead a meeting of ten", "measure": "I did it twice, and asked how it was"}],
                    "gives": ["An hour of pairing in Rust"],
                    "needs": "Questions before advice.",
                    "boundaries": "Nothing about my team lead.",
                }
            ]
        }
    )


class Arrangement(Body, SharedWritten):
    """What the two of you arrange, in the place of what stood there."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "cadence_days": 14,
                    "session_minutes": 45,
                    "channel": "Video, cameras as we like",
                    "confidentiality": "All of it stays between us.",
                    "ending": "After six months we look back together.",
                }
            ]
        }
    )


class GoalMark(Body):
    """What became of a goal."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"state": "reached", "line": "The third meeting went well."}]}
    )

    state: GoalState
    line: OptionalLine = Field(default="", description="A line about it, for both of you.")

"""How far two who learn together have come."""

from enum import StrEnum

from libs.common.contracts.requests import Direction
from services.journal.domain.stories import Phase, Story

FLASH = Direction.FLASH.value


class Stage(StrEnum):
    """Finer than the phase of a story: content is written for one of these."""

    PREPARE = "prepare"
    RAPPORT = "rapport"
    DIRECTION = "direction"
    PROGRESS = "progress"
    WIND_DOWN = "wind-down"
    AFTER = "after"


AFTER_SESSIONS = (Stage.PREPARE, Stage.RAPPORT, Stage.DIRECTION, Stage.PROGRESS)
"""What a pair is in by the number of its sessions; from the third on it is in the last of them."""


def stage_of(story: Story) -> Stage:
    """What suits a pair now. A pair for one talk has only the time before it and after it."""
    if story.phase is Phase.AFTERLIFE or (story.direction == FLASH and story.sessions_held):
        return Stage.AFTER
    if story.phase is Phase.WINDING_DOWN:
        return Stage.WIND_DOWN
    return AFTER_SESSIONS[min(story.sessions_held, len(AFTER_SESSIONS) - 1)]

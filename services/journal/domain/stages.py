"""How far two who learn together have come."""

from enum import StrEnum


class Stage(StrEnum):
    """Finer than the phase of a story: content is written for one of these."""

    PREPARE = "prepare"
    RAPPORT = "rapport"
    DIRECTION = "direction"
    PROGRESS = "progress"
    WIND_DOWN = "wind-down"
    AFTER = "after"

"""How learning is meant to flow, and what that says about seniority."""

from enum import StrEnum


class Direction(StrEnum):
    """In every direction the mentee is who wants to learn and the mentor is who gives.

    forward: the mentor is the senior, or a peer. reverse: the mentor is the junior, so a senior asks a junior.
    reciprocal: both give and both learn; who asked is entered as the mentee, so that each side has a name, and only
    the mentor's place is taken. flash: one talk, with anybody; the pair is completed with it.
    peer: two of about the same seniority learn together, and neither leads; entered and counted as reciprocal.
    Only suggestions look at seniority: for a mentor asked by name the direction is what the two agree on.
    """

    FORWARD = "forward"
    REVERSE = "reverse"
    RECIPROCAL = "reciprocal"
    FLASH = "flash"
    PEER = "peer"


# Steps of seniority (0-10) that people bridge easily; beyond, each step costs a little.
EASY_STEPS = 4
NEAR_STEPS = 2
COST_PER_STEP = 0.05
PEER_FIT = 0.9


def seniority_fit(direction: Direction, mentee: int, mentor: int) -> float | None:
    """From 0 to 1; None where the direction would be the wrong word for these two."""
    steps = mentor - mentee
    if direction is Direction.FLASH:
        return 1.0
    if direction is Direction.RECIPROCAL:
        return _fit(abs(steps), NEAR_STEPS)
    if direction is Direction.PEER:
        return 1.0 if abs(steps) <= NEAR_STEPS else None
    if direction is Direction.REVERSE:
        return _fit(-steps, EASY_STEPS) if steps < 0 else None
    if steps == 0:
        return PEER_FIT
    return _fit(steps, EASY_STEPS) if steps > 0 else None


def _fit(steps: int, easy: int) -> float:
    return 1.0 - COST_PER_STEP * max(0, steps - easy)

"""Milestones: which there are, in which stage of a pair, and whether each side has its own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from libs.common.contracts.pairs import Milestone
from services.journal.domain.stages import Stage
from services.journal.domain.stories import Story


class Whose(StrEnum):
    """Who reaches a milestone."""

    BOTH = "both"
    """The two together, once."""

    EACH = "each"
    """Each side for itself."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a milestone belongs."""

    stage: Stage
    whose: Whose = Whose.BOTH


KINDS: dict[Milestone, Kind] = {
    Milestone.HOPES_EXCHANGED: Kind(Stage.PREPARE),
    Milestone.CORE_TRACK_DONE: Kind(Stage.PREPARE, Whose.EACH),
    Milestone.GOAL_AND_GIFT_WRITTEN: Kind(Stage.PREPARE, Whose.EACH),
    Milestone.FIRST_TALK_HELD: Kind(Stage.RAPPORT),
    Milestone.AGREEMENT_LIVE: Kind(Stage.RAPPORT),
    Milestone.NEEDS_TOLD: Kind(Stage.RAPPORT, Whose.EACH),
    Milestone.CANDOUR_AGREED: Kind(Stage.RAPPORT),
    Milestone.CADENCE_SET: Kind(Stage.DIRECTION),
    Milestone.GOAL_MADE_CONCRETE: Kind(Stage.DIRECTION, Whose.EACH),
    Milestone.FEEDBACK_ASKED: Kind(Stage.DIRECTION, Whose.EACH),
    Milestone.THIRD_SESSION_HELD: Kind(Stage.PROGRESS),
    Milestone.FIRST_FLIP: Kind(Stage.PROGRESS),
    Milestone.MID_REVIEW_HELD: Kind(Stage.PROGRESS),
    Milestone.TRIED_OUTSIDE: Kind(Stage.PROGRESS),
    Milestone.LEARNED_FROM_OTHER: Kind(Stage.PROGRESS, Whose.EACH),
    Milestone.APPLIED: Kind(Stage.PROGRESS, Whose.EACH),
    Milestone.GOAL_REACHED: Kind(Stage.PROGRESS, Whose.EACH),
    Milestone.SESSION_LED_BY_JUNIOR: Kind(Stage.PROGRESS),
    Milestone.SENIOR_ACTED: Kind(Stage.PROGRESS),
    Milestone.WHAT_CHANGED_TOLD: Kind(Stage.WIND_DOWN),
    Milestone.NEXT_DECIDED: Kind(Stage.WIND_DOWN),
    Milestone.THANKED: Kind(Stage.WIND_DOWN, Whose.EACH),
    Milestone.LEARNING_WRITTEN: Kind(Stage.WIND_DOWN, Whose.EACH),
    Milestone.KUDOS_GIVEN: Kind(Stage.WIND_DOWN, Whose.EACH),
    Milestone.NEXT_NAMED: Kind(Stage.WIND_DOWN, Whose.EACH),
    Milestone.ECHO_30: Kind(Stage.AFTER, Whose.EACH),
    Milestone.ECHO_90: Kind(Stage.AFTER, Whose.EACH),
    Milestone.ECHO_365: Kind(Stage.AFTER, Whose.EACH),
    Milestone.PAID_FORWARD: Kind(Stage.AFTER, Whose.EACH),
}
BOTH = Whose.BOTH.value


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneKept:
    """Reached once; what shows it are the ids of the facts behind it.

    `person_id` is who reached it, None for both; `side` the role they had then, or both: a pair may turn.
    """

    org: str
    milestone_key: str
    pair_id: str
    milestone: str
    person_id: str | None
    side: str
    at: datetime
    evidence: tuple[str, ...]
    revision: int = 0


def reached_by(milestone: Milestone, person_id: str | None) -> str | None:
    """Who reaches it: this person, where each side has its own; None for both."""
    if KINDS[milestone].whose is Whose.BOTH:
        return None
    if person_id is None:
        raise ValueError(f"{milestone} is reached by one side: whose?")
    return person_id


def side_of(story: Story, person_id: str | None) -> str:
    """The role of who reached it, or both."""
    return story.role_of(person_id).value if person_id else BOTH


def milestone_key(pair_id: str, milestone: str, person_id: str | None) -> str:
    """One document per milestone of a pair, and of each of the two where each has their own."""
    return f"{pair_id}:{milestone}:{person_id or ''}"

"""Prompts: which suit a moment of a pair, and which of them come next, the same in every replica."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from itertools import product

from libs.common.contracts.requests import Direction
from services.journal.domain.stages import Stage
from services.journal.domain.stories import Role

A_FEW = 3


class Purpose(StrEnum):
    """What a prompt is for, and with it who says "you" to whom."""

    TALK = "talk"
    """The reader asks the other in a session, who may ask it back."""

    FEEDBACK = "feedback"
    """The reader asks the other for it, or offers it."""

    FLIP = "flip"
    """The reader asks the other, in a session that goes the other way round or leads to one."""

    ENDING = "ending"
    """The reader asks the other, towards the end."""

    REFLECTION = "reflection"
    """The reader is asked, and answers alone."""

    LEARNED_FROM_YOU = "learned-from-you"
    """The reader is asked what came from the other."""

    GAVE = "gave"
    """The reader is asked what went to the other."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a pair is, and which side of it is to be asked."""

    stage: Stage
    direction: Direction
    role: Role


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question, when it suits whom, and its words by language. An id that was ever used stays."""

    prompt_id: str
    purpose: Purpose
    moments: frozenset[Moment]
    words: Mapping[str, str]


ONE_TALK = (Stage.PREPARE, Stage.RAPPORT, Stage.AFTER)
"""The stages of a flash pair: before its talk, the talk, and after."""

MOMENTS = frozenset(
    Moment(stage, direction, role)
    for stage, direction, role in product(Stage, Direction, Role)
    if direction is not Direction.FLASH or stage in ONE_TALK
)
"""All that can occur."""

EVERYBODY = "everybody"
READERS = {EVERYBODY, *Direction, *Role, *(f"{direction}-{role}" for direction in Direction for role in Role)}
"""Who a text may be for: everybody, a direction, a role, or one role of one direction."""


def moments_of(stages: Iterable[Stage], readers: Iterable[str]) -> frozenset[Moment]:
    """When a text suits that is for these readers in these stages."""
    wanted, names = set(stages), set(readers)
    return frozenset(one for one in MOMENTS if one.stage in wanted and not names.isdisjoint(_names(one)))


def _names(moment: Moment) -> set[str]:
    return {EVERYBODY, moment.direction, moment.role, f"{moment.direction}-{moment.role}"}


def pick(prompts: Iterable[Prompt], moment: Moment, shown: Sequence[str], key: str) -> tuple[Prompt, ...]:
    """A few that suit; of those, the ones shown least often come first, so that none comes twice before all came once.

    `shown` has the id of every prompt that this side was shown, as often as it was. `key` names the occasion (the pair,
    the number of the session): it settles the order of equals, which a prompt added later does not change.
    """
    times = Counter(shown)
    suitable = [prompt for prompt in prompts if moment in prompt.moments]
    return tuple(sorted(suitable, key=lambda prompt: (times[prompt.prompt_id], _lot(key, prompt.prompt_id)))[:A_FEW])


def _lot(key: str, prompt_id: str) -> bytes:
    return blake2b(f"{key}\0{prompt_id}".encode(), digest_size=8).digest()

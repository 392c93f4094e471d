"""What each persona does on which day: the same script for the services and for the model.

A day is counted from the day on which the pair forms. What is done on one day is done in the script's
order, in the morning; what falls due that day comes after it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random

MENTOR, MENTEE = "mentor", "mentee"
SIDES = (MENTOR, MENTEE)


class What(StrEnum):
    """What somebody does."""

    PREPARE = "prepare"
    EXPECT = "answer the expectations"
    WRITE_PART = "write their part of the agreement"
    WRITE_SHARED = "write what both arrange"
    SIGN = "sign"
    MEET = "say that they met"
    PLAN = "plan a session"
    CANCEL = "call the planned session off"
    HOLD = "say that the planned session was held"
    FLIP = "flip the planned session"
    LEARN = "share what they learned from the other"
    ASK_FEEDBACK = "ask for feedback"
    THANK = "share their gratitude"
    EXCHANGE = "log what they gave"
    ACT = "do what they took on"
    REACH_GOAL = "reach their goal"
    PULSE = "answer the pulse"
    REVIEW = "look back half-way"
    DECIDE = "decide what comes next"
    WRITE_LETTER = "write their closing letter"
    GIVE_KUDOS = "give kudos"
    ECHO = "say what still helps"
    WRITE = "write to the other"
    REFLECT = "write for themselves"
    END = "end the pair, completed"


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something on a day. `detail` is what the act needs: a number of days, a score."""

    day: int
    who: str
    what: What
    detail: int = 0


@dataclass(frozen=True, slots=True)
class Persona:
    """A way of being a pair."""

    name: str
    is_reverse: bool
    acts: Callable[[Random], Iterator[Act]]


def started(day: int, *, signs: bool = True) -> Iterator[Act]:
    """Both prepare, say what they expect, and agree."""
    for who in SIDES:
        yield Act(day, who, What.PREPARE)
        yield Act(day, who, What.EXPECT)
    if signs:
        for who in SIDES:
            yield Act(day + 1, who, What.WRITE_PART)
        yield Act(day + 1, MENTEE, What.WRITE_SHARED)
        for who in SIDES:
            yield Act(day + 2, who, What.SIGN)


def _ended(day: int) -> Iterator[Act]:
    """A good end: the end itself, decisions, letters and kudos from both, and echoes afterwards."""
    yield Act(day, MENTEE, What.THANK)
    yield Act(day, MENTOR, What.THANK)
    yield Act(day, MENTEE, What.END)
    for who in SIDES:
        yield Act(day + 1, who, What.DECIDE)
        yield Act(day + 1, who, What.WRITE_LETTER)
    yield Act(day + 1, MENTEE, What.GIVE_KUDOS)
    yield Act(day + 2, MENTOR, What.GIVE_KUDOS)
    yield Act(day + 33, MENTEE, What.ECHO, 30)
    yield Act(day + 93, MENTEE, What.ECHO, 90)
    yield Act(day + 93, MENTOR, What.ECHO, 90)


def steady(dice: Random) -> Iterator[Act]:
    """Every fortnight, both alike, through the review to the end of the time."""
    yield from started(1)
    for number, day in enumerate(range(5, 172, 14)):
        yield Act(day, SIDES[number % 2], What.MEET)
        yield Act(day, MENTEE, What.EXCHANGE)
        if number % 3 == 1:
            yield Act(day + 1, MENTEE, What.LEARN)
            yield Act(day + 2, MENTOR, What.LEARN)
        if number == 4:
            yield Act(day + 1, MENTEE, What.ACT)
    yield Act(33, MENTOR, What.PULSE, dice.choice((4, 5)))
    yield Act(34, MENTEE, What.PULSE, dice.choice((4, 5)))
    for who in SIDES:
        yield Act(94, who, What.REVIEW)
    yield Act(120, MENTEE, What.REACH_GOAL)
    yield from _ended(174)


def fast(dice: Random) -> Iterator[Act]:
    """Every week from the first day; they flip, and one of them writes a lot."""
    yield from started(0)
    for number, day in enumerate(range(3, 140, 7)):
        if number in (4, 6, 8):
            yield Act(day - 1, MENTEE, What.PLAN, 1)
            yield Act(day - 1, MENTEE, What.FLIP)
            yield Act(day, MENTOR, What.HOLD)
        else:
            yield Act(day, dice.choice(SIDES), What.MEET)
        yield Act(day, MENTOR, What.WRITE)
        yield Act(day + 1, MENTEE, What.REFLECT)
        if number == 2:
            yield Act(day + 1, MENTEE, What.ASK_FEEDBACK)
            yield Act(day + 1, MENTOR, What.ACT)
    for who in SIDES:
        yield Act(95, who, What.REVIEW)


def silent(dice: Random) -> Iterator[Act]:
    """They meet once, and then nothing more is heard."""
    yield Act(1, MENTEE, What.PREPARE)
    yield Act(dice.randrange(4, 9), MENTEE, What.MEET)


def revived(dice: Random) -> Iterator[Act]:
    """Three good talks, two months of silence, and on again."""
    yield from started(1)
    for day in (6, 16, 26):
        yield Act(day, MENTEE, What.MEET)
    back = dice.randrange(86, 92)
    for day in range(back, back + 60, 20):
        yield Act(day, MENTOR, What.MEET)
        yield Act(day + 1, MENTEE, What.LEARN)


def cancelling(dice: Random) -> Iterator[Act]:
    """A reverse pair whose senior calls off twice for every session that is held."""
    yield from started(2)
    for day in range(6, 150, 24):
        yield Act(day, MENTOR, What.PLAN, 3)
        yield Act(day + 1, MENTEE, What.CANCEL)
        yield Act(day + 2, MENTEE, What.PLAN, 4)
        yield Act(day + 3, MENTEE, What.CANCEL)
        yield Act(day + 4, MENTEE, What.PLAN, 2)
        yield Act(day + 6, dice.choice(SIDES), What.HOLD)
    yield Act(31, MENTOR, What.PULSE, 2)
    yield Act(31, MENTEE, What.PULSE, 5)


def one_sided(dice: Random) -> Iterator[Act]:
    """The mentee does everything; the mentor prepares late and writes nothing."""
    yield Act(1, MENTEE, What.PREPARE)
    yield Act(1, MENTEE, What.EXPECT)
    yield Act(2, MENTEE, What.WRITE_PART)
    yield Act(2, MENTEE, What.WRITE_SHARED)
    for day in range(8, 130, 20):
        yield Act(day, MENTEE, What.MEET)
        yield Act(day, MENTEE, What.EXCHANGE)
        yield Act(day + 1, MENTEE, What.LEARN)
    yield Act(dice.randrange(60, 70), MENTOR, What.PREPARE)


def early_good_end(dice: Random) -> Iterator[Act]:
    """What they wanted is reached in two months, and they end well."""
    yield from started(1)
    for day in range(5, 58, 10):
        yield Act(day, dice.choice(SIDES), What.MEET)
    for who in SIDES:
        yield Act(50, who, What.REACH_GOAL)
    yield from _ended(58)


PERSONAS = (
    Persona("steady", False, steady),
    Persona("fast", False, fast),
    Persona("silent", False, silent),
    Persona("revived", False, revived),
    Persona("senior who cancels", True, cancelling),
    Persona("one-sided", False, one_sided),
    Persona("early good end", False, early_good_end),
)


def script(persona: Persona, seed: int, days: int) -> tuple[Act, ...]:
    """Of one pair, by day, each day in the order in which it is written."""
    acts = persona.acts(Random(seed))  # noqa: S311 - repeatable, not secret
    return tuple(sorted((act for act in acts if act.day <= days), key=lambda act: act.day))

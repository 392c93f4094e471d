"""Ways of being a pair, day by day: what organisers look at before a programme begins.

Days are counted from the day on which both join. Where that is a Monday, nobody does anything on a weekend. What is
done on one day is done in the script's order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from libs.common.contracts.dry_runs import Persona

MENTOR, MENTEE = "mentor", "mentee"
SIDES = (MENTOR, MENTEE)


class What(StrEnum):
    """What somebody does."""

    JOIN = "join"
    ASK = "ask for mentoring"
    ACCEPT = "say yes"
    PREPARE = "prepare"
    EXPECT = "answer the expectations"
    WRITE_PART = "write their part of the agreement"
    WRITE_SHARED = "write what both arrange"
    SIGN = "sign"
    PLAN = "plan a session"
    CANCEL = "call the planned session off"
    HOLD = "say that the planned session was held"
    LEARN = "share what they learned from the other"
    EXCHANGE = "log what they gave"
    PULSE = "answer the pulse"
    REVIEW = "look back half-way"
    REACH_GOAL = "reach their goal"
    END = "end the pair, completed"
    WRITE_LETTER = "write their closing letter"
    GIVE_KUDOS = "give kudos"
    ECHO = "say what still helps"


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something on a day. `detail` is what the act needs: a number of days, a score."""

    day: int
    who: str
    what: What
    detail: int = 0


Script = tuple[Act, ...]


def script_of(persona: Persona) -> Script:
    """What the two do, by day. The same in every direction: only who is the junior differs."""
    joined = (Act(0, who, What.JOIN) for who in SIDES)
    acts = [*joined, *{Persona.BEST: _best, Persona.SLOW: _slow, Persona.SILENT: _silent}[persona]()]
    return tuple(sorted(acts, key=lambda act: act.day))


def times_of(script: Script, starts_at: datetime) -> Iterator[tuple[datetime, Act]]:
    """When each thing is done. A second lies between two: no two things happen at one moment."""
    for number, act in enumerate(script):
        yield starts_at + timedelta(days=act.day, seconds=number), act


def _best() -> Iterator[Act]:
    """They prepare, agree, meet every other week, learn both ways, look back, and end well."""
    yield Act(1, MENTEE, What.ASK)
    yield Act(2, MENTOR, What.ACCEPT)
    yield from _prepared_and_agreed(4)
    for number, day in enumerate(range(8, 158, 14)):
        yield Act(day - 5, SIDES[number % 2], What.PLAN, 5)
        yield Act(day, SIDES[number % 2], What.HOLD)
        yield Act(day, SIDES[number % 2], What.EXCHANGE)
        if number % 3 == 1:
            yield Act(day + 1, MENTEE, What.LEARN)
            yield Act(day + 2, MENTOR, What.LEARN)
    for day in (35, 95, 155):
        yield from (Act(day, who, What.PULSE, 5) for who in SIDES)
    for who in SIDES:
        yield Act(95, who, What.REVIEW)
        yield Act(140, who, What.REACH_GOAL)
    yield from _ended_well(161)


def _slow() -> Iterator[Act]:
    """Every step comes after a reminder of it; one is called off; they never look back, and end nothing."""
    yield Act(3, MENTEE, What.ASK)
    yield Act(11, MENTOR, What.ACCEPT)
    yield Act(30, MENTEE, What.PREPARE)
    yield Act(32, MENTEE, What.PLAN, 7)
    yield Act(39, MENTEE, What.HOLD)
    yield Act(45, MENTOR, What.PREPARE)
    yield Act(46, MENTEE, What.WRITE_PART)
    yield Act(50, MENTEE, What.PULSE, 2)
    yield Act(52, MENTOR, What.PULSE, 4)
    yield Act(66, MENTEE, What.PLAN, 9)
    yield Act(72, MENTEE, What.CANCEL)
    yield Act(74, MENTEE, What.PLAN, 5)
    yield Act(79, MENTEE, What.HOLD)
    yield Act(80, MENTOR, What.WRITE_PART)
    yield Act(80, MENTOR, What.WRITE_SHARED)
    yield from (Act(81, who, What.SIGN) for who in SIDES)
    yield Act(120, MENTEE, What.PLAN, 3)
    yield Act(123, MENTEE, What.HOLD)
    yield Act(124, MENTEE, What.LEARN)


def _silent() -> Iterator[Act]:
    """Nobody answers the first request; the second is answered, and then nothing more is heard."""
    yield Act(11, MENTEE, What.ASK)
    yield Act(23, MENTEE, What.ASK)
    yield Act(25, MENTOR, What.ACCEPT)


def _prepared_and_agreed(day: int) -> Iterator[Act]:
    for who in SIDES:
        yield Act(day, who, What.PREPARE)
        yield Act(day, who, What.EXPECT)
    for who in SIDES:
        yield Act(day + 1, who, What.WRITE_PART)
    yield Act(day + 1, MENTEE, What.WRITE_SHARED)
    for who in SIDES:
        yield Act(day + 2, who, What.SIGN)


def _ended_well(day: int) -> Iterator[Act]:
    yield Act(day, MENTEE, What.END)
    for who in SIDES:
        yield Act(day + 1, who, What.WRITE_LETTER)
        yield Act(day + 2, who, What.GIVE_KUDOS)
    yield Act(day + 32, MENTEE, What.ECHO, 30)

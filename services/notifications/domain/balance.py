"""How even it is between two: who starts sessions, and which way something is given. Right in every order of facts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

MOST_MET, MOST_GIVEN = 24, 100
"""Of the newest; what is older has been looked at."""

MOST_SHOWN = 10
SESSIONS = 3
"""So many look like a habit."""


@dataclass(frozen=True, slots=True)
class Met:
    """A session that was held."""

    number: int
    at: datetime
    event_id: str
    starter_id: str | None
    """Who planned it, or told of it; None where nobody says."""


@dataclass(frozen=True, slots=True)
class Given:
    """A line of the ledger: something went from one to the other."""

    exchange_id: str
    at: datetime
    event_id: str
    giver_id: str | None = None
    """None: all that is known of it is that it was taken back."""

    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class OneSided:
    """Something that only one of the two did in a row of sessions."""

    person_id: str
    """Who did not."""

    first: int
    """The number of the first session of the row."""

    facts: tuple[str, ...]
    """The ids of the events that show it."""

    sessions: int = SESSIONS


@dataclass(frozen=True, slots=True)
class Balance:
    """What is known, in its order."""

    met: tuple[Met, ...] = ()
    given: tuple[Given, ...] = ()


def with_met(balance: Balance, met: Met) -> Balance:
    """One more session, unless it is known."""
    by_number = {one.number: one for one in (*balance.met, met)} | {one.number: one for one in balance.met}
    return replace(balance, met=tuple(sorted(by_number.values(), key=lambda one: one.number)[-MOST_MET:]))


def with_given(balance: Balance, given: Given) -> Balance:
    """One more line, or that one was taken back, whichever is heard first."""
    lines = {one.exchange_id: one for one in balance.given}
    known = lines.get(given.exchange_id, given)
    lines[given.exchange_id] = replace(
        min(known, given, key=lambda one: (one.at, one.event_id)),
        giver_id=known.giver_id or given.giver_id,
        is_withdrawn=known.is_withdrawn or given.is_withdrawn,
    )
    newest = sorted(lines.values(), key=lambda one: (one.at, one.event_id))[-MOST_GIVEN:]
    return replace(balance, given=tuple(newest))


def starts_one_sided(balance: Balance, people: Iterable[str]) -> frozenset[OneSided]:
    """Every row of three sessions with which one of the two began to start them all, as soon as they are known.

    A row begins with the first session, or after one that the other started: it is told of once, however long it grows.
    """
    by_number, both = {one.number: one for one in balance.met}, frozenset(people)
    found = set()
    for first in by_number:
        row = [by_number[number] for number in range(first, first + SESSIONS) if number in by_number]
        starters = {one.starter_id for one in row}
        before = by_number.get(first - 1)
        begins = first == 1 or (before is not None and before.starter_id not in starters)
        if len(row) == SESSIONS and len(starters) == 1 and starters <= both and begins:
            (other,) = both - starters
            found.add(OneSided(other, first, tuple(one.event_id for one in row)))
    return frozenset(found)


def flow_one_sided(balance: Balance, people: Iterable[str], number: int) -> OneSided | None:
    """Whether one of the two gave nothing in the three sessions up to this third, sixth or ninth, and the other did.

    Where nothing is written down at all nobody knows, and nothing is said.
    """
    by_number = {one.number: one for one in balance.met}
    first = number - SESSIONS + 1
    before = by_number.get(first - 1)
    if number % SESSIONS or number not in by_number or (first > 1 and before is None):
        return None
    lines = [one for one in balance.given if before is None or one.at > before.at]
    givers = {one.giver_id for one in lines if one.giver_id and not one.is_withdrawn and one.at <= by_number[number].at}
    missing = frozenset(people) - givers
    if len(missing) != 1:
        return None
    shown = tuple(one.event_id for one in lines if one.giver_id in givers and not one.is_withdrawn)
    (person_id,) = missing
    return OneSided(person_id, first, (by_number[number].event_id, *shown[-MOST_SHOWN:]))

"""Gives and gets: lines, and what they come to. The totals of a ledger and of the facts about it are the same."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.journal.domain.keys import SealedText
from services.journal.domain.months import Month

GAVE, GOT = "gave", "got"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One line. Once its author has taken it back it has no words any more, and nothing counts it."""

    org: str
    exchange_id: str
    pair_id: str
    number: int
    """In the order in which the pair's lines were written."""

    author_id: str
    direction: str
    line: SealedText | None
    about: SealedText | None
    at: datetime
    thanked_at: datetime | None = None
    withdrawn_at: datetime | None = None
    revision: int = 0

    @property
    def month(self) -> str:
        """In which it counts, and so do the thanks for it."""
        return str(Month.of(self.at))


def thanked(exchange: Exchange, at: datetime) -> Exchange:
    """The other side said thanks for it."""
    return replace(exchange, thanked_at=at)


def taken_back(exchange: Exchange, at: datetime) -> Exchange:
    """Without its words, which nobody can bring back."""
    return replace(exchange, line=None, about=None, withdrawn_at=at)


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """Of one side in one month. What comes to nothing is not kept."""

    month: str
    person_id: str
    gave: int = 0
    got: int = 0
    thanked: int = 0

    def plus(self, **more: int) -> "Tally":
        """So much more, or less."""
        return replace(self, **{name: getattr(self, name) + count for name, count in more.items()})

    @property
    def is_empty(self) -> bool:
        """Nothing of it is left."""
        return not (self.gave or self.got or self.thanked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The totals of a pair, in the order of months and people. `written` counts every line, those taken back too."""

    org: str
    pair_id: str
    written: int = 0
    tallies: tuple[Tally, ...] = ()
    revision: int = 0


def logged(ledger: Ledger, month: str, author_id: str, direction: str) -> Ledger:
    """With one more line."""
    return replace(_counted(ledger, month, author_id, **{direction: 1}), written=ledger.written + 1)


def with_thanks(ledger: Ledger, month: str, author_id: str) -> Ledger:
    """With thanks for a line of this author, from this month."""
    return _counted(ledger, month, author_id, thanked=1)


def without(ledger: Ledger, exchange: Exchange) -> Ledger:
    """As if the line had never been there, nor the thanks for it."""
    thanks = -1 if exchange.thanked_at else 0
    return _counted(ledger, exchange.month, exchange.author_id, **{exchange.direction: -1, "thanked": thanks})


def _counted(ledger: Ledger, month: str, person_id: str, **more: int) -> Ledger:
    tallies = {(one.month, one.person_id): one for one in ledger.tallies}
    known = tallies.get((month, person_id), Tally(month, person_id))
    tallies[month, person_id] = known.plus(**more)
    return replace(ledger, tallies=tuple(sorted(one for one in tallies.values() if not one.is_empty)))


@dataclass(frozen=True, slots=True)
class Logged:
    """A fact: a line was written in this month."""

    exchange_id: str
    author_id: str
    direction: str
    month: str


@dataclass(frozen=True, slots=True)
class Thanked:
    """A fact: somebody said thanks for it."""

    exchange_id: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A fact: it was taken back."""

    exchange_id: str


def rebuilt(org: str, pair_id: str, facts: Iterable[Logged | Thanked | Withdrawn]) -> Ledger:
    """The ledger that these facts come to, in whatever order and however often they are told."""
    told = frozenset(facts)
    thanks = {fact.exchange_id for fact in told if isinstance(fact, Thanked)}
    gone = {fact.exchange_id for fact in told if isinstance(fact, Withdrawn)}
    lines = [fact for fact in told if isinstance(fact, Logged)]
    ledger = Ledger(org=org, pair_id=pair_id)
    for line in lines:
        if line.exchange_id in gone:
            continue
        ledger = logged(ledger, line.month, line.author_id, line.direction)
        if line.exchange_id in thanks:
            ledger = with_thanks(ledger, line.month, line.author_id)
    return replace(ledger, written=len(lines))


@dataclass(frozen=True, slots=True)
class Flow:
    """How often something went from one to the other, whoever of the two wrote it down."""

    from_id: str
    to_id: str
    count: int


def flows(tallies: Iterable[Tally], members: tuple[str, ...]) -> tuple[Flow, ...]:
    """Both ways: what somebody gave and what the other got are the same direction."""
    gave = dict.fromkeys(members, 0)
    got = dict.fromkeys(members, 0)
    for tally in tallies:
        gave[tally.person_id] += tally.gave
        got[tally.person_id] += tally.got
    one, other = members
    return (Flow(one, other, gave[one] + got[other]), Flow(other, one, gave[other] + got[one]))

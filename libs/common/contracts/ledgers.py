"""Gives and gets: one line each of either side, thanks, and what mentoring brought a mentor in a month."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import Audience, Contract, Id, Instant, Service, Value
from libs.common.contracts.pairs import PairFact
from libs.common.contracts.requests import Topic


class Given(StrEnum):
    """Which way a line says that something went, seen by its author."""

    GAVE = "gave"
    GOT = "got"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=280), AfterValidator(_in_one_line)
]
Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
"""A month of UTC: `2026-05`."""


class ExchangeFact(PairFact):
    """About one line. What it says is in no event."""

    exchange_id: Id
    author_id: Id


class ExchangeLogged(ExchangeFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """One of the two wrote down what they gave or got."""

    direction: Given


class ExchangeThanked(ExchangeFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """The other side said thanks for a line, which it can once."""


class ExchangeWithdrawn(ExchangeFact, by=[Service.JOURNAL], audience=[Audience.PAIR]):
    """Its author took a line back: it counts no more, and neither do the thanks for it."""


class Dividend(Value):
    """What happened in a month where somebody is a mentor, as numbers."""

    sessions_held: int = Field(ge=0)
    learnings_named: int = Field(ge=0)
    """Lines in which the other side says what it got, and entries about it that it shared."""

    thanks: int = Field(ge=0)
    gets: int = Field(ge=0)
    """Lines in which they say themselves what they got."""


class DividendReady(Contract, by=[Service.JOURNAL], audience=[Audience.PERSON]):
    """A month is over in which a mentor's pairs did something. Once for each person and month."""

    person_id: Id
    month: Month
    counts: Dividend

    def concerns(self) -> frozenset[str]:
        """The mentor alone."""
        return frozenset({self.person_id})


class Exchange(Reply):
    """One line as the two of the pair read it."""

    exchange_id: Id
    pair_id: Id
    number: int
    author_id: Id
    direction: Given
    line: str
    about: str | None
    at: Instant
    thanked_at: Instant | None


class LogExchange(Ask[Exchange], to=Service.JOURNAL, reply=Exchange):
    """Something was given or got. The same id again answers the same."""

    pair_id: Id
    exchange_id: Id
    direction: Given
    line: Line
    about: Topic | None = None


class ThankForExchange(Ask[Exchange], to=Service.JOURNAL, reply=Exchange):
    """The other side says thanks. Again changes nothing."""

    pair_id: Id
    exchange_id: Id


class ExchangeGone(Reply):
    """The line counts no more, and its words are destroyed."""


class WithdrawExchange(Ask[ExchangeGone], to=Service.JOURNAL, reply=ExchangeGone):
    """Its author takes it back. Again changes nothing."""

    pair_id: Id
    exchange_id: Id


class SideOfMonth(Reply):
    """What one side wrote down in a month, and for how much of it the other said thanks."""

    person_id: Id
    gave: int
    got: int
    thanked: int


class FlowOfMonth(Reply):
    """How often something went from one to the other, whichever of the two wrote it down."""

    from_id: Id
    to_id: Id
    count: int


class MonthOfLedger(Reply):
    """Both ways, in one month of UTC."""

    month: Month
    sides: tuple[SideOfMonth, ...]
    flows: tuple[FlowOfMonth, ...]


class Ledger(Reply):
    """The flow over time, the oldest month first, and a page of lines, the newest first."""

    months: tuple[MonthOfLedger, ...]
    lines: tuple[Exchange, ...]
    next_cursor: int | None


class ReadLedger(Ask[Ledger], to=Service.JOURNAL, reply=Ledger):
    """One of the two looks at it."""

    pair_id: Id
    before: int | None = Field(default=None, ge=1)
    limit: int = Field(default=50, ge=1, le=100)


class DividendShown(Reply):
    """A month of somebody who is a mentor: the numbers as they were at its end, and the lines as they are now."""

    month: Month
    counts: Dividend
    lines: tuple[Exchange, ...]
    entry_ids: tuple[Id, ...]
    """Of entries in which the other side says what it learned: read as all entries are."""


class ReadDividend(Ask[DividendShown], to=Service.JOURNAL, reply=DividendShown):
    """A mentor opens it. A month in which nothing happened has none."""

    month: Month

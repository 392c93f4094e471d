"""A dry run: facts in, and what notifications says, moves and keeps to itself because of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from libs.common.contracts.notifications import Channel
from services.notifications.domain.forecast.cast import Cast, Fact
from services.notifications.domain.forecast.facts import facts_of
from services.notifications.domain.forecast.hearing import Hearing
from services.notifications.domain.forecast.readers import Outcome, Reader
from services.notifications.domain.forecast.saying import Saying
from services.notifications.domain.forecast.script import Script
from services.notifications.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Setting:
    """Who does what from when on, for how many days, under which plan."""

    cast: Cast
    script: Script
    starts_at: datetime
    days: int
    plan: Plan
    readers: tuple[Reader, ...]
    ways: frozenset[Channel]
    """Which the house has."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """What came of every notice, in its order, and the facts behind them."""

    outcomes: tuple[Outcome, ...]
    facts: dict[str, Fact]


def dry_run(setting: Setting) -> Foretold:
    """Everything that is said, and what is kept back."""
    saying, hearing = Saying(setting.plan, setting.readers, setting.ways), Hearing(setting.readers[0].person.org)
    facts = facts_of(setting.cast, setting.script, setting.starts_at, setting.days)
    for fact in facts:
        saying.pass_to(fact.at)
        moments = [(one.moment, one.cause) for one in hearing.of(fact) if one.moment]
        saying.pair = hearing.pair
        for moment, cause in moments:
            saying.tell(moment, cause)
        # What a fact makes needless it makes so for whatever is decided after it.
        for moment, cause in moments:
            if setting.plan.watches(moment.occasion):
                saying.marks |= dict.fromkeys(moment.marks, cause.at)
    saying.pass_to(setting.starts_at + timedelta(days=setting.days))
    return Foretold(tuple(saying.outcomes), {fact.fact_id: fact for fact in facts})

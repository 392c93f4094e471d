"""What organisers learn of how it goes: what is counted, of which weeks, and why a pair may need a person. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Self

from libs.common.contracts import Words
from libs.common.contracts.pairs import Ending
from services.gateway.domain.disclosure import WEEK, Count, Group

FIRST_TALK_DAYS = (7, 14, 30, 60)
"""Until when after a pair was formed its first talk is counted."""

NO_TALK_FOR = timedelta(days=21)
ALONE_AFTER = 3
"""Talks of which one and the same of the two set up all."""


class Step(StrEnum):
    """How far a person came. Whoever came to one after `joined` came to all from there, at that time or before."""

    INVITED = "invited"
    JOINED = "joined"
    ASKED = "asked"
    PAIRED = "paired"
    MET = "met"
    LEARNED = "learned"


class OfRequests(StrEnum):
    """What became of requests that reached whom they were for."""

    OPENED = "opened"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class OfPairs(StrEnum):
    """What pairs came to. Endings and first talks within some days have names of their own beside these."""

    FORMED = "formed"
    FIRST_TALK = "first-talk"
    TALK = "talk"
    FADED = "faded"
    LEARNED_BY_MENTOR = "learned-by-mentor"
    LEARNED_BY_MENTEE = "learned-by-mentee"
    LEARNED_BY_BOTH = "learned-by-both"


def first_talk_within(days: int) -> str:
    """First talks held at most so many days after their pair was formed."""
    return f"first-talk-within-{days}"


def ended(ending: str) -> str:
    """Pairs that ended so."""
    return f"ended-{ending}"


OF_PAIRS = (*OfPairs, *map(first_talk_within, FIRST_TALK_DAYS), *map(ended, Ending))

Weekly = Mapping[str, Mapping[date, int]]
"""What came in each week, by its Monday, of each measure."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of people, requests and pairs, each by measure, as they may be told."""

    people: Mapping[str, Count]
    requests: Mapping[str, Count]
    pairs: Mapping[str, Count]

    @classmethod
    def of(cls, people: Weekly, requests: Weekly, pairs: Weekly, step: int) -> Self:
        """Every measure has its count, also where nothing came."""
        return cls(_counts(people, Step, step), _counts(requests, OfRequests, step), _counts(pairs, OF_PAIRS, step))

    @property
    def begins(self) -> date | None:
        """The first week of which anything is told."""
        found = [count.begins for each in (self.people, self.requests, self.pairs) for count in each.values()]
        return min((week for week in found if week), default=None)

    def told_of(self, when: "Period") -> "Period":
        """As much of a period as anything is told of, but for its end."""
        begins = self.begins
        return Period(when.until if begins is None else min(max(when.since, begins), when.until), when.until)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks: from one Monday to before another."""

    since: date
    until: date

    def weeks(self) -> list["Period"]:
        """Each by itself."""
        begins = [self.since + number * WEEK for number in range((self.until - self.since) // WEEK)]
        return [Period(monday, monday + WEEK) for monday in begins]


def period(since: date | None, until: date | None, today: date) -> Period:
    """The weeks in which these days are, as far as they are over; all where nothing is said."""
    over = monday_of(today)
    end = over if until is None or until >= over else monday_of(until) + WEEK
    return Period(min(monday_of(since or date.min), end), end)


def months(when: Period) -> list[Period]:
    """The weeks that begin in each month, so that nothing is told of less than a week."""
    by_month = groupby(when.weeks(), key=lambda week: (week.since.year, week.since.month))
    found = [list(weeks) for _, weeks in by_month]
    return [Period(weeks[0].since, weeks[-1].until) for weeks in found]


def monday_of(day: date) -> date:
    """Of the week in which it is."""
    return day - timedelta(days=day.weekday())


def half_within(pairs: Mapping[str, Count], when: Period) -> int | None:
    """The days within which half of the first talks were held, by what is told of them; None where it was longer."""
    half = pairs[OfPairs.FIRST_TALK].between(when.since, when.until) / 2
    told = ((days, pairs[first_talk_within(days)].between(when.since, when.until)) for days in FIRST_TALK_DAYS)
    return next((days for days, count in told if count and count >= half), None)


HEADER = {"en": ("Part", "Measure", "Group", "Week", "Number"), "de": ("Teil", "Maß", "Gruppe", "Woche", "Anzahl")}
OTHERS = {"en": "All others", "de": "Alle anderen"}


def table(
    counts: Counts, when: Period, groups: Mapping[str, Sequence[Group]], language: str
) -> Iterator[Sequence[object]]:
    """Every number in a row of its own: of the period, of each week of which anything is told, and of each group."""
    yield HEADER[language]
    spans = [("", when), *((week.since, week) for week in counts.told_of(when).weeks())]
    parts = {"people": counts.people, "requests": counts.requests, "pairs": counts.pairs}
    for begins, span in spans:
        for part, measures in parts.items():
            for name, count in measures.items():
                yield part, name, "", begins, count.between(span.since, span.until)
    for kind, each in groups.items():
        for group in each:
            for name, told in {"people": group.people, **group.reached}.items():
                yield kind, name, group.name or OTHERS[language], "", "" if told is None else told


class Need(StrEnum):
    """Why a pair may need a person."""

    NO_FIRST_TALK = "no-first-talk"
    FADING = "fading"
    ONE_SIDE_ALONE = "one-side-alone"
    ONE_REPORTING_LINE = "one-reporting-line"


@dataclass(frozen=True, slots=True)
class PairInNeed:
    """A pair that goes on, and why it may need a person."""

    pair_id: str
    programme_id: str
    member_ids: tuple[str, ...]
    formed_at: datetime
    last_talk_at: datetime | None
    needs: tuple[Need, ...]


WHY: Mapping[Need, Words] = {
    Need.NO_FIRST_TALK: {
        "en": "Three weeks have gone by, and no first talk is known.",
        "de": "Drei Wochen sind vergangen, und von einem ersten Gespräch ist nichts bekannt.",
    },
    Need.FADING: {
        "en": "The two have not talked for much longer than is usual for them.",
        "de": "Die beiden haben viel länger nicht gesprochen, als es bei ihnen üblich ist.",
    },
    Need.ONE_SIDE_ALONE: {
        "en": "One and the same of the two has set up every talk so far.",
        "de": "Bisher kam jedes Gespräch von ein und derselben Seite.",
    },
    Need.ONE_REPORTING_LINE: {
        "en": "Since an organisational change one of the two is above the other.",
        "de": "Seit einer Umstellung in der Organisation steht eine der beiden Personen über der anderen.",
    },
}
NEXT: Mapping[Need, Words] = {
    Need.NO_FIRST_TALK: {
        "en": "Ask both, each alone, whether something is in the way of a first date.",
        "de": "Frag beide, jede Seite für sich, ob einem ersten Termin etwas im Weg steht.",
    },
    Need.FADING: {
        "en": "Ask how they would like to go on: with a new rhythm, after a break, or with a good end.",
        "de": "Frag, wie sie weitermachen möchten: mit neuem Rhythmus, nach einer Pause oder mit einem guten Ende.",
    },
    Need.ONE_SIDE_ALONE: {
        "en": "Remind both that the next step is theirs in turn, without saying whose it was so far.",
        "de": "Erinnere beide daran, dass sie sich abwechseln können, ohne zu sagen, von wem es bisher ausging.",
    },
    Need.ONE_REPORTING_LINE: {
        "en": "Talk with both about whether to go on with care, pause, or hand over to somebody else.",
        "de": "Sprich mit beiden, ob sie mit Bedacht weitermachen, pausieren oder an jemand anderen übergeben.",
    },
}


def _counts(weekly: Weekly, measures: type[StrEnum] | tuple[str, ...], step: int) -> dict[str, Count]:
    return {str(name): Count(weekly.get(name, {}), step) for name in measures}

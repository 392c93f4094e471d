"""Notifications in memory: facts in, and what it says, moves and keeps to itself, by the functions of the service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush

from libs.common.contracts.notifications import Channel
from services.notifications.domain import notices as spine
from services.notifications.domain.attention import Attention, asked, followed
from services.notifications.domain.forecast.cast import Cast, Fact
from services.notifications.domain.forecast.facts import facts_of
from services.notifications.domain.forecast.hearing import Hearing
from services.notifications.domain.forecast.script import Script
from services.notifications.domain.notices import Cause, Notice, notice_of
from services.notifications.domain.people import Person
from services.notifications.domain.plan import Moment, Plan
from services.notifications.domain.preferences import Wishes
from services.notifications.domain.questions import less_often
from services.notifications.domain.restraint import Drop, Move, Say, Situation, decide, taken


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told, and what they want to hear."""

    person: Person
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one notice. Without channels it was kept back: its code says why."""

    at: datetime
    notice: Notice
    cause: Fact
    channels: Mapping[Channel, datetime] = field(default_factory=dict)


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


def dry_run(setting: Setting) -> tuple[Outcome, ...]:
    """Everything that is said, and what is kept back, in its order."""
    facts = facts_of(setting.cast, setting.script, setting.starts_at, setting.days)
    run = Run(setting.plan, setting.readers, setting.ways)
    run.go_on(facts, setting.starts_at + timedelta(days=setting.days))
    return tuple(run.outcomes)


class Run:
    """What is waiting, what has happened, and what came of it."""

    def __init__(self, plan: Plan, readers: Iterable[Reader], ways: frozenset[Channel]) -> None:
        self.plan, self._ways, self.readers = plan, ways, {one.person.person_id: one for one in readers}
        self.outcomes: list[Outcome] = []
        self._org = next(iter(self.readers.values())).person.org
        self._hearing = Hearing(self._org)
        self._causes: dict[str, Fact] = {}
        self._known: set[str] = set()
        self._marks: dict[str, datetime] = {}
        self._attentions: dict[str, Attention] = {}
        self._waiting: list[tuple[datetime, int, Notice]] = []
        self._count = 0

    def go_on(self, facts: Iterable[Fact], until: datetime) -> None:
        """One fact after the other; whatever waits is looked at when its time has come."""
        for fact in facts:
            self._pass_to(fact.at)
            self._causes[fact.fact_id] = fact
            for heard in self._hearing.of(fact):
                if heard.moment:
                    self._fill(heard.moment, heard.cause)
        self._pass_to(until)

    def _pass_to(self, at: datetime) -> None:
        while self._waiting and self._waiting[0][0] <= at:
            due, _, notice = heappop(self._waiting)
            self._say(notice, due)

    def _fill(self, moment: Moment, cause: Cause) -> None:
        if self.plan.watches(moment.occasion):
            self._marks |= dict.fromkeys(moment.marks, cause.at)
        for message in self.plan.messages(moment):
            notice = notice_of(message, moment, cause, self.readers[message.person_id].person, cause.at)
            if notice is None or notice.notice_id in self._known:
                continue
            self._known.add(notice.notice_id)
            if notice.not_before > cause.at:
                self._wait(notice)
            else:
                self._say(notice, cause.at)

    def _wait(self, notice: Notice) -> None:
        self._count += 1
        heappush(self._waiting, (notice.not_before, self._count, notice))

    def _say(self, notice: Notice, at: datetime) -> None:
        situation = self._situation(notice)
        match decide(notice, situation, at):
            case Move(until, code):
                self._wait(spine.moved(notice, until, code))
                return
            case Drop(code):
                self._end(at, spine.silenced(notice, code))
            case Say() as verdict:
                self._said(notice, verdict, situation, at)
        later = spine.next_of(notice, situation.marks, situation.reader.time_zone)
        if later:
            self._wait(later)

    def _said(self, notice: Notice, verdict: Say, situation: Situation, at: datetime) -> None:
        said = spine.said(notice, at, in_inbox=Channel.INBOX in verdict.channels)
        self._end(at, said, verdict.channels)
        attention = taken(situation.attention, said, verdict, at)
        question = less_often(said, situation, self.plan)
        self._attentions[said.person_id] = asked(attention, said.kind) if question else attention
        if question:
            self._say(question, at)

    def _situation(self, notice: Notice) -> Situation:
        reader, pair = self.readers[notice.person_id], self._hearing.pair
        known = self._attentions.get(notice.person_id) or Attention(self._org, notice.person_id)
        return Situation(
            reader=reader.person,
            wishes=reader.wishes,
            attention=followed(known, self._marks),
            marks=self._marks,
            pair=pair if pair and pair.pair_id == notice.pair_id else None,
            ways=self._ways,
        )

    def _end(self, at: datetime, notice: Notice, channels: Mapping[Channel, datetime] | None = None) -> None:
        self.outcomes.append(Outcome(at, notice, self._causes[notice.facts[-1]], channels or {}))

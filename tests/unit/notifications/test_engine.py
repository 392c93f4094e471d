"""Weeks of a person's notices under random facts, wishes and times: what must hold whatever happens."""

import heapq
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libs.common.contracts.notifications import Channel, Digest, Importance, Kind
from services.notifications.domain.attention import WEEK, Attention, followed, heeded
from services.notifications.domain.digests import GATHERED, closed, digest_id, opened
from services.notifications.domain.notices import Notice, moved, said, silenced
from services.notifications.domain.plan import EVERYWHERE
from services.notifications.domain.preferences import Wishes
from services.notifications.domain.quiet import Quiet, loud_from
from services.notifications.domain.restraint import Drop, Move, Say, Situation, decide, taken, why_kept
from tests.support.notifications import ADA, make_notice, make_person

BEGIN = datetime(2026, 10, 19, tzinfo=UTC)
"""The clock of Berlin is put back on the sixth day."""

READER = make_person()
DAY, BERLIN = timedelta(days=1), ZoneInfo(READER.time_zone)


@dataclass(frozen=True)
class Heard:
    """That something happened, and when it was heard of: perhaps late."""

    key: str
    at: datetime
    late: timedelta


@dataclass(frozen=True)
class Out:
    """What made its reader's devices sound, and by whose wishes."""

    at: datetime
    wishes: Wishes
    notices: tuple[Notice, ...]


@dataclass
class Days:
    """What the services do with the notices of one person, in one loop over their times."""

    wishes: list[tuple[datetime, Wishes]]
    heard: list[Heard]
    notices: dict[str, Notice] = field(default_factory=dict)
    attention: Attention = field(default_factory=lambda: Attention("acme", ADA))
    out: list[Out] = field(default_factory=list)
    times: list[tuple[datetime, int, str]] = field(default_factory=list)
    order: "count[int]" = field(default_factory=count)

    def live(self, notices: list[Notice], reads: list[tuple[datetime, int]]) -> None:
        """Until nothing is waiting any more."""
        for one in notices:
            self.wait(one)
        for at, number in reads:
            self.look_at(at, f"read ntc_{number}")
        while self.times:
            now, _, what = heapq.heappop(self.times)
            assert now < BEGIN + 120 * DAY, "it goes on for ever"
            notice = self.notices.get(what)
            if notice is None:
                self.attention = heeded(self.attention, what.removeprefix("read "))
            elif notice.is_open and notice.not_before <= now:
                self.close(notice, now) if notice.row == "digest" else self.say(notice, now)

    def look_at(self, at: datetime, what: str) -> None:
        heapq.heappush(self.times, (at, next(self.order), what))

    def wait(self, notice: Notice) -> None:
        self.notices[notice.notice_id] = notice
        self.look_at(notice.not_before, notice.notice_id)

    def wishes_at(self, now: datetime) -> Wishes:
        return [wishes for at, wishes in self.wishes if at <= now][-1]

    def marks_at(self, now: datetime) -> dict[str, datetime]:
        known = sorted((one.at, one.key) for one in self.heard if one.at + one.late <= now)
        return {key: at for at, key in known}

    def situation(self, now: datetime) -> Situation:
        marks = self.marks_at(now)
        after = followed(self.attention, marks)
        return Situation(READER, self.wishes_at(now), after, marks, ways=frozenset(Channel))

    def say(self, notice: Notice, now: datetime) -> None:
        around = self.situation(now)
        match decide(notice, around, now):
            case Drop(code):
                self.notices[notice.notice_id] = silenced(notice, code)
            case Move(until, code):
                assert until > now
                self.wait(moved(notice, until, code))
            case Say() as verdict:
                self.go(notice, verdict, around, now)

    def go(self, notice: Notice, verdict: Say, around: Situation, now: datetime) -> None:
        after, end = around.attention, verdict.digest_at
        comes_with = digest_id("acme", ADA, end) if end else None
        notice = self.notices[notice.notice_id] = said(notice, now, in_inbox=True, digest_id=comes_with)
        if end and comes_with and end != after.digest_at:
            assert comes_with not in self.notices, "one for each person and morning"
            self.wait(opened(notice, end, now))
        self.attention = taken(after, notice, verdict, now)
        for channel, at in verdict.channels.items():
            if channel is not Channel.INBOX and not why_kept(notice, channel, self.situation(at), at):
                self.out.append(Out(at, around.wishes, (notice,)))

    def close(self, digest: Notice, now: datetime) -> None:
        around = self.situation(now)
        loud = loud_from(around.wishes.quiet, READER.time_zone, now)
        if loud > now:
            self.wait(moved(digest, loud, "quiet-hours"))
            return
        items = [one for one in self.notices.values() if one.digest_id == digest.notice_id]
        for channel in GATHERED:
            left = [one for one in items if why_kept(one, channel, around, now) is None]
            self.out += [Out(now, around.wishes, tuple(left))] if left else []
        self.notices[digest.notice_id] = said(closed(digest, items), now, in_inbox=False)


TIMES = st.integers(0, 30 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
PAUSES = st.none() | TIMES
KEYS = ("held", "asked")


@st.composite
def notices(draw: st.DrawFn, number: int) -> Notice:
    due = draw(TIMES)
    importances = st.sampled_from([Importance.NUDGE, Importance.NUDGE, Importance.PERSONAL, Importance.CRITICAL])
    days = draw(st.none() | st.integers(1, 20))
    return make_notice(
        notice_id=f"ntc_{number}",
        row="a row",
        kind=draw(st.sampled_from([Kind.CARE, Kind.SESSIONS])),
        importance=draw(importances),
        channels=EVERYWHERE,
        facts=(f"fact {number}",),
        since=due - draw(st.integers(0, 20)) * DAY,
        created_at=due,
        not_before=due,
        due=due,
        expires_at=due + days * DAY if days else None,
        unless=draw(st.sampled_from([(), ("held",), ("held", "asked")])),
    )


NOTICES = st.integers(1, 14).flatmap(lambda many: st.tuples(*(notices(number) for number in range(many)))).map(list)
WISHES = st.builds(
    Wishes,
    digest=st.sampled_from(Digest),
    quiet=st.sampled_from([None, Quiet("21:00", "07:00"), Quiet("02:30", "09:15"), Quiet("08:00", "20:00")]),
    own_quiet=st.booleans(),
    budget=st.integers(0, 4),
    gathers_personal=st.booleans(),
    paused_until=PAUSES,
    less=st.sets(st.sampled_from([Kind.CARE])).map(frozenset),
)
CHANGES = st.lists(st.tuples(TIMES, WISHES), max_size=3).map(lambda found: sorted(found, key=lambda one: one[0]))
LIVES = st.builds(
    lambda first, later, heard: Days([(datetime.min.replace(tzinfo=UTC), first), *later], heard),
    WISHES,
    CHANGES,
    st.lists(
        st.builds(Heard, st.sampled_from(KEYS), TIMES, st.integers(0, 5).map(lambda days: days * DAY)), max_size=8
    ),
)
READS = st.lists(st.tuples(TIMES, st.integers(0, 13)), max_size=6)


def is_quiet(quiet: Quiet | None, at: datetime) -> bool:
    """As the clock on the wall says it."""
    if quiet is None:
        return False
    shown = at.astimezone(BERLIN).strftime("%H:%M")
    is_within = quiet.start <= shown < quiet.end
    return is_within if quiet.start < quiet.end else not quiet.end <= shown < quiet.start


@pytest.mark.feature("communication.nudge-budget")
@settings(max_examples=150)
@given(LIVES, NOTICES, READS)
def test_whatever_happens_restraint_holds(days: Days, found: list[Notice], reads: list[tuple[datetime, int]]) -> None:
    days.live(found, reads)
    ended = [days.notices[one.notice_id] for one in found]
    assert not any(one.is_open for one in days.notices.values()), "everything comes to an end"
    nudges = sorted(one.said_at for one in ended if one.importance is Importance.NUDGE and one.said_at is not None)
    for at in nudges:
        week = [one for one in nudges if at - WEEK < one <= at]
        assert len(week) <= days.wishes_at(at).budget, "never more than the budget in any seven days"
    for one in ended:
        if one.said_at is None:
            assert one.code, "it says why it was not said"
            continue
        assert one.said_at >= one.due
        assert one.expires_at is None or one.said_at < one.expires_at
        marks = days.marks_at(one.said_at)
        assert not any(marks[key] > one.since for key in one.unless if key in marks), "nothing after its fact"


@settings(max_examples=400)
@given(LIVES, NOTICES, READS)
def test_whatever_happens_nothing_sounds_in_quiet_hours_or_after_its_fact(
    days: Days, found: list[Notice], reads: list[tuple[datetime, int]]
) -> None:
    days.live(found, reads)
    for out in days.out:
        for one in out.notices:
            marks = days.marks_at(out.at)
            assert not any(marks[key] > one.since for key in one.unless if key in marks)
            holds = one.importance is Importance.NUDGE or (
                one.importance is Importance.PERSONAL and (out.wishes.own_quiet or one.digest_id)
            )
            assert not (holds and is_quiet(out.wishes.quiet, out.at))
    for digest in (one for one in days.notices.values() if one.row == "digest"):
        facts = {fact for item in digest.items for fact in days.notices[item].facts}
        assert facts == set(digest.facts), "every fact behind it is named"
        gathered = {one.notice_id for one in days.notices.values() if one.digest_id == digest.notice_id}
        assert gathered == set(digest.items), "nothing that was gathered is lost"


@settings(max_examples=60)
@given(LIVES, NOTICES, READS)
def test_repeats_change_nothing(days: Days, found: list[Notice], reads: list[tuple[datetime, int]]) -> None:
    again = Days(list(days.wishes), [*days.heard, *reversed(days.heard)])
    days.live(found, reads)
    for one in found:
        again.look_at(one.due + DAY, one.notice_id)
    again.live(found, [*reads, *reads])
    assert again.notices == days.notices
    assert again.out == days.out

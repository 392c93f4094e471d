"""What keeps a nudge back, in which order, until when, and what nothing keeps back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from libs.common.contracts.notifications import Channel, Digest, Importance, Kind
from services.notifications.domain.attention import (
    Attention,
    Nudged,
    asked,
    followed,
    heeded,
    ignored,
    is_time_to_ask,
    next_of_kind,
    room_from,
    sought,
    spent,
)
from services.notifications.domain.marks import Mark
from services.notifications.domain.notices import Notice, said
from services.notifications.domain.plan import EVERYWHERE
from services.notifications.domain.preferences import Preferences, Wishes, wants_less, wishes_of
from services.notifications.domain.quiet import Quiet
from services.notifications.domain.restraint import Drop, Move, Say, Situation, decide, why_kept
from tests.support.notifications import ADA, make_notice, make_person

NOON = datetime(2026, 6, 3, 10, tzinfo=UTC)
"""A Wednesday: twelve in Berlin."""

NIGHT = NOON + timedelta(hours=10)
MORNING = datetime(2026, 6, 4, 5, tzinfo=UTC)
DAY = timedelta(days=1)


def make_nudge(at: datetime = NOON, **fields: Any) -> Notice:
    known: dict[str, Any] = {"kind": Kind.MONTHLY, "importance": Importance.NUDGE, "channels": EVERYWHERE}
    times = {"created_at": at, "since": at, "not_before": at, "due": at}
    return make_notice(**known | times | fields)


def situation(*nudges: Nudged, **fields: Any) -> Situation:
    marks = fields.pop("marks", {})
    attention = Attention("acme", ADA, nudges, digest_at=fields.pop("digest_at", None))
    return Situation(make_person(), Wishes(**fields), attention, marks, ways=frozenset(Channel))


def nudged(days_ago: float, kind: Kind = Kind.CARE, **fields: Any) -> Nudged:
    return Nudged(NOON - days_ago * DAY, kind, f"ntc_{days_ago}", **fields)


BUSY = (nudged(6), nudged(4), nudged(2))


@pytest.mark.parametrize(
    ("around", "at", "verdict"),
    [
        (situation(), NOON, Say(dict.fromkeys(EVERYWHERE, NOON))),
        (situation(), NIGHT, Move(MORNING, "quiet-hours")),
        (situation(quiet=None), NIGHT, Say(dict.fromkeys(EVERYWHERE, NIGHT))),
        (situation(paused_until=NOON + DAY), NOON, Move(NOON + DAY, "paused")),
        (situation(paused_until=NOON + 15 * DAY), NOON, Drop("stale")),
        (situation(paused_until=NOON), NOON, Say(dict.fromkeys(EVERYWHERE, NOON))),
        (situation(nudged(1, Kind.MONTHLY)), NOON, Move(NOON + 2 * DAY, "too-soon")),
        (situation(nudged(1, Kind.MONTHLY), less=frozenset({Kind.MONTHLY})), NOON, Move(NOON + 5 * DAY, "too-soon")),
        (situation(nudged(3, Kind.MONTHLY)), NOON, Say(dict.fromkeys(EVERYWHERE, NOON))),
        (situation(*BUSY), NOON, Move(NOON + DAY, "over-budget")),
        (situation(*BUSY, budget=4), NOON, Say(dict.fromkeys(EVERYWHERE, NOON))),
        (situation(*BUSY, budget=1), NOON, Move(NOON + 5 * DAY, "over-budget")),
        (situation(budget=0), NOON, Drop("over-budget")),
        (situation(*BUSY, nudged(1, Kind.MONTHLY)), NIGHT, Move(MORNING, "quiet-hours")),
        (situation(off=frozenset((Kind.MONTHLY, one) for one in EVERYWHERE)), NIGHT, Drop("switched-off")),
    ],
)
def test_a_nudge_waits_for_the_first_thing_that_holds_it_back(around: Situation, at: datetime, verdict: object) -> None:
    assert decide(make_nudge(), around, at) == verdict


@pytest.mark.parametrize(
    ("around", "code"),
    [
        (situation(paused_until=NOON + DAY), "paused"),
        (situation(nudged(1, Kind.MONTHLY)), "too-soon"),
        (situation(*BUSY), "over-budget"),
    ],
)
def test_what_is_worth_nothing_any_more_by_then_is_dropped_and_says_what_kept_it(around: Situation, code: str) -> None:
    assert decide(make_nudge(expires_at=NOON + DAY), around, NOON) == Drop(code)
    assert isinstance(decide(make_nudge(expires_at=NOON + 9 * DAY), around, NOON), Move)


def test_what_would_come_two_weeks_late_is_dropped_but_never_for_one_night() -> None:
    old = make_nudge(NOON - 13.5 * DAY)
    assert decide(old, situation(*BUSY), NOON) == Drop("stale")
    assert decide(old, situation(), NOON + DAY) == Say(dict.fromkeys(EVERYWHERE, NOON + DAY))
    assert decide(make_nudge(NOON - 20 * DAY), situation(), NIGHT) == Move(MORNING, "quiet-hours")


def test_what_another_did_waits_only_for_hours_that_its_reader_set_and_stands_in_the_inbox_at_once() -> None:
    personal = make_nudge(importance=Importance.PERSONAL)
    full = situation(*BUSY, nudged(0, Kind.MONTHLY), paused_until=NOON + DAY, budget=0)
    assert decide(personal, full, NIGHT) == Say(dict.fromkeys(EVERYWHERE, NIGHT))
    own = situation(own_quiet=True)
    assert decide(personal, own, NIGHT) == Say(dict.fromkeys(EVERYWHERE, MORNING) | {Channel.INBOX: NIGHT})


def test_nothing_holds_back_what_is_critical_unless_it_is_needless() -> None:
    critical = make_nudge(importance=Importance.CRITICAL, unless=("done",))
    off = frozenset((Kind.MONTHLY, one) for one in EVERYWHERE)
    around = situation(*BUSY, paused_until=NIGHT + DAY, budget=0, off=off, own_quiet=True, digest=Digest.DAILY)
    assert decide(critical, around, NIGHT) == Say(dict.fromkeys(EVERYWHERE, NIGHT))
    assert why_kept(critical, Channel.MAIL, around, NIGHT) is None
    assert decide(critical, replace(around, marks={"done": NIGHT}), NIGHT) == Drop("already-done")


@pytest.mark.parametrize(
    ("digest", "open_until", "end"),
    [
        (Digest.DAILY, None, datetime(2026, 6, 4, 6, tzinfo=UTC)),
        (Digest.WEEKLY, None, datetime(2026, 6, 8, 6, tzinfo=UTC)),
        (Digest.DAILY, datetime(2026, 6, 8, 6, tzinfo=UTC), datetime(2026, 6, 8, 6, tzinfo=UTC)),
        (Digest.WEEKLY, NOON, datetime(2026, 6, 8, 6, tzinfo=UTC)),
    ],
)
def test_words_come_together_in_the_window_that_is_open(
    digest: Digest, open_until: datetime | None, end: datetime
) -> None:
    around = situation(digest=digest, digest_at=open_until)
    assert decide(make_nudge(), around, NOON) == Say({Channel.INBOX: NOON}, end)
    personal = make_nudge(importance=Importance.PERSONAL, channels=(*EVERYWHERE, Channel.CALENDAR))
    assert decide(personal, around, NOON) == Say(dict.fromkeys(personal.channels, NOON))
    gathers = replace(around, wishes=replace(around.wishes, gathers_personal=True))
    assert decide(personal, gathers, NOON) == Say(dict.fromkeys((Channel.INBOX, Channel.CALENDAR), NOON), end)
    assert decide(make_nudge(channels=(Channel.INBOX,)), around, NOON) == Say({Channel.INBOX: NOON})


@pytest.mark.parametrize(
    ("fields", "around", "code"),
    [
        ({}, situation(), None),
        ({"expires_at": NOON}, situation(), "expired"),
        ({"unless": ("held",)}, situation(marks={"held": NOON + timedelta(seconds=1)}), "already-done"),
        ({}, situation(off=frozenset({(Kind.MONTHLY, Channel.MAIL)})), "switched-off"),
        ({}, situation(paused_until=NOON + DAY), "paused"),
        ({"read_at": NOON}, situation(), "known-already"),
        ({"done_at": NOON}, situation(), "known-already"),
        ({}, situation(*BUSY), None),
    ],
)
def test_up_to_the_moment_of_sending_it_may_become_needless(
    fields: dict[str, Any], around: Situation, code: str | None
) -> None:
    notice = replace(said(make_nudge(), NOON, in_inbox=True), **fields)
    assert why_kept(notice, Channel.MAIL, around, NOON) == code


def test_each_three_ignored_in_a_row_double_the_gap_up_to_four_times_and_a_heeded_one_starts_anew() -> None:
    attention, gaps = Attention("acme", ADA), []
    for number in range(9):
        at = NOON + number * 30 * DAY
        attention = spent(attention, Nudged(at, Kind.CARE, f"ntc_{number}"))
        gaps.append(next_of_kind(attention, Kind.CARE, at + 4 * DAY, less=False) - at)
    assert [gap // DAY for gap in gaps] == [3, 3, 6, 6, 6, 12, 12, 12, 12]
    attention = heeded(attention, "ntc_7")
    assert next_of_kind(attention, Kind.CARE, at + 4 * DAY, less=False) - at == 3 * DAY
    assert next_of_kind(attention, Kind.CARE, at + 4 * DAY, less=True) - at == 6 * DAY
    assert next_of_kind(ignored(attention, "ntc_7"), Kind.CARE, at + 4 * DAY, less=False) - at == 12 * DAY


def test_what_was_said_in_the_last_three_days_is_not_ignored_yet() -> None:
    attention = Attention("acme", ADA, tuple(nudged(days, Kind.CARE) for days in (9, 6, 3)))
    assert next_of_kind(attention, Kind.CARE, NOON, less=False) == NOON
    later = NOON + timedelta(seconds=1)
    assert next_of_kind(attention, Kind.CARE, later, less=False) == NOON + 3 * DAY


def test_a_nudge_that_was_followed_was_heeded_wherever_it_was_read() -> None:
    ones = (nudged(20, seeks=("met",)), nudged(10, seeks=("met",)), nudged(5, Kind.GOALS, seeks=("goal",)))
    attention = Attention("acme", ADA, ones)
    assert sought(attention, Kind.CARE) == {"met"}
    mark = Mark("acme", "met", NOON - 15 * DAY)
    after = followed(attention, {mark.key: mark.at})
    assert [one.is_heeded for one in after.nudges] == [True, False, False]


def test_somebody_is_asked_once_for_each_kind_that_they_ignore() -> None:
    attention = Attention("acme", ADA, tuple(nudged(days, Kind.CARE) for days in (12, 9, 6)))
    assert is_time_to_ask(attention, Kind.CARE, NOON)
    assert not is_time_to_ask(attention, Kind.GOALS, NOON)
    assert not is_time_to_ask(asked(attention, Kind.CARE), Kind.CARE, NOON)
    assert not is_time_to_ask(heeded(attention, "ntc_6"), Kind.CARE, NOON)


def test_a_budget_is_for_any_seven_days_in_a_row() -> None:
    attention = Attention("acme", ADA, (nudged(8), nudged(7), nudged(6), nudged(1)))
    assert room_from(attention, 3, NOON) == NOON
    assert room_from(attention, 2, NOON) == NOON + DAY
    assert room_from(attention, 1, NOON) == NOON + 6 * DAY


def test_a_persons_wish_comes_before_their_organisations() -> None:
    house = Preferences("acme", digest=Digest.WEEKLY, quiet=Quiet("20:00", "08:00"), budget=1, gathers_personal=True)
    assert wishes_of(house, None).own_quiet is False
    own = wants_less(Preferences("acme", ADA, digest=Digest.DAILY, has_no_quiet=True), Kind.CARE)
    wishes = wishes_of(house, own)
    assert (wishes.digest, wishes.quiet, wishes.budget) == (Digest.DAILY, None, 1)
    assert wishes.gathers_personal
    assert wishes.less == {Kind.CARE}
    assert wants_less(own, Kind.CARE) == own

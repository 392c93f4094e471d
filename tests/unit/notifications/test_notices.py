"""What a row of the plan comes to: when it is due, what makes it needless, and how it comes again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.notifications import Channel, Kind
from services.notifications.domain.attention import Attention
from services.notifications.domain.notices import Cause, Notice, needless, next_of, notice_of
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Delay, Moment, Part, Plan, mark_of
from services.notifications.domain.preferences import Wishes
from services.notifications.domain.restraint import Drop, Situation, decide
from services.notifications.plans import row_of
from tests.support.notifications import ADA, BOB, START, make_person
from tests.support.plan import make_pair

BERLIN = ZoneInfo("Europe/Berlin")
CAUSE = Cause("e1", "acme/journal/e1", ("e1",), "story", START)


def row(**fields: Any) -> dict[str, Any]:
    return {"name": "row", "follows": Occasion.SESSION_HELD.value, "kind": Kind.SESSIONS.value} | fields


def notices(moment: Moment, *, heard: datetime = START, **fields: Any) -> list[Notice]:
    """What one row makes of a moment, Ada's first."""
    plan = Plan({"row": row_of(row(**{"to": [{"part": "mentor"}, {"part": "mentee"}]} | fields))})
    made = (notice_of(one, moment, CAUSE, make_person(one.person_id), heard) for one in plan.messages(moment))
    return [one for one in made if one]


def moment(**fields: Any) -> Moment:
    parts = {Part.MENTOR: ADA, Part.MENTEE: BOB}
    return replace(Moment(Occasion.SESSION_HELD, "s1", parts, About(ADA, BOB), pair_id="pair_1"), **fields)


def local(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BERLIN).astimezone(UTC)


def test_a_moment_leaves_marks_under_all_that_it_is_a_fact_of() -> None:
    happened = moment(subjects=("pair_1",), by=(ADA,))
    assert happened.marks == {
        "session-held:s1",
        "session-held:pair_1",
        "session-held:s1:ada",
        "session-held:pair_1:ada",
        "session-held@ada",
    }
    for name, subject in (("session-held", "s1"), ("session-held/own", "pair_1"), ("session-held/anywhere", "x")):
        assert mark_of(name, subject, ADA) in happened.marks


@pytest.mark.parametrize(
    ("starts_at", "due"),
    [
        (local(2026, 3, 12, 15), local(2026, 3, 10, 8) + timedelta(minutes=30)),
        (local(2026, 3, 30, 15), local(2026, 3, 28, 8) + timedelta(minutes=30)),
        (local(2026, 3, 2, 15), None),
    ],
    ids=["two days before, in the morning", "over the start of summer time", "it was over when it was planned"],
)
def test_a_row_is_due_by_the_clock_of_its_reader_or_is_none(starts_at: datetime, due: datetime | None) -> None:
    delay = {"start": "starts_at", "days": -2, "at": "08:30"}
    made = notices(moment(times={"starts_at": starts_at}), delay=delay, expires={"start": "starts_at"})
    assert [(one.due, one.not_before, one.expires_at) for one in made] == ([(due, due, starts_at)] * 2 if due else [])


def test_what_is_said_at_once_is_said_however_late_its_fact_was_heard() -> None:
    (ada, _) = notices(moment())
    assert (ada.due, ada.not_before) == (START, START)


def test_what_is_worth_nothing_when_its_fact_is_heard_is_not_written() -> None:
    fields: dict[str, Any] = {"delay": {"days": 3}, "expires": {"days": 2}}
    assert len(notices(moment(), heard=START + timedelta(days=5, seconds=-1), **fields)) == 2
    assert notices(moment(), heard=START + timedelta(days=5), **fields) == []


@pytest.mark.parametrize(("after", "is_needless"), [(-1, False), (0, False), (1, True)])
def test_only_what_happened_after_its_cause_makes_it_needless(after: int, is_needless: bool) -> None:
    (ada, _) = notices(moment(), unless=["session-held"], delay={"days": 3})
    marks = {"session-held:s1": START + timedelta(milliseconds=after)}
    assert needless(ada, marks, START + timedelta(days=3)) is is_needless


def test_a_line_may_go_another_way_than_its_row() -> None:
    to = [{"part": "mentor", "channels": ["calendar"]}, {"part": "mentee"}]
    ada, bob = notices(moment(), to=to, channels=["inbox", "calendar"])
    assert (ada.channels, bob.channels) == ((Channel.CALENDAR,), (Channel.INBOX, Channel.CALENDAR))


def test_what_comes_again_counts_and_keeps_its_hour_over_the_end_of_summer_time() -> None:
    fields: dict[str, Any] = {"delay": {"days": 30, "at": "09:00"}, "every_days": 30, "expires": {"days": 5}}
    (first, _) = notices(moment(), **fields)
    moved = replace(first, not_before=first.due + timedelta(days=2))
    times, one = [], moved
    for _ in range(8):
        following = next_of(one, {}, "Europe/Berlin")
        assert following
        times.append(following)
        one = following
    assert [one.about.number for one in (first, *times)] == [*range(1, 10)]
    assert [one.due.astimezone(BERLIN).hour for one in times] == [9] * 8
    days = [one.due.astimezone(BERLIN).date() for one in (first, *times)]
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=30)}
    assert {one.due.hour for one in times} == {7, 8}, "summer and winter"
    assert all(one.expires_at and one.expires_at > one.due for one in times)
    assert len({one.notice_id for one in (first, *times)}) == 9


def test_what_comes_again_ends_with_the_fact_that_it_is_unless() -> None:
    (first, _) = notices(moment(), delay={"days": 30}, every_days=30, unless=["pair-ended"])
    assert next_of(first, {"pair-ended:s1": START}, "UTC"), "that was before"
    assert next_of(first, {"pair-ended:s1": START + timedelta(days=1)}, "UTC") is None


@given(st.sampled_from([None, ADA, BOB]), st.sampled_from([ADA, BOB]))
def test_of_the_next_owner_and_the_other_each_hears_one_of_two_rows_at_most(owner: str | None, reader: str) -> None:
    pair = make_pair(owner)
    attention = Attention("acme", reader)
    situation = Situation(make_person(reader), Wishes(quiet=None), attention, marks={}, pair=pair)

    def is_said(hold: str) -> bool:
        (ada, bob) = notices(moment(), holds=[hold])
        notice = ada if reader == ADA else bob
        return not isinstance(decide(notice, situation, START), Drop)

    assert is_said("is-next-owner") is (owner in (None, reader))
    assert is_said("is-not-next-owner") is (owner not in (None, reader))


def test_a_delay_of_nothing_is_at_once() -> None:
    assert row_of(row(to=[{"part": "each"}])).delay == Delay()


def test_what_is_said_once_of_its_subject_is_the_same_when_its_fact_comes_back_and_another_until_another_day() -> None:
    def made(key: str, until: datetime, *, once: bool) -> str:
        told = Plan({"row": row_of(row(to=[{"part": "mentor"}], once=once))})
        happened = moment(about=About(ADA, BOB, until=until))
        (message,) = told.messages(happened)
        notice = notice_of(message, happened, replace(CAUSE, key=key), make_person(ADA), START)
        assert notice
        return notice.notice_id

    later = START + timedelta(days=30)
    assert made("e1", START, once=True) == made("e2", START, once=True)
    assert made("e1", START, once=True) != made("e1", later, once=True)
    assert made("e1", START, once=False) != made("e2", START, once=False)

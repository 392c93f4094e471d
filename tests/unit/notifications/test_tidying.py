"""What a reader makes of a message: whatever they do, and however often."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.notifications import Channel, Importance, Kind
from services.notifications.domain import tidying
from services.notifications.domain.attention import Attention, Nudged, heeded, ignored
from services.notifications.domain.codes import RuleBroken
from services.notifications.domain.deliveries import delivery_id_of
from services.notifications.domain.notices import Notice, NoticeState, next_of, said, silenced
from services.notifications.domain.plan import About
from services.notifications.queries import Place
from tests.support.notifications import ADA, START

HOUR = timedelta(hours=1)
TOLD = said(
    Notice(
        org="acme",
        notice_id="ntc_1",
        person_id=ADA,
        row="month",
        kind=Kind.MONTHLY,
        importance=Importance.NUDGE,
        template="month-mentor",
        about=About(),
        subject_id="pair_1",
        channels=(Channel.INBOX, Channel.MAIL),
        cause_id="e1",
        facts=("e1",),
        correlation_id="story",
        created_at=START,
        since=START,
        not_before=START,
        due=START,
        every_days=30,
    ),
    START,
    in_inbox=True,
)
NOW = START + HOUR
ACTS = {
    "read": lambda notice: tidying.read(notice, NOW),
    "done": lambda notice: tidying.done(notice, NOW),
    "not-useful": lambda notice: tidying.not_useful(notice, NOW),
    "snoozed": lambda notice: tidying.snoozed(notice, NOW + HOUR, NOW),
}


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=6))
def test_a_repeat_changes_nothing_whatever_was_done_before(acts: list[str]) -> None:
    notice = TOLD
    for name in acts:
        notice = ACTS[name](notice)
        assert ACTS[name](notice) == notice
        assert notice.was_said
        assert notice.is_open == (notice.snoozed_until is not None), "what waits comes again, and nothing else does"


def test_what_comes_again_does_so_by_its_readers_wish_and_in_mails_of_its_own() -> None:
    snoozed = tidying.snoozed(tidying.read(TOLD, NOW), NOW + HOUR, NOW)
    assert (snoozed.not_before, snoozed.read_at) == (NOW + HOUR, None)
    assert snoozed.importance is Importance.PERSONAL, "no budget of the house's ideas moves it"
    assert tidying.snoozed(snoozed, NOW + 2 * HOUR, NOW).times_snoozed == 1, "only moved"
    back = said(snoozed, NOW + HOUR, in_inbox=True)
    again = tidying.snoozed(back, NOW + 3 * HOUR, NOW + 2 * HOUR)
    assert len({delivery_id_of(one, Channel.MAIL) for one in (TOLD, back, again)}) == 3
    assert next_of(TOLD, {}, "UTC")
    assert next_of(back, {}, "UTC") is None, "the first time said what follows"
    assert not silenced(snoozed, "already-done").was_said


@pytest.mark.parametrize("until", [NOW, NOW - HOUR, NOW + timedelta(days=180, seconds=1)])
def test_a_message_comes_back_within_half_a_year(until: object) -> None:
    with pytest.raises(RuleBroken):
        tidying.snoozed(TOLD, until, NOW)  # type: ignore[arg-type]


def test_what_was_read_and_of_no_use_counts_as_ignored() -> None:
    known = Attention("acme", ADA, tuple(Nudged(START, Kind.MONTHLY, one) for one in ("ntc_1", "ntc_2")))
    read = heeded(known, "ntc_1")
    assert [one.is_heeded for one in read.nudges] == [True, False]
    assert ignored(read, "ntc_1") == known
    assert heeded(known, "another") == known


def test_a_cursor_is_read_as_it_was_written_and_nothing_else_is_one() -> None:
    place = Place.after(replace(TOLD, said_at=START.replace(microsecond=123000)))
    assert Place.read(place.written) == place
    for wrong in ("", "wrong", "wrong/ntc_1", f"{10**30}/ntc_1"):
        with pytest.raises(ValueError, match=r"cursor|invalid literal"):
            Place.read(wrong)


def test_a_message_that_was_dropped_is_in_no_state_that_is_shown() -> None:
    assert silenced(TOLD, "person-left").state is NoticeState.DROPPED

"""Who reads what a member writes: it widens by an act of its author alone, and a goodbye ends it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.entries import EntryKind, Level
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.notes import (
    Note,
    earlier_days,
    edited,
    opened,
    require_day,
    require_opening,
    require_recipients,
    shared,
    withdrawn,
)
from services.journal.domain.stories import Standing
from tests.unit.journal.builders import NOW, make_story

TODAY = date(2026, 6, 1)
ENDED = {"standing": Standing.ENDED, "ended_at": NOW}
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def make_note(**changes: Any) -> Note:
    """Bob wrote it for himself."""
    note = Note(
        org="acme",
        entry_id="entry_1",
        author_id="bob",
        reader_ids=("bob",),
        level=Level.MINE,
        kind=EntryKind.WIN,
        day="2026-06-01",
    )
    return replace(note, **changes)


def make_letter(**changes: Any) -> Note:
    letter = make_note(
        level=Level.SEALED_UNTIL,
        kind=EntryKind.LETTER_TO_LATER,
        pair_id="pair_1",
        jwe="{}",
        opens_on="2027-01-01",
        is_open=False,
    )
    return replace(letter, **changes)


def test_who_is_shown_an_entry_are_the_two_of_the_pair_and_nobody_else() -> None:
    note = shared(make_note(), make_story(), NOW)
    assert (note.level, note.pair_id, note.reader_ids, note.shared_at) == (Level.PAIR, "pair_1", ("ada", "bob"), NOW)


def test_sharing_again_changes_nothing_also_after_the_end() -> None:
    note = shared(make_note(), make_story(), NOW)
    assert shared(note, make_story(), NOW + timedelta(days=1)) is note
    assert shared(note, make_story(**ENDED), NOW) is note


def test_taking_back_leaves_its_author_alone_with_it_whatever_became_of_the_pair() -> None:
    note = withdrawn(shared(make_note(), make_story(), NOW))
    assert (note.level, note.reader_ids, note.shared_at) == (Level.MINE, ("bob",), None)
    assert withdrawn(note) is note


@pytest.mark.parametrize(
    ("note", "story", "code"),
    [
        (make_note(level=Level.SEALED), make_story(), Code.SEALED_STAYS),
        (make_letter(), make_story(), Code.SEALED_STAYS),
        (make_note(), make_story(**ENDED), Code.PAIR_ENDED),
        (make_note(), make_story(**ENDED, ending="completed"), Code.PAIR_ENDED),
        (shared(make_note(), make_story(), NOW), make_story(pair_id="pair_2"), Code.SHARED_ELSEWHERE),
    ],
)
def test_what_cannot_be_shared_says_why(note: Note, story: Any, code: Code) -> None:
    with pytest.raises(RuleBroken, match=code):
        shared(note, story, NOW)


@pytest.mark.parametrize(
    ("before", "draft", "code"),
    [
        (make_note(), make_note(level=Level.PAIR), Code.READERS_STAY),
        (make_note(level=Level.SEALED), make_note(), Code.READERS_STAY),
        (
            shared(make_note(), make_story(), NOW),
            shared(make_note(), make_story(pair_id="pair_2"), NOW),
            Code.READERS_STAY,
        ),
        (make_letter(), make_letter(), Code.LETTER_STAYS),
    ],
)
def test_an_edit_never_changes_who_reads(before: Note, draft: Note, code: Code) -> None:
    with pytest.raises(RuleBroken, match=code):
        edited(before, draft)


def test_an_edit_keeps_when_it_was_shared_and_what_it_was_read_as() -> None:
    before = replace(shared(make_note(), make_story(), NOW), revision=7)
    draft = shared(make_note(kind=EntryKind.GRATITUDE), make_story(), NOW + timedelta(days=3))
    after = edited(before, draft)
    assert (after.kind, after.shared_at, after.revision) == (EntryKind.GRATITUDE, NOW, 7)


def test_a_letter_can_be_neither_taken_back_nor_changed() -> None:
    for letter in (make_letter(), opened(make_letter(), make_story(), NOW)):
        with pytest.raises(RuleBroken, match=Code.LETTER_STAYS):
            withdrawn(letter)


@pytest.mark.parametrize(
    ("story", "readers"),
    [
        (make_story(), ("ada", "bob")),
        (make_story(standing=Standing.PAUSED), ("ada", "bob")),
        (make_story(**ENDED, ending="completed"), ("ada", "bob")),
        (make_story(**ENDED, ending="no-fault"), ("bob",)),
        (make_story(**ENDED, ending="left"), ("bob",)),
        (make_story(**ENDED), ("bob",)),
    ],
)
def test_a_letter_reaches_nobody_after_a_goodbye_behind_which_there_may_be_a_flight(
    story: Any, readers: tuple[str, ...]
) -> None:
    letter = opened(make_letter(), story, NOW)
    assert (letter.is_open, letter.reader_ids) == (True, readers)
    assert letter.is_shared is (letter.shared_at is not None)


@pytest.mark.parametrize(("days", "fits"), [(-4000, True), (0, True), (1, True), (2, False)])
def test_a_day_is_one_that_has_come_somewhere(days: int, *, fits: bool) -> None:
    assert passes(lambda: require_day(TODAY + timedelta(days=days), TODAY)) is fits


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, False), (1, True), (3660, True), (3661, False)])
def test_a_letter_waits_and_not_for_ever(days: int, *, fits: bool) -> None:
    assert passes(lambda: require_opening(TODAY + timedelta(days=days), TODAY)) is fits


@pytest.mark.parametrize(
    ("kids", "fits"),
    [
        (["a", "b"], True),
        (["b", "a"], True),
        (["a"], False),
        (["a", "a"], False),
        (["a", "b", "c"], False),
        ([], False),
    ],
)
def test_sealed_is_for_exactly_its_readers(kids: str, *, fits: bool) -> None:
    assert passes(lambda: require_recipients(kids, ["a", "b"])) is fits


def test_on_this_day_looks_at_months_and_years_before() -> None:
    days = earlier_days(date(2026, 3, 31))
    assert {"2026-01-31", "2025-03-31", "2000-03-31"} <= set(days)
    assert not {"2026-03-31", "2026-02-28", "2026-04-30", "2025-04-01"} & set(days)


@given(DAYS)
def test_every_earlier_day_is_before_and_has_the_same_number(day: date) -> None:
    for earlier in map(date.fromisoformat, earlier_days(day)):
        assert earlier < day
        assert earlier.day == day.day
        assert earlier.month == day.month or day - earlier < timedelta(days=366)


@given(st.lists(st.sampled_from(["share", "withdraw"]), max_size=6))
def test_the_partner_reads_it_only_if_the_last_act_shared_it(
    acts: list[str],
) -> None:
    note = make_note()
    for act in acts:
        note = shared(note, make_story(), NOW) if act == "share" else withdrawn(note)
    is_shared = acts[-1:] == ["share"]
    assert note.is_shared is is_shared
    assert note.level is (Level.PAIR if is_shared else Level.MINE)
    assert ("ada" in note.reader_ids) is is_shared


def passes(check: Any) -> bool:
    try:
        check()
    except RuleBroken:
        return False
    return True

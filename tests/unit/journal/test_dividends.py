"""What mentoring brought a mentor: who is one, which pairs lived in a month, and what counts."""

from datetime import datetime, timedelta

import pytest

from services.journal.domain.dividends import Counts, counted, goes_on, lived_in, mentors_of, speaks_of
from services.journal.domain.ledgers import Exchange
from services.journal.domain.months import Month
from services.journal.domain.stories import Member, Role, Standing
from tests.unit.journal.builders import NOW, make_story
from tests.unit.journal.test_ledgers import make_exchange

JUNE = Month.named("2026-06")
BEFORE, AFTER = JUNE.start - timedelta(microseconds=1), JUNE.end


@pytest.mark.parametrize(
    ("direction", "mentors"),
    [
        ("forward", {"ada"}),
        ("reverse", {"ada"}),
        ("flash", {"ada"}),
        ("reciprocal", {"ada", "bob"}),
        ("peer", {"ada", "bob"}),
    ],
)
def test_who_gives_is_a_mentor_and_in_reciprocal_and_peer_pairs_both_are(direction: str, mentors: set[str]) -> None:
    assert set(mentors_of(make_story(direction=direction))) == mentors


def test_a_pair_that_turned_has_the_mentor_that_it_has_now() -> None:
    turned = (Member("bob", Role.MENTOR), Member("ada", Role.MENTEE))
    assert mentors_of(make_story(members=turned)) == ("bob",)


@pytest.mark.parametrize(
    ("formed_at", "ended_at", "lived"),
    [
        (BEFORE, None, True),
        (AFTER, None, False),
        (BEFORE - timedelta(days=60), BEFORE, False),
        (BEFORE - timedelta(days=60), JUNE.start, True),
        (AFTER - timedelta(microseconds=1), AFTER, True),
    ],
)
def test_a_pair_lived_in_a_month_that_it_was_there_for(
    formed_at: datetime, ended_at: datetime | None, *, lived: bool
) -> None:
    assert lived_in(make_story(formed_at=formed_at, ended_at=ended_at), JUNE) is lived


def test_only_what_has_ended_is_not_looked_forward_to() -> None:
    assert [goes_on(make_story(standing=standing)) for standing in Standing] == [True, True, False]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        (make_exchange(author_id="bob", direction="got"), Counts(2, learnings_named=1)),
        (make_exchange(author_id="bob", direction="gave"), Counts(2)),
        (make_exchange(author_id="ada", direction="got"), Counts(2, gets=1)),
        (make_exchange(author_id="ada", direction="gave"), Counts(2)),
        (make_exchange(author_id="ada", direction="gave", thanked_at=NOW), Counts(2, thanks=1)),
        (make_exchange(author_id="ada", direction="gave", at=BEFORE, thanked_at=NOW), Counts(2, thanks=1)),
        (make_exchange(author_id="ada", direction="got", thanked_at=AFTER), Counts(2, gets=1)),
        (make_exchange(author_id="bob", direction="got", thanked_at=NOW), Counts(2, learnings_named=1)),
        (make_exchange(author_id="bob", direction="got", at=AFTER), Counts(2)),
        (make_exchange(author_id="ada", direction="got", at=BEFORE), Counts(2)),
    ],
)
@pytest.mark.feature("insight.mentor-benefit")
def test_what_a_line_counts_for_ada(line: Exchange, counts: Counts) -> None:
    assert counted("ada", JUNE, [line], sessions_held=2) == counts
    assert speaks_of(line, "ada", JUNE) is (counts != Counts(2)), "and the lines shown are those that count"


def test_a_month_without_anything_is_nothing() -> None:
    assert not counted("ada", JUNE, [make_exchange()]).is_anything
    assert counted("ada", JUNE, [], sessions_held=1).is_anything
    assert counted("ada", JUNE, [], entries=1) == Counts(learnings_named=1)

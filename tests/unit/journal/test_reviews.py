"""The mid review: each side speaks alone, and reads the other once both have."""

from typing import Any

import pytest

from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import SealedText
from services.journal.domain.reviews import Review, Word, give, readable, require_due
from services.journal.domain.stories import Standing
from tests.unit.journal.builders import NOW, make_story

DUE = make_story(review_due_since=NOW)
NOTHING = Review(org="acme", pair_id="pair_1")


def make_word(person_id: str, review_id: str = "r1", decision: bytes = b"keep") -> Word:
    return Word(review_id=review_id, person_id=person_id, decision=SealedText("key", decision), at=NOW)


@pytest.mark.parametrize(
    "changes",
    [{"review_due_since": None}, {"standing": Standing.ENDED}, {"review_due_since": None, "review_over_at": NOW}],
)
def test_it_is_given_while_it_is_due_and_at_no_other_time(changes: dict[str, Any]) -> None:
    require_due(DUE)
    with pytest.raises(RuleBroken) as refused:
        require_due(make_story(**{"review_due_since": NOW} | changes))
    assert refused.value.code is Code.REVIEW_NOT_DUE


def test_nobody_reads_the_other_before_both_have_spoken() -> None:
    alone = give(NOTHING, make_word("ada"))
    assert not alone.is_complete()
    assert readable(alone, DUE, "ada") == alone.words
    assert readable(alone, DUE, "bob") == ()
    both = give(alone, make_word("bob"))
    assert both.is_complete()
    assert readable(both, DUE, "ada") == readable(both, DUE, "bob") == both.words


def test_once_it_is_over_what_one_side_said_is_there_for_both() -> None:
    alone = give(NOTHING, make_word("ada"))
    assert readable(alone, make_story(review_over_at=NOW), "bob") == alone.words


def test_the_last_word_of_a_side_counts() -> None:
    twice = give(give(NOTHING, make_word("ada", "r1")), make_word("ada", "r2", b"change"))
    assert [word.decision.content for word in twice.words] == [b"change"]
    assert not twice.is_complete()
    assert (twice.has("r1"), twice.has("r2")) == (False, True)

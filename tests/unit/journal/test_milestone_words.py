"""Milestones and strengths have words, complete and different, in both languages."""

import pytest

from libs.common.contracts.base import Words
from libs.common.contracts.endings import Strength
from libs.common.contracts.pairs import Milestone
from services.journal.domain.milestone_words import MILESTONE_WORDS
from services.journal.domain.strengths import STRENGTHS


def test_every_milestone_and_every_strength_has_words() -> None:
    assert set(MILESTONE_WORDS) == set(Milestone)
    assert set(STRENGTHS) == set(Strength)


@pytest.mark.parametrize("table", [list(MILESTONE_WORDS.values()), list(STRENGTHS.values())])
def test_no_two_are_the_same_and_each_is_short_enough_for_a_line(table: list[Words]) -> None:
    for locale in ("en", "de"):
        said = [words[locale] for words in table]
        assert len(set(said)) == len(said)
        assert all(0 < len(text) <= 80 and not text.endswith(".") for text in said)
    assert all(set(words) == {"en", "de"} for words in table)

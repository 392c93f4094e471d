"""When two marks meet."""

from dataclasses import replace
from itertools import product

import pytest

from services.matching.domain.interest import Interest, Mark, meet, meeting_of, no_interest
from tests.unit.matching.builders import LATER, WINTER

ONE, OTHER = no_interest("acme", "ada", "mia"), no_interest("acme", "mia", "ada")
SPARK = Mark.SPARK


def marked(interest: Interest, mark: Mark | None) -> Interest:
    return replace(interest, mark=mark)


@pytest.mark.parametrize(("mark", "other"), list(product((None, *Mark), repeat=2)))
def test_only_two_sparks_meet(mark: Mark | None, other: Mark | None) -> None:
    met = meet(marked(ONE, mark), marked(OTHER, other), WINTER)
    assert (met is not None) is (mark is SPARK and other is SPARK)


def test_those_who_have_met_are_not_told_again() -> None:
    met = meet(marked(ONE, SPARK), marked(OTHER, SPARK), WINTER)
    assert met is not None
    assert [one.met_at for one in met] == [WINTER, WINTER]
    assert meet(*met, LATER) is None
    assert meet(met[0], marked(OTHER, SPARK), LATER) is None


def test_a_meeting_is_the_same_from_either_side() -> None:
    assert meeting_of(ONE) == meeting_of(OTHER)
    assert meeting_of(ONE)[1] == ("ada", "mia")


def test_each_direction_is_a_document_of_its_own() -> None:
    assert ONE.interest_id != OTHER.interest_id

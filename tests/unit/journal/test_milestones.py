"""Every milestone has its place, and belongs to both or to each side."""

import pytest

from libs.common.contracts.pairs import Milestone
from services.journal.domain.milestones import KINDS, Whose, milestone_key, reached_by, side_of
from tests.unit.journal.builders import make_story


def test_every_milestone_has_its_place() -> None:
    assert set(KINDS) == set(Milestone)


@pytest.mark.parametrize("milestone", Milestone)
def test_a_milestone_of_both_names_nobody_and_one_of_each_who_reached_it_in_their_role(milestone: Milestone) -> None:
    found = [reached_by(milestone, person_id) for person_id in ("ada", "bob")]
    assert found == ([None, None] if KINDS[milestone].whose is Whose.BOTH else ["ada", "bob"])
    sides = [side_of(make_story(), person_id) for person_id in found]
    assert sides == (["both", "both"] if KINDS[milestone].whose is Whose.BOTH else ["mentor", "mentee"])


def test_what_each_side_reaches_needs_somebody_who_did() -> None:
    with pytest.raises(ValueError, match="whose"):
        reached_by(Milestone.APPLIED, None)


def test_a_milestone_has_one_key_for_each_of_the_two_whatever_their_roles_are() -> None:
    people = (None, "ada", "bob")
    keys = {milestone_key("pair_1", milestone, person_id) for milestone in Milestone for person_id in people}
    assert len(keys) == len(people) * len(Milestone)

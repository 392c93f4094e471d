"""Every milestone has its place, and belongs to both or to each side."""

import pytest

from libs.common.contracts.pairs import Milestone
from services.journal.domain.milestones import KINDS, Whose, milestone_key, side_of
from tests.unit.journal.builders import make_story


def test_every_milestone_has_its_place() -> None:
    assert set(KINDS) == set(Milestone)


@pytest.mark.parametrize("milestone", Milestone)
def test_a_milestone_of_both_names_nobody_and_one_of_each_the_role_of_who_reached_it(milestone: Milestone) -> None:
    sides = [side_of(make_story(), milestone, person_id) for person_id in ("ada", "bob")]
    assert sides == (["both", "both"] if KINDS[milestone].whose is Whose.BOTH else ["mentor", "mentee"])


def test_what_each_side_reaches_needs_somebody_who_did() -> None:
    with pytest.raises(ValueError, match="whose"):
        side_of(make_story(), Milestone.APPLIED, None)


def test_a_milestone_has_one_key_for_each_side() -> None:
    keys = {
        milestone_key("pair_1", milestone, side) for milestone in Milestone for side in ("both", "mentor", "mentee")
    }
    assert len(keys) == 3 * len(Milestone)
    assert "pair_1:first-talk-held:both" in keys

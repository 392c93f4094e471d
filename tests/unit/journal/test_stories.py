"""How a story opens: who it is of, who takes the first step, in whose words each side is welcomed."""

from datetime import timedelta

import pytest

from libs.common.contracts.pairs import PairPhase, PairRole
from libs.common.contracts.requests import Direction
from services.journal.domain.stories import Member, NotAPair, Phase, Role, first_owner, made_active, welcome_template
from tests.unit.journal.builders import NOW, make_story

ADA, BOB = Member("ada", Role.MENTOR), Member("bob", Role.MENTEE)


@pytest.mark.parametrize("members", [(ADA, BOB), (BOB, ADA)])
def test_the_mentee_takes_the_first_step_whoever_is_named_first(members: tuple[Member, ...]) -> None:
    assert first_owner(members) == "bob"


@pytest.mark.parametrize(
    "members",
    [
        (),
        (ADA,),
        (ADA, Member("eve", Role.MENTOR)),
        (BOB, Member("eve", Role.MENTEE)),
        (ADA, Member("ada", Role.MENTEE)),
        (ADA, BOB, Member("eve", Role.MENTEE)),
    ],
)
def test_only_two_people_with_two_roles_have_a_story(members: tuple[Member, ...]) -> None:
    with pytest.raises(NotAPair):
        first_owner(members)


def test_a_pair_is_active_from_its_first_agreement_on() -> None:
    first = made_active(make_story(), NOW)
    assert (first.phase, first.active_since) == (Phase.ACTIVE, NOW)
    assert made_active(first, NOW + timedelta(days=30)) == first


def test_members_know_each_other_and_strangers_are_none() -> None:
    story = make_story()
    assert (story.other("ada"), story.other("bob")) == ("bob", "ada")
    assert [story.is_member(one) for one in ("ada", "bob", "eve", "")] == [True, True, False, False]


def test_members_are_named_in_one_order_whoever_came_first() -> None:
    assert make_story(members=(ADA, BOB)).member_ids == make_story(members=(BOB, ADA)).member_ids == ("ada", "bob")


def test_the_words_depend_on_role_and_direction() -> None:
    templates = {
        welcome_template(make_story(direction=direction.value), member)
        for direction in Direction
        for member in (ADA, BOB)
    }
    assert len(templates) == 2 * len(Direction)


def test_the_domain_knows_the_roles_and_phases_of_the_wire() -> None:
    assert {role.value for role in Role} == {role.value for role in PairRole}
    assert {phase.value for phase in Phase} == {phase.value for phase in PairPhase}

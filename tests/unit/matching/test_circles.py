"""Circles: no way into one but a yes of one's own, no way to keep somebody in, and never too few or too many."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts import circles as wire
from libs.common.contracts.circles import LARGEST, SMALLEST
from services.matching.domain.circle_clocks import next_due, tick
from services.matching.domain.circles import (
    Change,
    Circle,
    CircleState,
    Ending,
    Step,
    agree,
    end,
    invite,
    leave,
    objection_to_seat,
    propose,
    without,
)
from services.matching.domain.clocks import EXPIRE_AFTER, REMIND_AFTER
from services.matching.domain.codes import Code
from services.matching.domain.errors import NotYours, WrongState
from services.matching.domain.people import PersonState, Role
from services.matching.domain.programmes import Musts
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.rules import Around
from services.matching.domain.walls import Blocks, Walls
from tests.unit.matching.builders import LATER, WINTER, make_person

ALL = ("mia", "tom", "ada", "bob")


def make_circle(**changes: Any) -> Circle:
    """Mia would like to learn from Tom, with others; worded and not yet made."""
    known: dict[str, Any] = {"org": "acme", "circle_id": "circle_1", "started_by": "mia", "mentor_id": "tom"}
    return Circle(**known | {"topics": ("Python",)} | changes)


def proposed(*invited: str, **changes: Any) -> Circle:
    return propose(make_circle(**changes), invited or ("tom", "ada", "bob"), WINTER).circle


def formed(**changes: Any) -> Circle:
    return agree(agree(proposed(**changes), "ada", WINTER).circle, "tom", WINTER).circle


@pytest.mark.feature("programme.circles")
def test_it_forms_when_enough_have_said_yes_and_its_mentor_is_among_them() -> None:
    two = agree(proposed(), "ada", WINTER).circle
    assert (two.state, two.members, two.place_of) == (CircleState.PROPOSED, ("mia", "ada"), None)
    three = agree(two, "bob", LATER).circle
    assert three.state is CircleState.PROPOSED, "three without their mentor are no circle"
    step = agree(three, "tom", LATER)
    assert (step.change, step.circle.state, step.circle.formed_at) == (Change.FORMED, CircleState.FORMED, LATER)
    assert step.circle.place_of == "tom"


def test_peers_form_one_without_a_mentor_and_take_nobodys_place() -> None:
    peers = formed(mentor_id=None)
    assert (peers.state, peers.place_of) == (CircleState.FORMED, None)


def test_more_may_join_later_and_whoever_says_it_twice_is_in_it_once() -> None:
    joined = agree(formed(), "bob", LATER)
    assert (joined.change, joined.people) == (Change.JOINED, ("bob",))
    assert agree(joined.circle, "bob", LATER).change is None
    assert invite(joined.circle, "ada", ("bob", "mia"), LATER).change is None, "who is in it is not asked again"
    more = invite(joined.circle, "ada", ("eve", "eve"), LATER)
    assert (more.change, more.people) == (Change.INVITED, ("eve",))


def test_whoever_leaves_leaves_alone_until_too_few_are_left() -> None:
    four = agree(formed(), "bob", LATER).circle
    left = leave(four, "ada", LATER)
    assert (left.change, left.circle.members) == (Change.LEFT, ("mia", "tom", "bob"))
    too_few = leave(left.circle, "mia", LATER).circle
    assert (too_few.state, too_few.ending, too_few.place_of) == (CircleState.ENDED, Ending.TOO_FEW, None)
    waiting = leave(formed(), "ada", LATER).circle
    assert waiting.ending is Ending.TOO_FEW, "who is invited is not in it"
    without_mentor = leave(four, "tom", LATER).circle
    assert without_mentor.ending is Ending.TOO_FEW, "nobody gives any more"


def test_a_no_to_an_invitation_ends_what_can_never_form() -> None:
    still = leave(proposed(), "bob", LATER)
    assert (still.change, still.circle.state) == (Change.FEWER_INVITED, CircleState.PROPOSED)
    assert leave(still.circle, "ada", LATER).circle.ending is Ending.LAPSED
    assert leave(proposed(), "tom", LATER).circle.ending is Ending.LAPSED


def test_invitations_lapse_and_with_them_what_never_formed() -> None:
    waiting = tick(proposed(), WINTER + REMIND_AFTER[-1]).circle
    assert next_due(waiting) == WINTER + EXPIRE_AFTER
    assert tick(waiting, WINTER + EXPIRE_AFTER - timedelta(seconds=1)).change is None
    assert tick(waiting, WINTER + EXPIRE_AFTER).circle.ending is Ending.LAPSED
    going_on = tick(formed(), WINTER + EXPIRE_AFTER)
    assert (going_on.change, going_on.circle.invited, next_due(going_on.circle)) == (Change.FEWER_INVITED, (), None)


def test_only_who_leads_it_ends_it_for_all() -> None:
    with pytest.raises(NotYours) as not_yours:
        end(formed(), "ada", LATER)
    assert not_yours.value.code is Code.CIRCLE_NOT_YOURS
    ended = end(formed(), "tom", LATER).circle
    assert (ended.state, ended.ending) == (CircleState.ENDED, Ending.COMPLETED)
    assert end(ended, "tom", LATER).change is None
    assert end(formed(mentor_id=None), "mia", LATER).circle.ending is Ending.COMPLETED


def test_strangers_learn_nothing_and_an_end_is_an_end() -> None:
    for act in (agree, leave, end):
        with pytest.raises(NotYours) as unknown:
            act(formed(), "eve", LATER)
        assert unknown.value.code is Code.CIRCLE_UNKNOWN
    ended = end(formed(), "tom", LATER).circle
    for act in (agree, leave):
        with pytest.raises(WrongState):
            act(ended, "bob", LATER)
    assert without(ended, {"mia"}, LATER).change is None


def test_it_is_neither_too_small_nor_too_large_and_its_mentor_is_in_it() -> None:
    for invited in (("tom",), ("tom", "mia"), ("tom", *(f"p{n}" for n in range(LARGEST)))):
        with pytest.raises(WrongState) as size:
            propose(make_circle(), invited, WINTER)
        assert size.value.code is Code.CIRCLE_SIZE
    with pytest.raises(WrongState) as mentor:
        propose(make_circle(), ("ada", "bob"), WINTER)
    assert mentor.value.code is Code.MENTOR_NOT_IN_CIRCLE
    with pytest.raises(WrongState):
        propose(proposed(), ("tom", "ada"), WINTER)


def test_the_hard_rules_hold_between_the_mentor_and_each_and_between_any_two_peers() -> None:
    people = [make_person(one, roles=(Role.MENTOR, Role.MENTEE)) for one in ALL]
    around = Around(WINTER, ReportingLines({"mia": "ada", "bob": "tom"}))
    seats = {one.person_id: objection_to_seat(formed(), one, people, around) for one in people}
    assert seats == {"mia": None, "ada": None, "bob": Code.REPORTING_LINE, "tom": Code.REPORTING_LINE}
    peers = {one.person_id: objection_to_seat(formed(mentor_id=None), one, people, around) for one in people}
    assert set(peers.values()) == {Code.REPORTING_LINE}
    gone = make_person("tom", state=PersonState.LEFT)
    assert objection_to_seat(formed(), people[0], [gone], Around(WINTER)) is Code.MENTOR_LEFT
    full = make_person("tom", capacity=1, pairs=1)
    assert objection_to_seat(formed(), people[0], [full], Around(WINTER)) is None, "its place is counted once"


def test_a_block_keeps_any_two_out_of_one_circle_and_a_demand_those_who_learn_from_each_other() -> None:
    people = [make_person(one, department="Law" if one in ("ada", "tom") else "") for one in ALL]
    walls = Around(WINTER, walls=Walls.of([Blocks(org="acme", person_id="bob", blocked_ids=("ada",))]))
    seats = {one.person_id: objection_to_seat(formed(), one, people, walls) for one in people}
    assert seats == {"mia": None, "tom": None, "ada": Code.PERSON_UNKNOWN, "bob": Code.PERSON_UNKNOWN}
    apart = Around(WINTER, musts=Musts(other_department=True))
    seats = {one.person_id: objection_to_seat(formed(), one, people, apart) for one in people}
    assert seats == {"mia": None, "tom": Code.SAME_DEPARTMENT, "ada": Code.SAME_DEPARTMENT, "bob": None}


def test_the_domain_knows_the_states_and_changes_of_the_wire() -> None:
    assert set(map(str, CircleState)) == set(map(str, wire.CircleState))
    assert set(map(str, Ending)) == set(map(str, wire.CircleEnding))
    assert set(map(str, Change)) == {*map(str, wire.CircleChange), "proposed", "formed", "ended", "reminded"}


people = st.sampled_from([*ALL, "eve"])
ACTS: dict[str, Callable[[Circle, str], Step]] = {
    "agrees": lambda circle, by: agree(circle, by, LATER),
    "leaves": lambda circle, by: leave(circle, by, LATER),
    "ends": lambda circle, by: end(circle, by, LATER),
    "invites": lambda circle, by: invite(circle, by, ("eve",), LATER),
    "lapses": lambda circle, _: tick(circle, LATER + EXPIRE_AFTER),
    "is reminded": lambda circle, _: tick(circle, WINTER + REMIND_AFTER[0]),
    "is gone": lambda circle, by: without(circle, {by}, LATER),
}


@pytest.mark.feature("programme.circles")
@given(st.none() | st.just("tom"), st.lists(st.tuples(st.sampled_from(sorted(ACTS)), people), max_size=12))
def test_whatever_is_done_everybody_in_it_said_yes_and_nobody_else_is(
    mentor_id: str | None, acts: list[tuple[str, str]]
) -> None:
    circle, said = proposed(mentor_id=mentor_id), {"mia"}
    for name, by in acts:
        try:
            step = ACTS[name](circle, by)
        except (NotYours, WrongState):
            continue
        assert (step.change is None) == (step.circle == circle)
        assert step.circle.sequence == circle.sequence + (step.change is not None)
        circle = step.circle
        if name == "agrees":
            said.add(by)
        assert set(circle.members) <= said
        assert not set(circle.members) & set(circle.invited)
        if circle.state is CircleState.FORMED:
            assert SMALLEST <= len(circle.members) <= LARGEST
            assert mentor_id in (None, *circle.members)
        if circle.state is CircleState.PROPOSED:
            assert next_due(circle) is not None, "so it ends, if only by the clock"

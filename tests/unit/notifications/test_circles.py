"""What is known of a circle is its newest fact, in whatever order the facts came."""

from itertools import permutations

import pytest

from libs.common.contracts.circles import CircleChange, CircleEnding, CircleFact
from services.notifications.domain.circles import Circle, advanced, parted, proposed
from tests.support.notifications import ADA, BOB, circle_changed, circle_ended, circle_formed, circle_proposed

FACTS: tuple[tuple[int, CircleFact], ...] = (
    (1, circle_proposed()),
    (2, circle_formed()),
    (3, circle_changed(CircleChange.LEFT, BOB, members=(ADA, "eve", "zoe"))),
    (4, circle_ended(CircleEnding.TOO_FEW, members=(ADA, "eve"))),
)


def after(*facts: tuple[int, CircleFact]) -> Circle:
    circle = Circle("acme", "circle_1")
    for sequence, fact in facts:
        circle = advanced(circle, fact, sequence)
    return circle


@pytest.mark.parametrize("count", range(1, len(FACTS) + 1))
def test_every_order_of_its_facts_ends_in_the_same_circle(count: int) -> None:
    orders = [after(*order) for order in permutations(FACTS[:count])]
    assert set(orders) == {after(*FACTS[:count])}


def test_who_is_out_of_it_or_whose_circle_has_ended_is_lost_to_it() -> None:
    assert not after(FACTS[0]).has_lost_one_of({ADA, BOB}), "who is invited is not lost"
    assert after(FACTS[2]).has_lost_one_of({ADA, BOB})
    assert not after(FACTS[2]).has_lost_one_of({ADA, "eve"})
    assert after(FACTS[3]).has_lost_one_of({ADA, "eve"})


def test_a_late_invitation_still_matters_to_those_who_have_not_answered() -> None:
    answered = circle_changed(CircleChange.JOINED, ADA, members=(BOB, ADA), invited=("eve",))
    still, gone = parted(after((2, answered)), proposed(circle_proposed()))
    assert (still.each, gone.each) == (("eve",), (ADA,))

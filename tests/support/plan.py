"""Builders for the tests of the communication plan: pairs as notifications knows them, and the facts of journal."""

from libs.common.contracts.requests import Direction
from services.notifications.domain.pairs import Pair, with_phase
from tests.support.notifications import make_formed, phase_changed


def make_pair(next_owner: str | None = None, direction: Direction = Direction.FORWARD) -> Pair:
    """Ada's and Bob's."""
    pair = Pair("acme", "pair_1", formed=make_formed(direction))
    return with_phase(pair, phase_changed(next_owner), 1, "phase") if next_owner else pair

"""Whom a member blocks."""

import pytest

from libs.common.contracts.blocks import MOST_BLOCKED
from services.gateway.domain.blocks import Blocks, block, unblock
from services.gateway.domain.refusals import NotTaken

NOBODY = Blocks("acme", "ada")


def test_blocking_twice_is_blocking_once_and_taking_it_back_leaves_nothing() -> None:
    once = block(block(NOBODY, "mia"), "bob")
    assert once.blocked_ids == ("bob", "mia")
    assert block(once, "mia") == once
    assert unblock(unblock(unblock(once, "mia"), "bob"), "bob") == NOBODY


def test_nobody_blocks_themselves() -> None:
    with pytest.raises(NotTaken, match="block-of-oneself"):
        block(NOBODY, "ada")


def test_a_list_of_blocks_has_an_end_and_whoever_is_on_it_stays_there() -> None:
    full = Blocks("acme", "ada", tuple(f"p{number:03}" for number in range(MOST_BLOCKED)))
    assert block(full, "p000") == full
    with pytest.raises(NotTaken, match="too-many-blocks"):
        block(full, "mia")

"""Blocks: the newest list wins, in whatever order the lists are heard."""

from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.blocks import Blocks, lifted, updated

LISTS = st.lists(st.sets(st.sampled_from("abcd")), min_size=1, max_size=5)


@given(LISTS, st.data())
def test_the_highest_sequence_wins_in_every_order(lists: list[set[str]], data: st.DataObject) -> None:
    heard = [(sequence, tuple(sorted(ids))) for sequence, ids in enumerate(lists, start=1)]
    blocks = Blocks(org="acme", person_id="ada")
    for sequence, ids in data.draw(st.permutations([*heard, *heard[:2]])):
        blocks = updated(blocks, ids, sequence)
    assert (blocks.sequence, set(blocks.blocked_ids)) == (len(lists), lists[-1])


def test_a_block_is_lifted_where_the_newer_list_is_without_it() -> None:
    before = Blocks(org="acme", person_id="ada", blocked_ids=("bob", "eve"), sequence=1)
    assert lifted(before, updated(before, ("eve", "zoe"), 2)) == {"bob"}
    assert lifted(before, updated(before, (), 1)) == frozenset(), "an older list lifts nothing"

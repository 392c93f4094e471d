"""A chain of rows: whatever is done to it afterwards, the first row that is not as it was is named."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.chain import Check, Head, link_of, linked

DAWN = datetime(2026, 11, 1, 6, tzinfo=UTC)
Rows = list[dict[str, Any]]


def chain_of(length: int) -> tuple[Rows, Head]:
    rows: Rows = []
    head = Head()
    for number in range(length):
        said = {"_id": f"row-{number}", "org": "acme", "time": DAWN + timedelta(days=number), "data": {"n": number}}
        rows.append(linked(said, head, f"salt-{number}"))
        head = Head(rows[-1]["position"], rows[-1]["hash"])
    return rows, head


def broken_at(rows: Rows, head: Head, known: Head | None = None) -> int | None:
    check = Check(known)
    for row in sorted(rows, key=lambda row: int(row["position"])):
        if not check.follow(link_of(row)):
            break
    return check.end(head)


@given(length=st.integers(0, 30))
def test_a_chain_that_nobody_touched_holds(length: int) -> None:
    assert broken_at(*chain_of(length)) is None


@given(length=st.integers(1, 30), data=st.data())
def test_a_row_that_was_changed_taken_away_or_put_in_is_named(length: int, data: st.DataObject) -> None:
    rows, head = chain_of(length)
    at = data.draw(st.integers(1, length))
    index = at - 1
    changed = {**rows[index], "data": {"n": -1}}
    anew = linked({**rows[index], "data": {"n": -1}}, Head(index, rows[index - 1]["hash"] if index else "0" * 64), "x")
    assert broken_at([*rows[:index], changed, *rows[index + 1 :]], head) == at
    assert broken_at([*rows[:index], *rows[index + 1 :]], head) == at
    assert broken_at([*rows, {**changed, "position": length + 1}], head) == length + 1
    # Whoever makes a fitting hash for what they changed breaks the next row, or at the end the head.
    assert broken_at([*rows[:index], anew, *rows[index + 1 :]], head) == min(at + 1, length)


@given(length=st.integers(2, 30), data=st.data())
def test_of_two_that_were_swapped_the_first_is_named(length: int, data: st.DataObject) -> None:
    rows, head = chain_of(length)
    one, other = sorted(data.draw(st.lists(st.integers(1, length), min_size=2, max_size=2, unique=True)))
    rows[one - 1], rows[other - 1] = (
        {**rows[other - 1], "position": one},
        {**rows[one - 1], "position": other},
    )
    assert broken_at(rows, head) == one


def test_a_chain_that_was_made_anew_is_not_what_somebody_kept() -> None:
    rows, head = chain_of(5)
    kept = Head(rows[2]["position"], rows[2]["hash"])
    assert broken_at(rows, head, kept) is None
    forged: Rows = []
    at = Head()
    for row in rows:
        content = {**row, "data": {"n": 7}}
        forged.append(linked(content, at, "s"))
        at = Head(forged[-1]["position"], forged[-1]["hash"])
    assert broken_at(forged, at) is None
    assert broken_at(forged, at, kept) == 3


@pytest.mark.parametrize("harm", [{"time": "yesterday"}, {"salt": 7}, {"hash": None}, {"data": {"n": b"x"}}])
def test_what_no_projector_writes_is_a_break_and_no_error(harm: dict[str, Any]) -> None:
    rows, head = chain_of(3)
    rows[1] |= harm
    assert broken_at(rows, head) == 2

"""Pages: every row once and in its order, whatever is added between two of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from libs.common.pages import Place, cut, newest

ROWS = st.lists(st.integers(0, 50), unique=True)


def place(row: int) -> Place:
    """Many share the first part, as many rows share an instant."""
    return [-(row % 3), f"id-{row:03}"]


@given(rows=ROWS, added=st.lists(ROWS, max_size=10), limit=st.integers(1, 4))
def test_every_row_comes_once_in_its_order_whatever_is_added_meanwhile(
    rows: list[int], added: list[list[int]], limit: int
) -> None:
    there, read, cursor = set(rows), [], None
    for news in [*added, *([[]] * 60)]:
        page, cursor = cut(there, place, cursor, limit)
        assert len(page) <= limit
        read += page
        if cursor is None:
            break
        there |= set(news)
    assert read == sorted(set(read), key=place)
    assert set(rows) <= set(read) <= there


def test_the_newest_come_first_and_two_of_one_instant_have_an_order() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [(at, "b"), (at + timedelta(milliseconds=1), "c"), (at, "a")]
    page, cursor = cut(rows, lambda row: [newest(row[0]), row[1]], None, 2)
    assert [key for _, key in page] == ["c", "a"]
    assert cut(rows, lambda row: [newest(row[0]), row[1]], cursor, 2) == ([(at, "b")], None)

"""Pages of what a service answers: cut behind a row, so that what is added meanwhile hides no row and shows none twice.

The cursors are as the service writes them. The gateway seals them before anybody has one.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

Place = list[int | str]
"""Where a row stands in its list: lists are in the order of these, and no two rows have the same."""

T = TypeVar("T")


def cut(rows: Iterable[T], place: Callable[[T], Place], cursor: str | None, limit: int) -> tuple[list[T], str | None]:
    """A page of rows that are all at hand, and the cursor of the next, None at the end."""
    after = place_of(cursor)
    found = sorted((row for row in rows if place(row) > after), key=place)
    page = found[:limit]
    return page, cursor_at(place(page[-1])) if len(found) > limit else None


def cursor_at(place: Place) -> str:
    """As `place_of` reads it."""
    return json.dumps(place)


def place_of(cursor: str | None) -> Place:
    """Where the page before ended; before every row where there was none."""
    found: Place = json.loads(cursor) if cursor else []
    return found


def newest(at: datetime) -> int:
    """An instant in a place, where the newest come first."""
    return -round(at.timestamp() * 1000)

"""Pages of lists, one way for all: `limit`, `cursor`, `next_cursor`.

A page goes on behind a row and not behind a number of rows, so that what is added meanwhile neither hides a row nor
shows it twice. The cursor is sealed for its list: one that somebody made up or changed, or of another list, is refused.
"""

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request

from libs.common.crypto import Box, Unsealable
from services.gateway.deps import EdgeDep
from services.gateway.problems import Problem

CONTEXT = "page of "
LONGEST = 4_000
"""Characters of a cursor; the longest are of searches, which end with a name."""

Place = Any
"""Where a page ended, as its list says it: text, a number, or a list of these."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paging:
    """The page that somebody wants."""

    after: Place | None
    """Where the page before ended; None for the first."""

    limit: int
    box: Box
    path: str

    def next(self, place: Place | None) -> str | None:
        """What the page behind this place is asked for with; None at the end."""
        if place is None:
            return None
        sealed = self.box.seal(json.dumps(place).encode(), CONTEXT + self.path)
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def cut(self, found: Sequence[T], place: Callable[[T], Place]) -> tuple[Sequence[T], str | None]:
        """A page of what was found with one more than `limit`, and the cursor of the next."""
        page = found[: self.limit]
        return page, self.next(place(page[-1])) if len(found) > self.limit else None


def paged(usual: int, most: int) -> Callable[..., Awaitable[Paging]]:
    """What a list depends on."""

    async def paging(
        request: Request,
        edge: EdgeDep,
        cursor: Annotated[
            str | None, Query(max_length=LONGEST, description="`next_cursor` of the page before; none for the first.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=most, description="So many at most.")] = usual,
    ) -> Paging:
        box, path = edge.house.box, request.url.path
        return Paging(_opened(cursor, box, path) if cursor else None, limit, box, path)

    return paging


PagingDep = Annotated[Paging, Depends(paged(100, most=200))]
"""As most lists have it."""


def _opened(cursor: str, box: Box, path: str) -> Place:
    try:
        sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return json.loads(box.open(sealed, CONTEXT + path))
    except (Unsealable, binascii.Error, ValueError):
        raise Problem("cursor-unknown") from None

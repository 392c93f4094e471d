"""Pages of lists, one way for all: `limit`, `cursor`, `next_cursor`.

A page goes on behind a row and not behind a number of rows, so that what is added meanwhile neither hides a row nor
shows it twice. The cursor is sealed for its list: one that somebody made up or changed, or of another list, is refused.
"""

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request

from libs.common.contracts.asks import Page
from libs.common.crypto import Box, Unsealable
from libs.common.pages import Place, cut
from services.gateway.deps import EdgeDep
from services.gateway.problems import Problem

CONTEXT = "page of "
MOST = 200
"""Rows of a page. What a rule of the domain keeps from growing beyond it needs no pages."""

LONGEST = 4_000
"""Characters of a cursor; the longest are of searches, which end with a name."""

End = Any
"""Where a page ended, as its list says it: text, a number, or a list of these."""

T = TypeVar("T")
P = TypeVar("P", bound=Page)


@dataclass(frozen=True, slots=True)
class Paging:
    """The page that somebody wants."""

    after: End | None
    """Where the page before ended; None for the first."""

    limit: int
    box: Box
    path: str

    def next(self, place: End | None) -> str | None:
        """What the page behind this place is asked for with; None at the end."""
        if place is None:
            return None
        sealed = self.box.seal(json.dumps(place).encode(), CONTEXT + self.path)
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def sealed(self, found: P) -> P:
        """A page that a service cut, with a cursor for outside."""
        return found.model_copy(update={"next_cursor": self.next(found.next_cursor)})

    @property
    def asked(self) -> dict[str, Any]:
        """As a service is asked for it."""
        return {"cursor": self.after, "limit": self.limit}

    def of(self, rows: Iterable[T], place: Callable[[T], Place]) -> tuple[Sequence[T], str | None]:
        """A page of rows that are all at hand, in the order of their places, and the cursor of the next."""
        page, following = cut(rows, place, self.after, self.limit)
        return page, self.next(following)

    def cut(self, found: Sequence[T], place: Callable[[T], End]) -> tuple[Sequence[T], str | None]:
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


PagingDep = Annotated[Paging, Depends(paged(100, MOST))]
"""As most lists have it."""


def _opened(cursor: str, box: Box, path: str) -> End:
    try:
        sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return json.loads(box.open(sealed, CONTEXT + path))
    except (Unsealable, binascii.Error, ValueError):
        raise Problem("cursor-unknown") from None

"""The log of facts, read page by page, or waited for."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from libs.common.contracts.base import Instant
from services.gateway.deps import Edge, EdgeDep, ViewerDep, WaitDep
from services.gateway.domain.audience import Viewer
from services.gateway.limits import elsewhere
from services.gateway.live import End
from services.gateway.schemas.events import LAST_POSITION, Fact, Facts

router = APIRouter(prefix="/v1/events", tags=["events"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the log somebody reads."""

    after: int
    since: datetime | None
    types: tuple[str, ...]
    limit: int

    async def beginning(self, edge: Edge, org: str) -> int:
        """The position after which it begins; a time counts where it begins later than a position."""
        return self.after if self.since is None else max(self.after, await edge.core.log.before(org, self.since))

    def next(self, position: int) -> str:
        """The address of what comes after this position."""
        types = {"types": ",".join(self.types)} if self.types else {}
        return "/v1/events?" + urlencode({"after": position, "limit": self.limit, **types}, safe=",")


def wanted(
    after: Annotated[int, Query(ge=0, le=LAST_POSITION, description="The position of the last fact you have.")] = 0,
    since: Annotated[
        Instant | None,
        Query(description="Nothing from before this time; to begin with, then use `after`."),
    ] = None,
    types: Annotated[
        str, Query(max_length=4000, description="Types of events, with commas between; without it, all you may see.")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Wanted:
    """As the query has it."""
    return Wanted(after, since, tuple(name.strip() for name in types.split(",") if name.strip()), limit)


@router.get("")
async def read_log(
    viewer: ViewerDep,
    edge: EdgeDep,
    response: Response,
    asked: Annotated[Wanted, Depends(wanted)],
    wait: WaitDep = None,
) -> Facts:
    """The facts that you may see, in their order: a member's own, a platform's what is for platforms.

    `Link` leads to the next page. At the end, `Prefer: wait=30` holds the answer until there is a further one.
    """
    after = await asked.beginning(edge, viewer.org)
    entries = await edge.core.log.after(viewer, after, asked.limit + 1, asked.types)
    if wait:
        response.headers["Preference-Applied"] = f"wait={wait}"
        if not entries and await _comes(edge, viewer, after, asked.types, wait):
            entries = await edge.core.log.after(viewer, after, asked.limit + 1, asked.types)
    shown = entries[: asked.limit]
    facts = Facts(
        data=[Fact.of(entry) for entry in shown],
        next_after=shown[-1].position if shown else after,
        has_more=len(entries) > asked.limit,
    )
    if facts.has_more:
        response.headers["Link"] = f'<{asked.next(facts.next_after)}>; rel="next"'
    return facts


async def _comes(edge: Edge, viewer: Viewer, after: int, types: Sequence[str], wait_s: float) -> bool:
    """Something of these types that they may see, in time."""
    with elsewhere(), edge.live.listening(viewer.org) as listener:
        listener.close_after(wait_s, End.TIME)
        async with aclosing(edge.live.sights(viewer, after, listener)) as sights:
            async for sight in sights:
                if not types or sight.type in types:
                    return True
    return False

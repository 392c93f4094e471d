"""The live stream: something changed, read it again (server-sent events)."""

import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.gateway import metrics
from services.gateway.deps import EdgeDep, MemberDep

RETRY_MS = 2000

router = APIRouter(tags=["events"])


async def beginning(
    edge: EdgeDep,
    person: MemberDep,
    last_seen: Annotated[
        int | None, Header(alias="Last-Event-ID", ge=0, description="Go on after this position.")
    ] = None,
) -> int:
    """The position after which to begin: where this client was, or now. A later one than there is counts as now."""
    newest = await edge.core.log.position(person.org)
    return newest if last_seen is None else min(last_seen, newest)


@router.get("/v1/stream", response_class=EventSourceResponse)
async def open_stream(
    edge: EdgeDep, person: MemberDep, after: Annotated[int, Depends(beginning)]
) -> AsyncIterator[ServerSentEvent]:
    """What happens and concerns you, as `{type, subject, position}`. Resumes without a gap by `Last-Event-ID`."""
    # An id and no data: the client knows where it stands before anything has happened.
    yield ServerSentEvent(comment="you are connected", id=str(after), retry=RETRY_MS)
    session_s = max(0.0, person.expires_at - time.time())
    with metrics.STREAMS.track_inprogress():
        async with aclosing(edge.live.sights(person.viewer, after, session_s)) as sights:
            async for sight in sights:
                told: dict[str, Any] = {"type": sight.type, "subject": sight.subject, "position": sight.position}
                yield ServerSentEvent(data=told, event=sight.type, id=str(sight.position))

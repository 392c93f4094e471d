"""The live stream: something changed, read it again (server-sent events)."""

import random
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.gateway import metrics
from services.gateway.deps import EdgeDep, MemberDep
from services.gateway.live import End

RETRY_MS = 2000
CROWDED_RETRY_MS = 60_000

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
    """What happens and concerns you, as `{type, subject, position}`. Resumes without a gap by `Last-Event-ID`.

    The last event is `end` and says why: `restart` (go on after `retry`), `session-ended` (sign in first),
    `person-left`, or `too-many-streams` (you opened others since). Without one the connection was cut: just go on.
    """
    # An id and no data: the client knows where it stands before anything has happened.
    yield ServerSentEvent(comment="you are connected", id=str(after), retry=RETRY_MS)
    session_s = max(0.0, person.expires_at - time.time())
    with (
        metrics.STREAMS.track_inprogress(),
        edge.live.listening(person.org) as listener,
        edge.streams.of(person.org, person.person_id, person.session_id, listener),
    ):
        listener.close_after(session_s, End.SESSION)
        async with aclosing(edge.live.sights(person.viewer, after, listener)) as sights:
            async for sight in sights:
                told: dict[str, Any] = {"type": sight.type, "subject": sight.subject, "position": sight.position}
                yield ServerSentEvent(data=told, event=sight.type, id=str(sight.position))
        # It has no id: who goes on does so after what was told last.
        yield ServerSentEvent(data={"reason": listener.end}, event="end", retry=_retry_ms(listener.end))


def _retry_ms(why: End | None) -> int:
    """Not all at once to the replicas that are left; and two who take each other's place do so in peace."""
    return CROWDED_RETRY_MS if why is End.NEWER else random.randint(RETRY_MS // 2, 2 * RETRY_MS)  # noqa: S311

"""The live streams that this process holds open: how many each person has, and that none outlives its session."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from pymongo.errors import PyMongoError

from services.gateway.identities import Sessions
from services.gateway.live import End, Listener

LOOK_EVERY_S = 2.0
"""One query for all of them. Whoever signs out anywhere hears nothing more on any replica after this time."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """One that is open."""

    org: str
    person_id: str
    session_id: str | None
    """A token has none and ends by itself."""

    listener: Listener

    @property
    def session(self) -> str | None:
        """As its document is called."""
        return f"{self.org}/{self.session_id}" if self.session_id else None


class Streams:
    """Opens and ends them."""

    def __init__(self, sessions: Sessions, most_each: int) -> None:
        self._sessions, self._most_each = sessions, most_each
        self._open: dict[Stream, None] = {}

    @contextmanager
    def of(self, org: str, person_id: str, session_id: str | None, listener: Listener) -> Iterator[None]:
        """One more of this person, as long as it is read.

        Too many end the oldest, not the newest: what a device left behind when it changed its network must not keep
        that device out.
        """
        own = [stream for stream in self._open if (stream.org, stream.person_id) == (org, person_id)]
        if len(own) >= self._most_each:
            self._end(own[0], End.NEWER)
        stream = Stream(org, person_id, session_id, listener)
        self._open[stream] = None
        try:
            yield
        finally:
            self._open.pop(stream, None)

    async def watch(self) -> None:
        """End streams whose sessions were ended, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._end_without_session()
            except PyMongoError as error:
                log.warning("sessions_not_read", error=type(error).__name__)

    async def _end_without_session(self) -> None:
        shown = {stream.session: stream for stream in self._open if stream.session}
        there = await self._sessions.still_there(shown.keys()) if shown else set()
        for stream in list(self._open):
            if stream.session in shown and stream.session not in there:
                self._end(stream, End.SESSION)

    def _end(self, stream: Stream, why: End) -> None:
        stream.listener.close(why)
        self._open.pop(stream, None)

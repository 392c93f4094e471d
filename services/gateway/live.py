"""What happens, as it happens: one change stream per replica on the feed, fanned out in memory.

Whoever listens registers first and reads the log then, so that nothing falls in between. Where the stream has a gap
(it was lost, or somebody reads too slowly) listeners are told so, and read the log again.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeVar

import structlog
from pymongo.asynchronous.change_stream import AsyncChangeStream
from pymongo.errors import PyMongoError

from libs.common.contracts.people import PersonLeft
from libs.common.mongo import Database, Row
from services.gateway.domain.audience import Viewer
from services.gateway.store import FEED, Entry, Log, News

AWAIT_MS = 1000
"""How long the server holds one look at the feed; well below the time after which the driver gives an operation up."""

RECONNECT_S = 0.5
HELD = 1000
"""News kept for one listener; whoever falls further behind reads the log."""

PAGE = 200

T = TypeVar("T")
log = structlog.get_logger(__name__)


class End(StrEnum):
    """Why somebody hears no more."""

    RESTART = "restart"
    """This process is going; any other one tells the rest."""

    SESSION = "session-ended"
    LEFT = "person-left"
    NEWER = "too-many-streams"
    """The same person opened others since."""

    TIME = "time-is-up"
    """As long as was asked for."""


class Closed(Exception):
    """Nothing comes any more."""


class Listener:
    """Hears the news of one organisation."""

    def __init__(self) -> None:
        self._held: deque[News] = deque()
        self._has_gap = False
        self.end: End | None = None
        self._wake = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def hear(self, news: News) -> None:
        """One more."""
        if len(self._held) >= HELD:
            self.miss()
        self._held.append(news)
        self._wake.set()

    def miss(self) -> None:
        """Something was not heard: what is held is worth nothing, the log has it all."""
        self._held.clear()
        self._has_gap = True
        self._wake.set()

    def close(self, why: End) -> None:
        """Nothing comes any more. The first reason stands."""
        self.end = self.end or why
        self._wake.set()

    def close_after(self, seconds: float, why: End) -> None:
        """Close by a timer: a timeout would strike wherever the reader is suspended by then."""
        self._timer = asyncio.get_running_loop().call_later(seconds, self.close, why)

    def forget(self) -> None:
        """Nobody reads any more."""
        if self._timer:
            self._timer.cancel()

    async def next(self) -> list[News] | None:
        """What came since the last time; None where something was missed. Closed at the end."""
        while not (self._held or self._has_gap or self.end):
            self._wake.clear()
            await self._wake.wait()
        if self.end:
            raise Closed
        if self._has_gap:
            self._has_gap = False
            return None
        heard, self._held = list(self._held), deque()
        return heard


@dataclass(frozen=True, slots=True)
class Sight:
    """One fact, as somebody who looks sees it pass by."""

    position: int
    type: str
    subject: str
    marks: tuple[str, ...]

    @classmethod
    def of(cls, fact: News | Entry) -> Self:
        """From the feed or from the log."""
        return cls(fact.position, fact.type, fact.subject, fact.marks)


class Live:
    """The feed of this replica."""

    def __init__(self, database: Database, facts: Log) -> None:
        self._feed, self._log = database[FEED], facts
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self._is_closed = False
        self.is_following = False

    async def watch(self) -> None:
        """Follow the feed until cancelled."""
        while True:
            try:
                await self._follow()
            except PyMongoError as error:
                log.warning("feed_lost", error=type(error).__name__, code=getattr(error, "code", None))
            self.is_following = False
            await asyncio.sleep(RECONNECT_S)

    def close(self) -> None:
        """End every listener: the process is going."""
        self._is_closed = True
        for listener in self._everybody():
            listener.close(End.RESTART)

    async def sights(self, viewer: Viewer, after: int, listener: Listener) -> AsyncGenerator[Sight]:
        """What this viewer may see after a position, in its order, until the listener is closed or they leave."""
        position = after
        listener.miss()
        while heard := await self._newer(viewer, position, listener):
            for sight in heard:
                position = sight.position
                if viewer.sees(sight.marks):
                    yield sight
                if sight.type == PersonLeft.type and sight.subject == viewer.person_id:
                    listener.close(End.LEFT)
                    return

    @contextmanager
    def awaiting(self, org: str, claim_id: str, patience_s: float) -> Iterator["Awaiting"]:
        """Registers for what a claim causes; do this before the claim is committed."""
        with self.listening(org) as listener:
            yield Awaiting(listener, claim_id, patience_s)

    @contextmanager
    def listening(self, org: str) -> Iterator[Listener]:
        """Somebody who hears the news of an organisation meanwhile."""
        listener = Listener()
        if self._is_closed:
            listener.close(End.RESTART)
        self._listeners[org].add(listener)
        try:
            yield listener
        finally:
            listener.forget()
            self._listeners[org].discard(listener)
            if not self._listeners[org]:
                del self._listeners[org]

    async def _newer(self, viewer: Viewer, position: int, listener: Listener) -> list[Sight]:
        """What came after a position; empty at the end."""
        while True:
            try:
                heard = await listener.next()
            except Closed:
                return []
            found = heard if heard is not None else await self._page(viewer, position, listener)
            newer = [Sight.of(one) for one in found if one.position > position]
            if newer:
                return newer

    async def _page(self, viewer: Viewer, position: int, listener: Listener) -> list[Entry]:
        """What was missed, from the log. A database that is away does not end a stream."""
        try:
            page = await self._log.after(viewer, position, PAGE)
        except PyMongoError as error:
            log.warning("log_not_read", error=type(error).__name__)
            await asyncio.sleep(RECONNECT_S)
            listener.miss()
            return []
        if len(page) == PAGE:
            listener.miss()  # there may be more
        return page

    async def _follow(self) -> None:
        inserted = [{"$match": {"operationType": "insert"}}]
        async with await self._feed.watch(inserted, max_await_time_ms=AWAIT_MS) as stream:
            self.is_following = True
            # The server's first answer comes when all that was written before the stream began is majority-committed:
            # whoever reads the log from here on misses nothing of it.
            await self._tell_next(stream)
            for listener in self._everybody():
                listener.miss()
            while stream.alive:
                await self._tell_next(stream)
            log.warning("feed_ended")  # its collection was dropped or renamed

    async def _tell_next(self, stream: AsyncChangeStream[Row]) -> None:
        change = await stream.try_next()
        if change is None:
            return
        news = News.of(change["fullDocument"])
        for listener in self._listeners.get(news.org, ()):
            listener.hear(news)

    def _everybody(self) -> list[Listener]:
        return [listener for listeners in self._listeners.values() for listener in listeners]


class Awaiting:
    """Waits for what one claim causes."""

    def __init__(self, listener: Listener, claim_id: str, patience_s: float) -> None:
        self._listener, self._claim_id = listener, claim_id
        self._until = asyncio.get_running_loop().time() + patience_s

    async def until(self, look: Callable[[], Awaitable[T | None]]) -> T | None:
        """What `look` finds, as soon as it finds something; None where that did not come in time."""
        try:
            async with asyncio.timeout_at(self._until):
                while True:
                    found = await look()
                    if found is not None:
                        return found
                    await self._until_news()
        except (TimeoutError, Closed):
            return None

    async def _until_news(self) -> None:
        """Until something came that this claim caused, or may have been missed."""
        while True:
            heard = await self._listener.next()
            if heard is None or any(news.cause_id == self._claim_id for news in heard):
                return

"""The index kept current: each replica follows the people of its own database.

The stream begins where the read can begin at the earliest, so that nothing falls in between; what both bring is taken
over twice.
A stream that broke goes on where it was. Where its history is lost, everybody is read again.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from pymongo.asynchronous.change_stream import AsyncCollectionChangeStream
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import OperationFailure, PyMongoError

from libs.common.mongo import Database, Row
from services.matching.index.organisations import Index
from services.matching.index.warming import warm_up
from services.matching.store import Store

AWAIT_MS = 1000
"""How long the server holds one look at the stream; well below the time after which the driver gives one up."""

RECONNECT_S = 0.5
PAGE = 500
"""People read between two looks at what else the process has to do."""

log = structlog.get_logger(__name__)


class Live:
    """`since` is the point from which the stream goes on; without one everybody is read."""

    def __init__(self, database: Database, store: Store, index: Index) -> None:
        self._people, self._client = database["people"], database.client
        self._store, self._index = store, index
        self.since: Mapping[str, Any] | None = None

    async def watch(self) -> None:
        """Follow the people until cancelled."""
        await asyncio.to_thread(warm_up)
        while True:
            try:
                await self._follow()
                self._forget("ended")  # the collection was dropped or renamed
            except OperationFailure as refusal:
                self._forget(f"refused with {refusal.code}")  # among others where the history is lost
            except PyMongoError as error:
                log.warning("people_stream_broke", error=type(error).__name__)
            self._index.is_ready = False
            await asyncio.sleep(RECONNECT_S)

    async def _follow(self) -> None:
        # One session for both: what it reads is no older than what it has seen before.
        async with self._client.start_session(causal_consistency=True) as session, await self._open(session) as stream:
            if self.since is None:
                await self._read_everybody(session)
            self._index.is_ready = True
            while stream.alive:
                change = await stream.try_next()
                if change is not None:
                    self._take_over(change)
                self.since = stream.resume_token

    async def _open(self, session: AsyncClientSession) -> AsyncCollectionChangeStream[Row]:
        """From where it was, or from what this session can read now.

        Left to itself a stream begins with the newest write; a read of the majority may be of a moment before.
        """
        if self.since is None:
            await self._people.find_one({}, {"_id": 1}, session=session)
        return await self._people.watch(
            full_document="updateLookup",
            max_await_time_ms=AWAIT_MS,
            resume_after=self.since,
            start_at_operation_time=session.operation_time if self.since is None else None,
            session=session,
        )

    async def _read_everybody(self, session: AsyncClientSession) -> None:
        self._index.begin()
        count = 0
        async for row in self._people.find({}, batch_size=PAGE, session=session):
            self._index.put(self._store.people.of(row))
            count += 1
        log.info("index_built", people=count)

    def _take_over(self, change: dict[str, Any]) -> None:
        match change:
            case {"fullDocument": dict(row)}:
                self._index.put(self._store.people.of(row))
            case {"documentKey": {"_id": key}}:
                org, _, person_id = key.partition("/")
                self._index.remove(org, person_id)

    def _forget(self, why: str) -> None:
        log.warning("people_stream_lost", why=why)
        self.since = None
        self._index.begin()

"""Out of the house: claim, commit, send, record. Any number of replicas share the work; one holds a delivery."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from pymongo.errors import PyMongoError

from libs.common.clock import Clock
from libs.common.mongo import Save
from libs.common.unit import Unit
from services.notifications.domain.deliveries import State
from services.notifications.ports import Unreachable
from services.notifications.store import DELIVERIES, Claim, Deliveries
from services.notifications.use_cases.sending import Sending, chance

BATCH = 50
LONGEST_TROUBLE_S = 15.0

log = structlog.get_logger(__name__)


class Dispatch:
    """Sends what is waiting for one channel. Channels have workers of their own: none waits for another."""

    def __init__(self, deliveries: Deliveries, sending: Sending, clock: Clock) -> None:
        self._deliveries, self._sending, self._clock = deliveries, sending, clock
        self._channel, self._limits = sending.way.channel, sending.way.limits
        self._news = asyncio.Event()
        self._batch: asyncio.Task[None] | None = None
        self._looking = False
        self._closing = False
        self._troubles = 0

    @property
    def is_idle(self) -> bool:
        """Nothing is being sent here, and nothing was committed since the last look."""
        return not self._looking and not self._news.is_set()

    def hear(self, unit: Unit) -> None:
        """A unit became durable: look at once if there is something new in it."""
        if any(self._is_new(write) for write in unit.writes if isinstance(write, Save)):
            self._news.set()

    async def run(self) -> None:
        """Send until cancelled. A batch that is under way goes on; `close` waits for it."""
        while True:
            self._looking = True
            self._news.clear()
            try:
                found = await self._send_some()
            except PyMongoError as error:
                log.warning("deliveries_not_claimed", channel=self._channel, error=type(error).__name__)
                found = 0
            finally:
                self._looking = False
            await self._rest(found)

    async def close(self) -> None:
        """What is on its way arrives and is recorded; the rest is left to others."""
        self._closing = True
        if self._batch:
            _, late = await asyncio.wait({self._batch}, timeout=self._limits.drain.total_seconds())
            for batch in late:
                batch.cancel()
            await asyncio.gather(self._batch, return_exceptions=True)

    async def _send_some(self) -> int:
        """Claim one batch and send it; how many were found waiting."""
        # While the other side is away one delivery at a time finds out whether it is back.
        limit = 1 if self._troubles else BATCH
        machine_now = datetime.now(UTC)
        now, lease = self._clock.now(), self._limits.lease
        claim = await self._deliveries.claim(self._channel, now, machine_now, lease, limit)
        if claim.deliveries:
            batch = Batch(claim, machine_now, self._deliveries, self._sending, lambda: self._closing)
            self._batch = asyncio.create_task(batch.send(), name=f"deliveries by {self._channel}")
            await asyncio.shield(self._batch)
            self._troubles = self._troubles + 1 if batch.trouble else 0
        elif not claim.found:
            self._troubles = 0  # somebody else got through
        return claim.found

    async def _rest(self, found: int) -> None:
        if self._troubles:
            await asyncio.sleep(min(LONGEST_TROUBLE_S, 2.0 ** (self._troubles - 1)) * (0.5 + chance() / 2))
        elif not found:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._limits.look.total_seconds()):
                    await self._news.wait()

    def _is_new(self, write: Save) -> bool:
        row = write.document
        is_here = write.collection == DELIVERIES and write.revision == 0
        return is_here and (row["channel"], row["state"]) == (self._channel, State.WAITING)


class Batch:
    """The deliveries of one claim, sent on several connections at once while their lease is renewed."""

    def __init__(
        self,
        claim: Claim,
        claimed_at: datetime,
        deliveries: Deliveries,
        sending: Sending,
        is_closing: Callable[[], bool],
    ) -> None:
        self._claim, self._deliveries, self._sending = claim, deliveries, sending
        self._is_closing = is_closing
        self._waiting = deque(claim.deliveries)
        self._limits = sending.way.limits
        self._held_until = claimed_at + self._limits.lease
        self.trouble = ""

    async def send(self) -> None:
        """Each delivery to its next state; what was not begun goes back."""
        renewing = asyncio.create_task(self._renew())
        workers = (self._work() for _ in range(self._limits.connections))
        try:
            ends = await asyncio.gather(*workers, return_exceptions=True)
        finally:
            renewing.cancel()
        if self._waiting:
            await self._deliveries.release(self._claim.holder, self._waiting)
        else:
            self.trouble = ""  # the other connections did the work
        if self.trouble:
            log.warning("channel_unreachable", channel=self._sending.way.channel, error=self.trouble)
        for end in ends:
            if end:
                raise end

    async def _work(self) -> None:
        while self._waiting and not self._is_closing() and self._is_held():
            delivery = self._waiting.popleft()
            try:
                await self._sending(delivery)
            except (Unreachable, PyMongoError) as error:
                self._waiting.append(delivery)
                self.trouble = f"{type(error).__name__}: {error}"[:200]
                return

    def _is_held(self) -> bool:
        """Renewing has worked of late: nobody else holds what is about to be sent."""
        return datetime.now(UTC) < self._held_until - self._limits.lease / 3

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._limits.lease.total_seconds() / 3)
            if not self._is_held():
                return  # this process stood still for so long that others may have taken them up: it begins no more
            until = datetime.now(UTC) + self._limits.lease
            try:
                await self._deliveries.renew(self._claim, until)
            except PyMongoError as error:
                log.warning("deliveries_not_renewed", error=type(error).__name__)
            else:
                self._held_until = until

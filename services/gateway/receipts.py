"""Follows erasures until every service has answered and nothing older is under way, then has the receipt written."""

import asyncio
from collections import Counter
from collections.abc import Callable

import structlog
from pymongo.errors import PyMongoError

from libs.common.clock import Clock
from libs.common.contracts import Service
from libs.common.errors import Retryable
from libs.common.quiet import NeverQuiet, Quiet
from services.gateway import metrics
from services.gateway.use_cases.erasing import Erasures

LOOK_EVERY_S = 2.0
QUIET_WITHIN_S = 5.0

log = structlog.get_logger(__name__)


class Receipts:
    """One look every other second, on every replica; whoever comes first writes.

    That the house was seen once with nothing under way, after the last answer, is what can be known: messages of before
    are in no queue, no delay and no outbox then. In a house that is never quiet receipts wait, and nobody's erasure.
    """

    def __init__(self, erasures: Erasures, quiet: Callable[[], Quiet], clock: Clock) -> None:
        self._erasures, self._quiet, self._clock = erasures, quiet, clock

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.look()
            except (PyMongoError, Retryable, NeverQuiet) as error:
                log.info("receipts_wait", error=type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Say who is late, and finish what can be finished."""
        under_way = await self._erasures.under_way()
        late = Counter(service for one in under_way for service in one.late(self._clock.now()))
        for service in Service:
            metrics.ERASURES_LATE.labels(service).set(late[service])
            if late[service]:
                log.error("erasure_not_answered", service=service, erasures=late[service])
        answered = [one for one in under_way if one.is_answered]
        if answered:
            await self._quiet().until_quiet(QUIET_WITHIN_S)
            for one in answered:
                await self._erasures.finish(one)

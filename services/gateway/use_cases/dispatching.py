"""Out to the webhooks: each is told what the log has for it, by one replica at a time, at its own pace."""

import asyncio
import random
from datetime import UTC, datetime

import structlog
from pymongo.errors import PyMongoError

from libs.common.errors import Retryable
from services.gateway.domain.webhooks import Webhook
from services.gateway.use_cases.telling import Teller, Turn

LOOK_EVERY_S = 0.3
WEBHOOKS_AT_ONCE = 16

log = structlog.get_logger(__name__)


class Dispatch:
    """Gives turns to webhooks that have something to be told."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._turns: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Until cancelled. Turns that are under way go on; `close` waits for them."""
        while True:
            try:
                await self._look()
            except PyMongoError as error:
                log.warning("webhooks_not_looked_at", error=type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_S)

    def stop(self) -> None:
        """The process is going: what is not begun is left to others."""
        self._teller.closing.set()

    async def close(self) -> None:
        """What is on its way arrives and is recorded."""
        self.stop()
        await asyncio.gather(*self._turns.values(), return_exceptions=True)

    async def _look(self) -> None:
        for webhook in await self._due():
            if len(self._turns) >= WEBHOOKS_AT_ONCE or self._teller.closing.is_set():
                return
            if webhook.webhook_id not in self._turns:
                await self._begin(webhook)

    async def _due(self) -> list[Webhook]:
        """In any order: replicas that look at the same time reach for different ones."""
        webhooks, at = await self._teller.stores.webhooks.active(), datetime.now(UTC)
        newest = await self._teller.log.newest({webhook.org for webhook in webhooks})
        free = await self._teller.outgoing.progress_of(webhooks, at)
        due = [webhook for webhook, progress in free if progress.is_due(newest.get(webhook.org, 0), at)]
        random.shuffle(due)
        return due

    async def _begin(self, webhook: Webhook) -> None:
        held = await self._teller.outgoing.claim(webhook, datetime.now(UTC), self._teller.pace.lease)
        if held is None:
            return
        name = webhook.webhook_id
        self._turns[name] = asyncio.create_task(_taken(Turn(self._teller, webhook, held)), name=f"webhook {name}")
        self._turns[name].add_done_callback(lambda _: self._turns.pop(name))


async def _taken(turn: Turn) -> None:
    """What was sent and is not recorded is sent again, with the same id."""
    try:
        await turn.take()
    except (PyMongoError, Retryable) as error:
        log.warning("webhook_turn_lost", error=type(error).__name__)
    except Exception:
        log.exception("webhook_turn_failed")

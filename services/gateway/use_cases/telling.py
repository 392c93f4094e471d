"""One webhook's turn: what is new in the log and what has to be tried again, told and written down."""

import asyncio
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import structlog

from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.gateway.domain.access import Scope
from services.gateway.domain.audience import Viewer
from services.gateway.domain.webhooks import Delivery, Outcome, Reason, Webhook, ended_by
from services.gateway.outgoing import Held, Outgoing
from services.gateway.store import Entry, Log, Stores
from services.gateway.use_cases.posting import Posting

FACTS_AT_ONCE = 8
PAGE = 50
GONE_FROM_LOG = "gone-from-log"

log = structlog.get_logger(__name__)


def chance() -> float:
    """Spreads what would otherwise happen all at once."""
    return random.random()  # noqa: S311 - nobody gains by guessing it


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one try may take, and how long it is until the next ones, in seconds."""

    timeout_s: float
    pauses: Sequence[float]

    @property
    def lease(self) -> timedelta:
        """How long what a process that died held stays with it."""
        return timedelta(seconds=self.timeout_s * 4)

    @property
    def latest_start(self) -> timedelta:
        """Before the end of a lease: what is begun by then is written down while it is still held."""
        return timedelta(seconds=self.timeout_s * 2)


@dataclass(frozen=True, slots=True)
class Teller:
    """What a turn needs."""

    stores: Stores
    log: Log
    outgoing: Outgoing
    posting: Posting
    pace: Pace
    units: Units
    handling: Handling
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    """Nothing more is begun here."""

    async def disable(self, webhook: Webhook, reason: Reason) -> None:
        """Nothing is sent there any more; who sees to it finds the reason."""

        async def decide() -> Unit:
            unit = self.units.start(webhook.org)
            found = await self.stores.webhooks.find(webhook.org, webhook.webhook_id)
            if found and found.is_active and found.active_since == webhook.active_since:
                unit.write(self.stores.webhooks.save(found.disabled(reason, datetime.now(UTC))))
            return unit

        await self.handling.settle(decide)
        log.warning("webhook_disabled", webhook_id=webhook.webhook_id, reason=reason)


@dataclass(frozen=True, slots=True)
class Todo:
    """A fact that is to be told, and what became of it so far."""

    delivery: Delivery
    entry: Entry


@dataclass(slots=True)
class Round:
    """What one look into log and rows found, and what came of it."""

    facts: Sequence[Entry]
    retries: Sequence[Delivery]
    newest: int
    """Where the log ended before the look."""

    limit: int
    tried: list[Delivery] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def position(self, before: int) -> int:
        """How far the log is told: facts are begun in their order, so what was tried is its beginning."""
        tried = {delivery.position for delivery in self.tried}
        told = [fact.position for fact in self.facts if fact.position in tried]
        if len(told) == len(self.facts) < self.limit:
            return max(before, self.newest, *told)
        return told[-1] if told else before

    @property
    def is_last(self) -> bool:
        """There was nothing beyond it."""
        return max(len(self.facts), len(self.retries)) < self.limit


class Turn:
    """One webhook in the hands of this replica, until there is nothing to tell or its time is over."""

    def __init__(self, teller: Teller, webhook: Webhook, held: Held) -> None:
        self._of, self._webhook, self._held = teller, webhook, held
        self._progress = held.progress

    async def take(self) -> None:
        """Round after round."""
        while await self._is_wanted():
            found = await self._look()
            await self._tell(found)
            if await self._record(found):
                return
        await self._of.outgoing.record(self._held, (), self._progress, is_done=True)

    async def _is_wanted(self) -> bool:
        """It is as it was when this turn began, and so is whose it is."""
        webhook = self._webhook
        found = await self._of.stores.webhooks.find(webhook.org, webhook.webhook_id)
        if found is None:
            await self._of.outgoing.forget(webhook)
        if found != webhook:
            return False
        if webhook.platform_id is None:
            return True
        platform = await self._of.stores.platforms.find(webhook.org, webhook.platform_id)
        if platform and platform.is_active and Scope.READ_FACTS in platform.scopes:
            return True
        await self._of.disable(webhook, Reason.PLATFORM_REVOKED)
        return False

    async def _look(self) -> Round:
        """While the other side is away one fact at a time finds out whether it is back, a new one if there is one."""
        webhook, progress, at = self._webhook, self._progress, datetime.now(UTC)
        limit = 1 if progress.troubles else PAGE
        newest = (await self._of.log.newest([webhook.org])).get(webhook.org, 0)
        facts = await self._of.log.after(_viewer(webhook), progress.position, limit, webhook.types)
        retries = [] if progress.troubles and facts else await self._of.outgoing.due(progress, at, limit)
        return Round(facts, retries, newest, limit)

    async def _tell(self, found: Round) -> None:
        old = await self._of.log.at(_viewer(self._webhook), [delivery.position for delivery in found.retries])
        gone = [delivery for delivery in found.retries if delivery.position not in old]
        found.tried += [delivery.lost(GONE_FROM_LOG, datetime.now(UTC)) for delivery in gone]
        again = [Todo(delivery, old[delivery.position]) for delivery in found.retries if delivery.position in old]
        waiting = deque([*again, *(Todo(_delivery(self._webhook, fact), fact) for fact in found.facts)])
        async with asyncio.TaskGroup() as workers:
            for _ in range(min(FACTS_AT_ONCE, len(waiting))):
                workers.create_task(self._work(waiting, found))

    async def _work(self, waiting: deque[Todo], found: Round) -> None:
        while waiting and self._may_begin():
            todo = waiting.popleft()
            outcome = await self._of.posting.tell(self._webhook, todo.entry)
            found.outcomes.append(outcome)
            found.tried.append(todo.delivery.after(outcome, self._of.pace.pauses, chance()))
            if outcome.ends_all:
                waiting.clear()

    async def _record(self, found: Round) -> bool:
        """True where the turn is over."""
        at, before = datetime.now(UTC), self._progress
        after = before.after(found.outcomes, self._of.pace.pauses, at, chance())
        after = replace(after, position=found.position(before.position))
        ended = ended_by(self._webhook, after, found.outcomes, at)
        is_done = bool(ended or after.resting_until or found.is_last or not self._may_begin())
        is_held = await self._of.outgoing.record(self._held, found.tried, after, is_done=is_done)
        if ended:
            await self._of.disable(self._webhook, ended)
        self._progress = after
        return is_done or not is_held

    def _may_begin(self) -> bool:
        return not self._of.closing.is_set() and datetime.now(UTC) < self._held.until - self._of.pace.latest_start


def _viewer(webhook: Webhook) -> Viewer:
    """Whoever gets it, it is outside: nothing but what platforms may see is ever read for it."""
    return Viewer(webhook.org, is_platform=True)


def _delivery(webhook: Webhook, fact: Entry) -> Delivery:
    return Delivery(webhook.org, webhook.webhook_id, fact.event_id, fact.type, fact.position)

"""One delivery that this replica holds: still wanted, made into a parcel, handed over, written down."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from prometheus_client import Counter

from libs.common import tracing
from libs.common.contracts.notifications import NotificationFailed
from libs.common.errors import Conflict, Retryable
from libs.common.unit import Unit, Units
from services.notifications.domain.attention import Attention
from services.notifications.domain.deliveries import Delivery, State, dropped, failed, put_off, sent
from services.notifications.domain.farewells import TEMPLATE as FAREWELL
from services.notifications.domain.people import Person
from services.notifications.domain.restraint import EXPIRED, LEFT, why_kept
from services.notifications.ports import NotNow, Undeliverable, Unreachable
from services.notifications.store import Store
from services.notifications.use_cases.facts import sent_fact
from services.notifications.use_cases.seeing import Unsaid
from services.notifications.use_cases.situations import situation_of
from services.notifications.use_cases.ways import Way

RECORD_AGAIN_S = 0.5
BUG = "failed-here"

OUTCOMES = Counter("bothways_deliveries_total", "Tries to deliver, by what became of them.", ["channel", "outcome"])
log = structlog.get_logger(__name__)


def chance() -> float:
    """Spreads what would otherwise happen all at once."""
    return random.random()  # noqa: S311 - nobody gains by guessing it


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends one delivery after the other by one channel, several at once."""

    store: Store
    way: Way[Any]
    units: Units
    commit: Callable[[Unit], Awaitable[None]]

    async def __call__(self, delivery: Delivery) -> None:
        """Bring a held delivery to its next state; Unreachable leaves it as it was."""
        with tracing.consuming(delivery.channel, delivery.trace, {"bothways.template": delivery.template}):
            after = await self._attempted(delivery)
            OUTCOMES.labels(delivery.channel, after.state).inc()
            await self._record(after)

    async def _attempted(self, delivery: Delivery) -> Delivery:
        try:
            reader = await self._reader(delivery)
            await self._hand_over(delivery, reader)
        except Unsaid as better:
            return dropped(delivery, better.code)
        except Undeliverable as refused:
            return failed(delivery, refused.code)
        except NotNow as refused:
            reached = replace(delivery, reached=refused.reached or delivery.reached)
            return self._later(reached, refused.code, refused.retry_after)
        except Unreachable:
            raise
        except Exception:
            # Most likely a template; the next deploy may mend it before the pauses run out.
            log.exception("delivery_not_made", delivery_id=delivery.delivery_id, template=delivery.template)
            return self._later(delivery, BUG)
        return sent(delivery, self.units.clock.now())

    async def _hand_over(self, delivery: Delivery, reader: Person) -> None:
        """An address that will take nothing is switched off before that is recorded: in between nothing is lost."""
        try:
            await self.way.hand_over(delivery, reader)
        except Undeliverable as refused:
            if refused.is_final_for_address:
                try:
                    await self.way.switch_off(delivery, reader)
                except Retryable as error:
                    raise Unreachable(error.code) from error
            raise

    async def _reader(self, delivery: Delivery) -> Person:
        """Whom it is for; Unsaid where something has made it needless since it was decided."""
        org, now = delivery.org, self.units.clock.now()
        people = await self.store.people.find_all(org, {delivery.person_id} | delivery.about.people)
        # Who is being erased is nobody's record any more: their last mail has what it needs sealed.
        is_last = delivery.template == FAREWELL
        reader = Person(org, delivery.person_id) if is_last else people.get(delivery.person_id)
        if reader is None or reader.has_left:
            raise Unsaid(LEFT)
        if delivery.expires_at and now >= delivery.expires_at:
            raise Unsaid(EXPIRED)
        # An invitation is in no plan: who makes its mail knows whether it is still wanted.
        notice = await self.store.notices.find(org, delivery.notice_id)
        if notice:
            situation = await situation_of(self.store, notice, people, Attention(org, reader.person_id))
            code = why_kept(notice, delivery.channel, situation, now)
            if code:
                raise Unsaid(code)
        return reader

    def _later(self, delivery: Delivery, code: str, at_least: timedelta | None = None) -> Delivery:
        attempts = delivery.attempts + 1
        log.info("delivery_put_off", delivery_id=delivery.delivery_id, code=code, attempts=attempts)
        pause = max(self.way.pauses.after(attempts, chance()), at_least or timedelta(0))
        return put_off(delivery, code, datetime.now(UTC) + pause, self.way.pauses)

    async def _record(self, delivery: Delivery) -> None:
        """Until it is durable: what was sent and is not recorded would be sent again."""
        while True:
            try:
                await self.commit(self._outcome(delivery))
            except Retryable:
                await asyncio.sleep(RECORD_AGAIN_S)
                continue
            except Conflict:
                log.warning("delivery_taken_over", delivery_id=delivery.delivery_id, state=delivery.state)
            return

    def _outcome(self, delivery: Delivery) -> Unit:
        # What a member asked for has no fact before it.
        cause_id = delivery.facts[-1] if delivery.facts else None
        unit = self.units.start(delivery.org, correlation_id=delivery.correlation_id, cause_id=cause_id)
        unit.write(self.store.deliveries.save(delivery))
        fact = sent_fact(delivery)
        if delivery.state is State.SENT:
            unit.publish(fact, delivery.delivery_id)
        elif delivery.state is State.FAILED:
            code = delivery.code or BUG
            unit.publish(NotificationFailed(**fact.model_dump(), code=code), delivery.delivery_id)
            log.warning("delivery_failed", delivery_id=delivery.delivery_id, channel=delivery.channel, code=code)
        return unit

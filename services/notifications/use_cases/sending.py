"""One mail that this replica holds: still wanted, put into words, handed over, written down."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog
from prometheus_client import Counter

from libs.common import tracing
from libs.common.contracts.notifications import NotificationFailed
from libs.common.errors import Conflict, Retryable
from libs.common.unit import Unit, Units
from services.notifications.domain.deliveries import Delivery, State, dropped, failed, put_off, sent
from services.notifications.domain.invitations import TEMPLATE as INVITATION
from services.notifications.domain.people import Person
from services.notifications.domain.restraint import LEFT
from services.notifications.ports import Mail, Mails, NotNow, Undeliverable, Unreachable
from services.notifications.store import Store
from services.notifications.use_cases.facts import sent_fact
from services.notifications.use_cases.posting import Posting
from services.notifications.use_cases.seeing import OUT_OF_SIGHT, still_said
from services.notifications.words import Writer

RECORD_AGAIN_S = 0.5
BUG = "failed-here"

MAILS = Counter("bothways_mails_total", "Tries to send a mail, by what became of it.", ["outcome"])
log = structlog.get_logger(__name__)


def chance() -> float:
    """Spreads what would otherwise happen all at once."""
    return random.random()  # noqa: S311 - nobody gains by guessing it


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends one mail after the other, several at once."""

    store: Store
    writer: Writer
    posting: Posting
    mails: Mails
    units: Units
    commit: Callable[[Unit], Awaitable[None]]

    async def __call__(self, delivery: Delivery) -> None:
        """Bring a held mail to its next state; Unreachable leaves it as it was."""
        with tracing.consuming("mail", delivery.trace, {"bothways.template": delivery.template}):
            after = await self._attempted(delivery)
            MAILS.labels(after.state).inc()
            await self._record(after)

    async def _attempted(self, delivery: Delivery) -> Delivery:
        reader = await self.store.people.find(delivery.org, delivery.person_id)
        if reader is None or reader.has_left:
            return dropped(delivery, LEFT)
        try:
            mail = await self._made(delivery, reader)
            if isinstance(mail, str):
                return dropped(delivery, mail)
            await self.mails.send(mail)
        except Undeliverable as refused:
            return failed(delivery, refused.code)
        except NotNow as refused:
            return _later(delivery, refused.code)
        except Unreachable:
            raise
        except Exception:
            # Most likely a template; the next deploy may mend it before the pauses run out.
            log.exception("mail_not_made", delivery_id=delivery.delivery_id, template=delivery.template)
            return _later(delivery, BUG)
        return sent(delivery, self.units.clock.now())

    async def _made(self, delivery: Delivery, person: Person) -> Mail | str:
        """To the person, or in their name to somebody who is not here; or why it is better not sent."""
        if delivery.template == INVITATION:
            return await self.posting.mail(delivery, person)
        people = await self.store.people.find_all(delivery.org, delivery.about.people)
        about = await still_said(self.store, delivery.org, delivery, people)
        return self.writer.mail(replace(delivery, about=about), person, people) if about else OUT_OF_SIGHT

    async def _record(self, delivery: Delivery) -> None:
        """Until it is durable: what was sent and is not recorded would be sent again."""
        while True:
            try:
                await self.commit(self._outcome(delivery))
            except Retryable:
                await asyncio.sleep(RECORD_AGAIN_S)
                continue
            except Conflict:
                log.warning("mail_taken_over", delivery_id=delivery.delivery_id, state=delivery.state)
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
            log.warning("mail_failed", delivery_id=delivery.delivery_id, code=code)
        return unit


def _later(delivery: Delivery, code: str) -> Delivery:
    log.info("mail_put_off", delivery_id=delivery.delivery_id, code=code, attempts=delivery.attempts + 1)
    return put_off(delivery, code, datetime.now(UTC), chance())

"""From facts to delivery rows: what the plan says, written down once per person, cause and channel."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from libs.common import tracing
from libs.common.contracts import AnyEvent, Contract, Event
from libs.common.contracts.notifications import NotificationSent
from libs.common.contracts.recognitions import RecognitionChanged, RecognitionReminded
from libs.common.contracts.requests import RequestFact
from libs.common.unit import Unit, Units
from services.notifications.domain import moments
from services.notifications.domain.deliveries import Cause, Delivery, State, deliveries_of, dropped
from services.notifications.domain.plan import Moment, messages
from services.notifications.domain.requests import Request, advanced
from services.notifications.store import Store
from services.notifications.use_cases.seeing import OUT_OF_SIGHT, still_said

D = TypeVar("D", bound=Contract)
R = TypeVar("R", bound=RequestFact)

LEFT = "person-left"
OVERTAKEN = "overtaken"


class Telling:
    """Writes deliveries into units."""

    def __init__(self, store: Store, units: Units, mail_domain: str) -> None:
        self.store, self.units, self._mail_domain = store, units, mail_domain

    def of(self, moment_of: Callable[[D], Moment | None]) -> Callable[[Event[D]], Awaitable[Unit]]:
        """The use case that tells of a fact."""

        async def tell(event: Event[D]) -> Unit:
            unit = self.units.after(event)
            await self.fill(unit, moment_of(event.data), cause_of(event))
            return unit

        return tell

    def of_request(self, moment_of: Callable[[R], Moment | None]) -> Callable[[Event[R]], Awaitable[Unit]]:
        """The same for a state of a request: one that a newer state has overtaken is not said any more."""

        async def tell(event: Event[R]) -> Unit:
            unit = self.units.after(event)
            sequence, request_id = event.sequence or 0, event.data.request_id
            known = await self.store.requests.find(event.org, request_id) or Request(event.org, request_id)
            newer = advanced(known, sequence)
            if newer != known:
                unit.write(self.store.requests.save(newer))
            silence = OVERTAKEN if known.overtakes(sequence) else None
            await self.fill(unit, moment_of(event.data), cause_of(event), silence)
            return unit

        return tell

    async def recognition(self, event: Event[RecognitionChanged] | Event[RecognitionReminded]) -> Unit:
        """A recognition as it stands; what a newer state has overtaken is not said any more."""
        unit, sequence = self.units.after(event), event.sequence or 0
        key = f"recognition/{event.data.recognition_id}"
        known = await self.store.requests.find(event.org, key) or Request(event.org, key)
        newer = advanced(known, sequence)
        if newer != known:
            unit.write(self.store.requests.save(newer))
        if isinstance(event.data, RecognitionReminded):
            moment: Moment | None = moments.recognition_reminded(event.data)
        else:
            moment = moments.recognition_changed(event.data, sequence, event.actorid)
        await self.fill(unit, moment, cause_of(event), OVERTAKEN if known.overtakes(sequence) else None)
        return unit

    async def fill(self, unit: Unit, moment: Moment | None, cause: Cause, silence: str | None = None) -> None:
        """The rows of a moment; with `silence` they say only why nothing was said."""
        if moment is None:
            return
        told = list(messages(moment))
        people = await self.store.people.get_all(
            unit.org, {message.person_id for message in told} | (moment.about.people if told else frozenset())
        )
        left_to_say = await asyncio.gather(*(still_said(self.store, unit.org, one, people) for one in told))
        rows: list[Delivery] = []
        for message, about in zip(told, left_to_say, strict=True):
            why_not = LEFT if people[message.person_id].has_left else silence or (None if about else OUT_OF_SIGHT)
            said = replace(message, about=about) if about else message
            made = deliveries_of(said, cause, unit.org, unit.now, self._mail_domain)
            rows += [dropped(row, why_not) for row in made] if why_not else made
        known = await self.store.deliveries.known(unit.org, [row.delivery_id for row in rows])
        for row in rows:
            if row.delivery_id not in known:
                self._write(unit, row)

    def _write(self, unit: Unit, delivery: Delivery) -> None:
        unit.write(self.store.deliveries.save(delivery))
        if delivery.state is State.SENT:
            unit.publish(sent_fact(delivery), delivery.delivery_id)


def cause_of(event: AnyEvent) -> Cause:
    """A fact as the cause of what is said about it."""
    return Cause(event.id, event.key, (event.id,), event.correlationid, tracing.outgoing_headers())


def sent_fact(delivery: Delivery) -> NotificationSent:
    """That it left the house."""
    return NotificationSent(
        delivery_id=delivery.delivery_id,
        person_id=delivery.person_id,
        channel=delivery.channel,
        template=delivery.template,
        cause_id=delivery.cause_id,
    )

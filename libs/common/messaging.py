"""Deliveries in: one FastStream subscriber a service, one handler for every type of event it is bound to."""

from collections.abc import Awaitable, Callable
from typing import Any

from aio_pika import IncomingMessage
from faststream import AckPolicy, ContextRepo
from faststream.message import StreamMessage
from faststream.rabbit import Channel, QueueType, RabbitBroker, RabbitQueue
from pydantic import ValidationError

from libs.common import topology
from libs.common.contracts import AnyEvent, Event, Service, envelope_of, parse
from libs.common.deliveries import Deliveries, Delivery
from libs.common.errors import Permanent
from libs.common.handling import D, Handling
from libs.common.unit import Unit


async def decode(message: StreamMessage[IncomingMessage]) -> AnyEvent:
    """The typed event in a message; what cannot be read is permanent."""
    try:
        return parse(message.body)
    except ValidationError as error:
        raise Permanent("invalid-event", describe(error)) from None
    except ValueError as error:
        raise Permanent("unreadable", str(error)) from None


def describe(error: ValidationError) -> str:
    """Where and what is wrong, without the rejected input."""
    return "; ".join(
        f"/{'/'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors(include_input=False)
    )[:1000]


def queue_of(name: str) -> RabbitQueue:
    """A queue that the topology has declared; services never do."""
    return RabbitQueue(name, queue_type=QueueType.QUORUM, durable=True, declare=False)


def broker_for(url: str, prefetch: int, drain_timeout_s: float) -> RabbitBroker:
    """The broker client of a service, for consuming."""
    return RabbitBroker(
        url,
        default_channel=Channel(prefetch_count=prefetch),
        apply_types=False,  # the decoder has made the typed event; nothing else is injected
        serializer=None,  # and no model is made for each handler, a tenth of a second for the gateway's
        decoder=decode,
        ack_policy=AckPolicy.REJECT_ON_ERROR,
        graceful_timeout=drain_timeout_s,
        timeout=5,
        reconnect_interval=1,
        logger=None,
    )


class Subscriptions:
    """What a service handles, one line per event type; checked against the topology."""

    def __init__(self, broker: RabbitBroker, service: Service, handling: Handling, deliveries: Deliveries) -> None:
        self._service, self._handling = service, handling
        self._missing = set(topology.SUBSCRIPTIONS[service])
        queue = topology.events_queue(service)
        self._subscriber = broker.subscriber(queue_of(queue), title=queue)
        add_delivery(broker, deliveries)

    def on(self, contract: type[D], use_case: Callable[[Event[D]], Awaitable[Unit]]) -> None:
        """Handle `contract` with `use_case`."""
        self._missing.remove(contract)
        handling = self._handling

        async def handle(event: AnyEvent) -> None:
            if not isinstance(event.data, contract):
                raise Permanent("type-mismatch", f"{event.type[:100]} came as {contract.type}")
            await handling(event, use_case)  # type: ignore[arg-type]

        handle.__name__ = f"on_{contract.event}"
        handle.__doc__ = contract.__doc__
        handle.__annotations__["event"] = envelope_of(contract)
        self._subscriber(handle, filter=_is_a(contract.type))

    def complete(self) -> None:
        """Every bound event has its handler."""
        if self._missing:
            raise AssertionError(f"{self._service} is bound to but does not handle {self._missing}")


def add_delivery(broker: RabbitBroker, deliveries: Deliveries) -> None:
    """Put the delivery middleware around every subscriber of a broker."""

    def make(message: Any, /, *, context: ContextRepo) -> Delivery:
        queue = context.get_local("handler_").queue.name
        return Delivery(message, context=context, deliveries=deliveries, queue=queue)

    broker.add_middleware(make)


def _is_a(event_type: str) -> Callable[[StreamMessage[IncomingMessage]], Awaitable[bool]]:
    # A coroutine, because FastStream sends a plain function to a thread, for every type until one fits.
    async def is_a(message: StreamMessage[IncomingMessage]) -> bool:
        return message.raw_message.type == event_type

    return is_a

"""Deliveries of platforms in: who sent it is what the broker says, and what is rejected is a readable dead letter."""

from collections.abc import Mapping
from typing import Any

from aio_pika import IncomingMessage
from faststream.message import StreamMessage
from opentelemetry.trace import SpanKind
from pymongo.errors import PyMongoError

from libs.common import topology, tracing
from libs.common.deliveries import ORIGIN, stamp_of
from libs.common.errors import NotYet, Permanent, Retryable, Unavailable
from services.gateway.domain.platforms import Platform
from services.gateway.envelope import Incoming
from services.gateway.store import Stores
from services.gateway.use_cases.ingest import Ingest, Rejected

OWN_EXCHANGE = topology.inbound_exchange("")
ON_THE_WAY_BACK = ("x-bothways-", "x-death", "x-first-death-", "x-last-death-")
"""Headers that a message bears when it comes from a delay queue; an outsider's own ones never get here as such."""


async def as_it_is(message: StreamMessage[IncomingMessage]) -> IncomingMessage:
    """No decoding: what an outsider sent is read by the door, which can say what is wrong with it."""
    return message.raw_message


class Inbound:
    """Hands each delivery of `gateway.inbound` to the door."""

    def __init__(self, stores: Stores, ingest: Ingest) -> None:
        self._platforms, self._ingest = stores.platforms, ingest

    async def take(self, message: IncomingMessage) -> None:
        """Taken, or: Retryable where it is worth another try, Permanent with the reason where it is not."""
        platform = await self._platform(message)
        incoming = Incoming(message.body, message.content_type, _own_headers(message), is_amqp=True)
        with tracing.entering("inbound", message.headers, SpanKind.CONSUMER):
            outcome = await self._ingest.accept(incoming, platform)
        if isinstance(outcome, Rejected):
            raise _as_error(outcome)

    async def _platform(self, message: IncomingMessage) -> Platform:
        exchange = stamp_of(message).get(ORIGIN, "")
        platform_id = exchange.removeprefix(OWN_EXCHANGE) if exchange.startswith(OWN_EXCHANGE) else ""
        try:
            platform = await self._platforms.find_by_id(platform_id) if platform_id else None
        except PyMongoError as error:
            raise Unavailable("database-unavailable", type(error).__name__) from error
        if platform is None:
            raise Permanent("unknown-platform", exchange)
        return platform


def _as_error(rejected: Rejected) -> Exception:
    if rejected.retry_after_s is not None:
        return NotYet(rejected.code, rejected.detail, rejected.retry_after_s)
    if rejected.is_early:
        return Retryable(rejected.code, rejected.detail)
    return Permanent(rejected.code, rejected.detail)


def _own_headers(message: IncomingMessage) -> Mapping[str, Any]:
    """The sender's headers, without those of the way back from a delay queue."""
    if message.exchange != topology.DEFAULT:
        return message.headers
    return {name: value for name, value in message.headers.items() if not name.startswith(ON_THE_WAY_BACK)}

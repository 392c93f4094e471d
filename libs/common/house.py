"""What a service's `app` builds itself from, and what it adds."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from faststream.rabbit import RabbitBroker
from pymongo import IndexModel

from libs.common.asks import Answers
from libs.common.clock import Clock, SteppedClock, SystemClock
from libs.common.committer import Committer
from libs.common.contracts import Service
from libs.common.crypto import Box
from libs.common.dead_letters import DeadLetters
from libs.common.deliveries import Deliveries, RetryPolicy
from libs.common.erasing import Tombstones
from libs.common.handling import Handling
from libs.common.health import Ready
from libs.common.heartbeat import Heartbeats
from libs.common.messaging import Subscriptions, broker_for
from libs.common.mongo import Client, Database, connect, database_of
from libs.common.outbox import Relay
from libs.common.publisher import Publisher
from libs.common.settings import CommonSettings
from libs.common.timers import TimerUseCase
from libs.common.unit import Units


@dataclass(slots=True)
class House:
    """What a service's `app` builds itself from."""

    service: Service
    settings: CommonSettings
    client: Client
    database: Database
    clock: Clock
    units: Units
    committer: Committer
    handling: Handling
    deliveries: Deliveries
    broker: RabbitBroker
    publisher: Publisher
    relay: Relay
    box: Box
    tombstones: Tombstones
    dead_letters: DeadLetters
    answers: Answers
    subscriptions: Subscriptions | None = None
    heartbeats: Heartbeats = field(init=False)
    ready: Ready = field(init=False)
    """What `/readyz` says, for a service that serves it itself."""

    @property
    def events(self) -> Subscriptions:
        """Subscribe to the house's events; made on first use."""
        if self.subscriptions is None:
            self.subscriptions = Subscriptions(self.broker, self.service, self.handling, self.deliveries)
        return self.subscriptions


@dataclass(frozen=True, slots=True)
class Parts:
    """What a service adds to the house."""

    indexes: Mapping[str, Sequence[IndexModel]] = field(default_factory=dict)
    check: Callable[[], Awaitable[None]] | None = None
    """Asked once the database is there, before anything is served; CannotStart ends the service."""

    timers: Mapping[str, TimerUseCase] = field(default_factory=dict)
    tasks: Sequence[Callable[[], Coroutine[Any, Any, None]]] = ()
    """Work in the background until the process ends."""

    web: Any = None
    """An ASGI application of its own; without one the process serves its health alone."""

    web_address: tuple[str, int] | None = None
    stopping: Sequence[Callable[[], None]] = ()
    """Called first when the process is to end: what would stay open for ever closes by itself."""

    is_idle: Callable[[], bool] = lambda: True
    is_ready: Callable[[], Awaitable[dict[str, bool]]] | None = None
    closing: Sequence[Callable[[], Awaitable[None]]] = ()


Build = Callable[[House], Awaitable[Parts]]


def furnish(service: Service, settings: CommonSettings) -> House:
    """Everything a service stands on; nothing of it is connected yet."""
    amqp_url = with_heartbeat(str(settings.amqp_url))
    client = connect(str(settings.mongo_url), service)
    database = database_of(client, settings.database)
    clock: Clock = SteppedClock(database) if settings.time_may_be_stepped else SystemClock()
    publisher = Publisher(amqp_url, f"{service} publisher")
    relay = Relay(database, publisher)
    committer = Committer(client, database, relay, largest_group=max(1, settings.prefetch // 2))
    units = Units(service, clock)
    box = Box(settings.ask_key)
    tombstones = Tombstones(database, box)
    return House(
        service=service,
        settings=settings,
        client=client,
        database=database,
        clock=clock,
        units=units,
        committer=committer,
        handling=Handling(units, committer),
        deliveries=Deliveries(service, publisher, RetryPolicy(settings.retry_delays)),
        broker=broker_for(amqp_url, settings.prefetch, settings.drain_timeout.total_seconds()),
        publisher=publisher,
        relay=relay,
        box=box,
        tombstones=tombstones,
        dead_letters=DeadLetters(service, database, box, tombstones),
        answers=Answers(service, box),
    )


def with_heartbeat(url: str) -> str:
    """A stuck connection is noticed after (heartbeat + 1) * 3 seconds; the default of 60 means three minutes."""
    return f"{url}{'&' if '?' in url else '?'}heartbeat=10"

"""Platforms as they are: programs with a restricted RabbitMQ user of their own, sending what they like."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aio_pika
from aio_pika.abc import AbstractConnection

from deploy.ops.broker import Broker
from libs.common import topology
from libs.common.contracts import Service
from libs.common.dead_letters import DeadLetter
from libs.common.house import House
from libs.common.ids import new_id
from libs.common.settings import CommonSettings
from services.gateway.core import Core
from services.gateway.domain.access import Doer, Scope
from services.gateway.domain.platforms import Platform
from services.gateway.envelope import STRUCTURED
from tests.component.gateway.building import Built
from tests.support.running import Bench, eventually
from tests.support.stack import TestStack

SOURCE = "https://hr.example.org"
OPERATOR = Doer("operator")
EVERY_SCOPE = tuple(Scope)


def cloud_event(kind: str, data: Mapping[str, Any], **attributes: Any) -> dict[str, Any]:
    """A CloudEvent as an outsider words it; an attribute that is None is left out."""
    event = {
        "specversion": "1.0",
        "id": new_id(),
        "source": SOURCE,
        "type": f"bothways.{kind}.v1",
        "org": "acme",
        "data": data,
    } | attributes
    return {name: value for name, value in event.items() if value is not None}


def joined(person_id: str, **fields: Any) -> dict[str, Any]:
    """Somebody is here."""
    person = {"person_id": person_id, "name": person_id.title(), "email": f"{person_id}@example.org"}
    return cloud_event("PersonJoined", person | fields)


def wanted(mentee_id: str, mentor_id: str | None = None, **fields: Any) -> dict[str, Any]:
    """Somebody wants to learn."""
    named = {"mentor_id": mentor_id} if mentor_id else {}
    request = {"request_id": new_id("req"), "mentee_id": mentee_id, "topics": ["Python"]}
    return cloud_event("MentorRequested", request | named | fields)


@dataclass(slots=True)
class Outsider:
    """A platform with its connection."""

    platform: Platform
    api_key: str
    amqp_url: str
    connection: AbstractConnection

    async def send(
        self, event: Mapping[str, Any] | bytes, *, content_type: str | None = STRUCTURED, **properties: Any
    ) -> str:
        """To its own exchange; the broker confirms it. The id of the message."""
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        message_id = new_id()
        message = aio_pika.Message(
            body,
            content_type=content_type,
            message_id=message_id,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            **properties,
        )
        async with self.connection.channel(on_return_raises=True) as channel:
            exchange = await channel.get_exchange(topology.inbound_exchange(self.platform.platform_id), ensure=False)
            await exchange.publish(message, routing_key="anything")
        return message_id


@dataclass(slots=True)
class Door:
    """A running gateway, and what its outsiders see and cause."""

    bench: Bench
    stack: TestStack
    house: House
    core: Core

    @asynccontextmanager
    async def outsider(self, platform_id: str = "acme-hr", **fields: Any) -> AsyncIterator[Outsider]:
        """A registered platform, connected."""
        described = {"platform_id": platform_id, "org": "acme", "name": platform_id, "scopes": EVERY_SCOPE}
        platform, key = await self.core.platforms.register(Platform(**(described | fields)), OPERATOR)
        broker = Broker(self.bench.amqp_url, self.stack.management_url)
        url = await broker.open_platform(platform_id)
        connection = await aio_pika.connect(url)
        try:
            async with connection:
                yield Outsider(platform, key, url, connection)
        finally:
            broker.close_platform(platform_id)

    async def until_here(self, *person_ids: str) -> None:
        """Until their records stand."""

        async def all_here() -> bool:
            return all([await self.core.people.find("acme", person_id) for person_id in person_ids])

        await eventually(all_here, what=f"records of {person_ids}")

    async def dead_letters(self, count: int) -> list[DeadLetter]:
        """At least so many."""

        async def enough() -> list[DeadLetter]:
            found = await self.house.dead_letters.list_()
            return found if len(found) >= count else []

        letters: list[DeadLetter] = await eventually(enough, what=f"{count} dead letters")
        return letters


@asynccontextmanager
async def open_door(bench: Bench, stack: TestStack, **settings: Any) -> AsyncIterator[Door]:
    """The gateway, without its web side."""
    built, values = Built(), bench.settings_values(Service.GATEWAY) | settings
    async with bench.running(Service.GATEWAY, built, CommonSettings(**values)) as house:
        yield Door(bench, stack, house, built.core)

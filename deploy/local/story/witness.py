"""Hears every event of the house and prints it with its service and its cause."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import aio_pika
from aio_pika.abc import AbstractIncomingMessage
from rich.console import Console
from rich.text import Text

EVENTS = "bothways.events"
PATIENCE_S = 60.0
"""For each step of a story; twice as long as a service is waited for that was asked with `Prefer: wait=30`."""

COLOURS = {"gateway": "cyan", "matching": "magenta", "journal": "green", "notifications": "yellow"}
HeardEvent = dict[str, Any]


class Missing(Exception):
    """A step of the story did not happen."""


class Witness:
    """What happened, in order; waits for what is to happen."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.events: list[HeardEvent] = []
        self._news = asyncio.Event()

    async def hear(self, message: AbstractIncomingMessage) -> None:
        """Keep and print one."""
        event = json.loads(message.body)
        self.events.append(event)
        self._print(event)
        self._news.set()

    async def expect(
        self, kind: str, fits: Callable[[HeardEvent], bool], *, within_s: float = PATIENCE_S
    ) -> HeardEvent:
        """The first event of this kind that fits; Missing when it does not come in time."""
        try:
            async with asyncio.timeout(within_s):
                while True:
                    found = next((one for one in self.events if _name(one) == kind and fits(one)), None)
                    if found:
                        return found
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise Missing(f"{kind} did not happen within {within_s:g} s") from None

    def _print(self, event: HeardEvent) -> None:
        service = str(event["source"]).rpartition("/")[2]
        line = Text("    ")
        line.append(datetime.fromisoformat(event["time"]).strftime("%Y-%m-%d %H:%M:%S "), style="dim")
        line.append(f"{service:<14}", style=COLOURS.get(service, "white"))
        line.append(f"{_name(event):<20}", style="bold")
        line.append(f" {event['subject'][:22]:<22}", style="dim")
        line.append(f" {self._cause(event)}", style="dim")
        self.console.print(line, soft_wrap=True)

    def _cause(self, event: HeardEvent) -> str:
        """The event that caused it, else who did it."""
        cause = next((one for one in self.events if one["id"] == event.get("causationid")), None)
        if cause:
            return f"because of {_name(cause)} {cause['subject'][:12]}"
        return f"by {event['actorid'][:24]}" if event.get("actorid") else "begins a story"


def _name(event: HeardEvent) -> str:
    return str(event["type"]).split(".")[1]


@asynccontextmanager
async def witness(amqp_url: str, console: Console) -> AsyncIterator[Witness]:
    """A witness with a queue of its own, which goes with it."""
    connection = await aio_pika.connect(amqp_url, timeout=PATIENCE_S)
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind(EVENTS, "#")
        made = Witness(console)
        await queue.consume(made.hear, no_ack=True)
        yield made

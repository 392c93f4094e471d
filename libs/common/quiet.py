"""Knowing that nothing is under way anywhere: no message, unit, ask, due timer or outbox row."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from libs.common.contracts import Service
from libs.common.heartbeat import Heartbeat, Heartbeats

PAUSE_S = 0.15
"""Between two looks while something is under way."""

ON_THE_WAY_S = 0.05
"""Longer than a message is on its way between the broker and a handler."""


class NeverQuiet(Exception):
    """Work went on for longer than somebody was ready to wait."""


class Quiet:
    """Asks every process and every queue, until all say that there is nothing and stay so."""

    def __init__(self, heartbeats: Heartbeats, waiting_messages: Callable[[], Awaitable[int]]) -> None:
        self._heartbeats, self._waiting_messages = heartbeats, waiting_messages

    async def until_quiet(self, patience_s: float = 60) -> Sequence[Heartbeat]:
        """Wait until outboxes, queues and due timers are empty and stay so; the last roll call. NeverQuiet."""
        try:
            async with asyncio.timeout(patience_s):
                while True:
                    beats = await self._heartbeats.roll_call()
                    if _is_quiet(beats) and await self._waiting_messages() == 0:
                        # A message between broker and handler shows in neither number: who got it has more to say now.
                        await asyncio.sleep(ON_THE_WAY_S)
                        again = await self._heartbeats.roll_call()
                        if _is_quiet(again) and _handled(again) == _handled(beats):
                            return again
                    await asyncio.sleep(PAUSE_S)
        except TimeoutError:
            raise NeverQuiet from None


def _handled(beats: Sequence[Heartbeat]) -> list[tuple[str, int]]:
    return [(beat.instance, beat.handled) for beat in beats]


def _is_quiet(beats: Sequence[Heartbeat]) -> bool:
    everybody = {beat.service for beat in beats} == set(Service)
    return everybody and all(beat.idle and not beat.outbox_rows and not beat.timers_due for beat in beats)

"""Steps business time where it may be stepped: only when nothing is under way anywhere."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from libs.common.clock import SteppedClock
from libs.common.contracts import Service
from libs.common.heartbeat import Heartbeat, Heartbeats

PAUSE_S = 0.15


class NeverQuiet(Exception):
    """Work went on for longer than the conductor was ready to wait."""


class Conductor:
    """Waits until the whole house is quiet, then moves the clock."""

    def __init__(
        self, clock: SteppedClock, heartbeats: Heartbeats, waiting_messages: Callable[[], Awaitable[int]]
    ) -> None:
        self._clock, self._heartbeats, self._waiting_messages = clock, heartbeats, waiting_messages

    async def advance(self, amount: timedelta, *, grain: timedelta = timedelta(0), patience_s: float = 60) -> datetime:
        """Move by `amount`, stopping at every timer on the way so that each fires at its own time.

        With a `grain`, a stop comes that much after the first timer that it is for, and serves all that fall due until
        then: each is late by no more, and thousands of them need few stops.
        """
        target = self._clock.now() + amount
        while (now := self._clock.now()) < target:
            beats = await self.until_quiet(patience_s)
            due = [beat.next_timer_at for beat in beats if beat.next_timer_at and beat.next_timer_at > now]
            await self._step(min([target, *(at + grain for at in due)]) - now)
        await self.until_quiet(patience_s)
        return self._clock.now()

    async def until_quiet(self, patience_s: float = 60) -> Sequence[Heartbeat]:
        """Wait until outboxes, queues and due timers are empty and stay so; the last roll call."""
        before: Sequence[tuple[str, int]] = []
        try:
            async with asyncio.timeout(patience_s):
                while True:
                    beats = await self._heartbeats.roll_call()
                    counts = [(beat.instance, beat.handled) for beat in beats]
                    quiet = _is_quiet(beats) and await self._waiting_messages() == 0
                    # Twice the same: a message between broker and handler shows in neither of one look's numbers.
                    if quiet and counts == before:
                        return beats
                    before = counts if quiet else []
                    await asyncio.sleep(PAUSE_S)
        except TimeoutError:
            raise NeverQuiet from None

    async def _step(self, amount: timedelta) -> None:
        if amount <= timedelta(0):
            return
        await self._clock.step_to_offset(self._clock.offset + amount)
        offset = self._clock.offset.total_seconds()
        while True:
            if all(beat.clock_offset_s >= offset for beat in await self._heartbeats.roll_call()):
                return
            await asyncio.sleep(PAUSE_S)


def _is_quiet(beats: Sequence[Heartbeat]) -> bool:
    everybody = {beat.service for beat in beats} == set(Service)
    return everybody and all(beat.idle and not beat.outbox_rows and not beat.timers_due for beat in beats)

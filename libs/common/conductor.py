"""Steps business time where it may be stepped: only when nothing is under way anywhere."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from libs.common.clock import SteppedClock
from libs.common.heartbeat import Heartbeats
from libs.common.quiet import PAUSE_S, Quiet


class Conductor(Quiet):
    """Waits until the whole house is quiet, then moves the clock."""

    def __init__(
        self, clock: SteppedClock, heartbeats: Heartbeats, waiting_messages: Callable[[], Awaitable[int]]
    ) -> None:
        super().__init__(heartbeats, waiting_messages)
        self._clock = clock

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

    async def _step(self, amount: timedelta) -> None:
        if amount <= timedelta(0):
            return
        await self._clock.step_to_offset(self._clock.offset + amount)
        offset = self._clock.offset.total_seconds()
        while True:
            if all(beat.clock_offset_s >= offset for beat in await self._heartbeats.roll_call()):
                return
            await asyncio.sleep(PAUSE_S)

"""Business time. Machine time (leases, retries, tokens, timeouts) never comes from here."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from libs.common.mongo import Database

COLLECTION = "clock"


def _machine_time() -> datetime:
    """Whole milliseconds: what MongoDB keeps, so that a time reads back as it was written."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class Clock(Protocol):
    """What domain-facing code sees of time."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class SystemClock:
    """Business time is the machine's time: the only clock of production."""

    def now(self) -> datetime:
        """The machine's time, aware UTC."""
        return _machine_time()


class SteppedClock:
    """Business time differs from the machine's by an offset that only grows and survives restarts.

    For `local` and `test` only. The offset reaches every replica with the heartbeats.
    """

    def __init__(self, database: Database) -> None:
        self._offsets = database[COLLECTION]
        self._offset = timedelta(0)

    @property
    def offset(self) -> timedelta:
        """How far business time is ahead; below zero where it began in the past."""
        return self._offset

    def now(self) -> datetime:
        """The machine's time plus the offset, aware UTC."""
        return _machine_time() + self._offset

    async def load(self) -> None:
        """Take up the offset of the last run."""
        row = await self._offsets.find_one({"_id": "offset"})
        if row:
            self._offset = timedelta(seconds=row["seconds"])

    async def step_to_offset(self, offset: timedelta) -> None:
        """Move forward to `offset`; a smaller one changes nothing."""
        if offset <= self._offset:
            return
        await self._offsets.update_one({"_id": "offset"}, {"$max": {"seconds": offset.total_seconds()}}, upsert=True)
        self._offset = max(self._offset, offset)

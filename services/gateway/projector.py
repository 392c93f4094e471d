"""Writes every fact into log, views and feed: many at a time, each at its own position, in one transaction."""

from libs.common.contracts import AnyEvent
from libs.common.mongo import Client, Database


class Projector:
    """`append(event)` returns when the event is in the log, by this call or by an earlier one."""

    def __init__(self, client: Client, database: Database, *, largest_batch: int = 200) -> None:
        self._client, self._database, self._largest_batch = client, database, largest_batch

    @property
    def is_idle(self) -> bool:
        """Nothing waits and nothing is being written."""
        raise NotImplementedError

    async def append(self, event: AnyEvent) -> None:
        """One fact; what it raises is about this fact alone."""
        raise NotImplementedError

"""Platforms: registered by the operator, known by their keys, revoked."""

from collections.abc import Sequence
from dataclasses import dataclass

from libs.common.clock import Clock
from libs.common.committer import Committer
from libs.common.unit import Units
from services.gateway.domain.platforms import Platform
from services.gateway.store import Stores


@dataclass(frozen=True, slots=True)
class Registration:
    """What the operator says of a new platform."""

    platform_id: str
    org: str
    name: str
    scopes: Sequence[str] = ()
    source_uri: str | None = None
    priority: int = 100
    events_per_minute: int = 6000


class PlatformAccess:
    """Registers, rotates, revokes, recognises."""

    def __init__(self, stores: Stores, units: Units, committer: Committer, clock: Clock) -> None:
        self._platforms = stores.platforms
        self._units, self._committer, self._clock = units, committer, clock

    async def register(self, registration: Registration) -> tuple[Platform, str]:
        """The platform and its key, which is shown this once.

        Refused: platform-exists, unknown-scope, invalid-platform-id.
        """
        raise NotImplementedError

    async def rotate(self, org: str, platform_id: str) -> tuple[Platform, str]:
        """A further key; the newest two work. asks.NotFound where there is no such platform."""
        raise NotImplementedError

    async def revoke(self, org: str, platform_id: str) -> Platform:
        """Nothing of it is taken from here on. asks.NotFound where there is no such platform."""
        raise NotImplementedError

    async def list_(self, org: str | None = None) -> list[Platform]:
        """All, or those of one organisation."""
        raise NotImplementedError

    async def recognise(self, api_key: str) -> Platform | None:
        """The platform that shows this key, if the key works."""
        raise NotImplementedError
